import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { draftOf } from './draft'
import {
  type EditorEvent,
  type EditorState,
  fieldsChangedMeanwhile,
  nextEditorState,
  unsavedFields,
} from './editor-state'
import { atRest } from './form-facts'
import { startEditing } from './open-editor'
import type { SettingsReading } from './save-outcome'

const settings: BalanceSettings = {
  schedule: { interval: 'daily' },
  minimumBalances: null,
  delayDaysOverride: null,
  startOfDay: null,
  debitNegativeBalances: true,
  statementDescriptor: 'BAKERY',
  delayDays: 2,
  payoutsStatus: 'enabled',
}

const reading = (readAt: number, changes: Partial<BalanceSettings> = {}): SettingsReading => ({
  settings: { ...settings, ...changes },
  readAt,
})
const read = (readAt: number, changes?: Partial<BalanceSettings>): EditorEvent => ({
  type: 'read',
  reading: reading(readAt, changes),
})
const typed = (descriptor: string): EditorEvent => ({ type: 'edit', draft: { statementDescriptor: descriptor } })
const send: EditorEvent = { type: 'send', fields: ['statementDescriptor'] }
const saved = (readAt: number, changes: Partial<BalanceSettings>): EditorEvent => ({
  type: 'answer',
  answer: { kind: 'saved', current: reading(readAt, changes) },
})
const conflict = (readAt: number, changes: Partial<BalanceSettings>): EditorEvent => ({
  type: 'answer',
  answer: { kind: 'conflict', theirs: reading(readAt, changes) },
})
const unknown: EditorEvent = { type: 'answer', answer: { kind: 'unknown', entryId: 'e1' } }

const stateAfter = (...events: EditorEvent[]): EditorState =>
  events.reduce(nextEditorState, startEditing(atRest(reading(100))))

describe('readings', () => {
  test('a form without edits follows a newer reading', () => {
    const state = stateAfter(read(200, { statementDescriptor: 'NEWER' }))
    expect(state.draft.statementDescriptor).toBe('NEWER')
    expect(unsavedFields(state)).toEqual([])
  })

  test('a reading from before a save that arrives after it changes nothing', () => {
    const state = stateAfter(typed('MINE'), send, saved(300, { statementDescriptor: 'MINE' }), read(250))
    expect(state.draft.statementDescriptor).toBe('MINE')
    expect(state.base.settings.statementDescriptor, 'the next save is checked against this').toBe('MINE')
    expect(state.write.kind).toBe('saved')
  })

  test('a reading from before a save that arrives while it is sent changes nothing', () => {
    const state = stateAfter(typed('MINE'), send, read(250), saved(300, { statementDescriptor: 'MINE' }))
    expect(state.base.settings.statementDescriptor).toBe('MINE')
    expect(unsavedFields(state)).toEqual([])
  })

  test('a reading from after a save that arrives before its answer is shown once the answer is here', () => {
    const state = stateAfter(
      typed('MINE'),
      send,
      read(400, { statementDescriptor: 'MINE', schedule: { interval: 'manual' } }),
      saved(300, { statementDescriptor: 'MINE' }),
    )
    expect(state.draft.schedule.interval).toBe('manual')
    expect(state.base.readAt).toBe(400)
  })

  test('readings that arrive in the wrong order leave the newest', () => {
    const state = stateAfter(read(300, { statementDescriptor: 'THIRD' }), read(200, { statementDescriptor: 'SECOND' }))
    expect(state.draft.statementDescriptor).toBe('THIRD')
  })

  test('a form with edits keeps them, and follows the newest reading once they are discarded', () => {
    const editing = stateAfter(typed('MINE'), read(200, { statementDescriptor: 'THEIRS' }))
    expect(editing.draft.statementDescriptor).toBe('MINE')
    expect(editing.base.readAt, 'the save has to meet their change').toBe(100)
    expect(nextEditorState(editing, { type: 'discard' }).draft.statementDescriptor).toBe('THEIRS')
  })

  test('a change at Stripe during an edit is named at once, and the edit is kept', () => {
    const state = stateAfter(typed('MINE'), read(200, { schedule: { interval: 'manual' } }))
    expect(fieldsChangedMeanwhile(state)).toEqual(['schedule'])
    expect(state.draft).toMatchObject({ statementDescriptor: 'MINE', schedule: { interval: 'daily' } })
    const comparing = nextEditorState(state, { type: 'compare' })
    expect(comparing.write).toMatchObject({ kind: 'conflict', theirs: { readAt: 200 } })
    const theirs = comparing.latest
    const kept = nextEditorState(comparing, { type: 'keep_mine', theirs })
    expect(kept.draft).toMatchObject({ statementDescriptor: 'MINE', schedule: { interval: 'manual' } })
    expect(fieldsChangedMeanwhile(kept), 'nothing is new any more').toEqual([])
  })

  test.each<{ situation: string; events: EditorEvent[] }>([
    { situation: 'a form without edits follows Stripe', events: [read(200, { statementDescriptor: 'THEIRS' })] },
    { situation: 'a reading of the same settings is no change', events: [typed('MINE'), read(200)] },
    { situation: 'an older reading is no change', events: [typed('MINE'), read(50, { statementDescriptor: 'OLD' })] },
    {
      situation: 'what this form saved itself is no change of others',
      events: [
        typed('MINE'),
        send,
        read(250, { statementDescriptor: 'MINE' }),
        saved(200, { statementDescriptor: 'MINE' }),
      ],
    },
  ])('$situation, so nothing is announced', ({ events }) => {
    expect(fieldsChangedMeanwhile(stateAfter(...events))).toEqual([])
  })

  test('a reading does not end a conflict that somebody is looking at', () => {
    const state = stateAfter(typed('MINE'), send, conflict(200, { statementDescriptor: 'THEIRS' }), read(300))
    expect(state.write.kind).toBe('conflict')
    expect(state.draft.statementDescriptor).toBe('MINE')
  })
})

describe('a save', () => {
  test('shows what Stripe answered, which may be another way to write the value', () => {
    const state = stateAfter(typed('bakery '), send, saved(200, { statementDescriptor: 'BAKERY 2' }))
    expect(state.draft.statementDescriptor).toBe('BAKERY 2')
    expect(unsavedFields(state)).toEqual([])
  })

  test('keeps what was typed in the same field while it was sent', () => {
    const state = stateAfter(typed('FIRST'), send, typed('SECOND'), saved(200, { statementDescriptor: 'FIRST' }))
    expect(state.draft.statementDescriptor).toBe('SECOND')
    expect(unsavedFields(state)).toEqual(['statementDescriptor'])
    expect(state.write.kind).toBe('saved')
  })

  test('keeps the former value where somebody typed it back while it was sent', () => {
    const state = stateAfter(typed('FIRST'), send, typed('BAKERY'), saved(200, { statementDescriptor: 'FIRST' }))
    expect(state.draft.statementDescriptor).toBe('BAKERY')
    expect(unsavedFields(state)).toEqual(['statementDescriptor'])
  })

  test('keeps what is typed in fields that were not part of it, whether or not it can be read', () => {
    const state = stateAfter(
      { type: 'edit', draft: { delayDaysOverride: 'soon' } },
      typed('MINE'),
      send,
      saved(200, { statementDescriptor: 'MINE' }),
    )
    expect(state.draft.delayDaysOverride).toBe('soon')
    expect(unsavedFields(state)).toEqual(['delayDaysOverride'])
  })

  test('that was refused keeps what was typed and its reason', () => {
    const state = stateAfter(typed('MINE'), { type: 'set_reason', reason: 'asked for' }, send, {
      type: 'answer',
      answer: { kind: 'refused', message: 'no' },
    })
    expect(state).toMatchObject({
      draft: { statementDescriptor: 'MINE' },
      reason: 'asked for',
      write: { kind: 'refused', message: 'no' },
    })
  })

  test('whose answer is lost keeps what was typed', () => {
    const state = stateAfter(typed('MINE'), send, { type: 'no_answer' })
    expect(state.write.kind).toBe('lost')
    expect(unsavedFields(state)).toEqual(['statementDescriptor'])
  })

  test('that turns out to have been made after a check shows Stripe’s settings', () => {
    const state = stateAfter(typed('MINE'), send, unknown, saved(200, { statementDescriptor: 'MINE' }))
    expect(state.write.kind).toBe('saved')
    expect(unsavedFields(state)).toEqual([])
  })

  test('of no change leads back to the form', () => {
    expect(stateAfter(typed('MINE'), send, { type: 'answer', answer: { kind: 'unchanged' } }).write.kind).toBe(
      'editing',
    )
  })

  test('found wrong at a field says so until somebody types', () => {
    const state = stateAfter(typed('MINE'), { type: 'reject', fields: { statementDescriptor: 'no' } })
    expect(state.write).toEqual({ kind: 'invalid', fields: { statementDescriptor: 'no' } })
    expect(nextEditorState(state, typed('OTHER')).write.kind).toBe('editing')
  })
})

test('a second save that is found wrong does not end the first one', () => {
  const state = stateAfter(typed('MINE'), send, { type: 'reject', fields: { statementDescriptor: 'no' } })
  expect(state.write.kind).toBe('sending')
})

describe('a conflict', () => {
  const met = [typed('MINE'), send, conflict(200, { schedule: { interval: 'manual' } })]
  const theirs = reading(200, { schedule: { interval: 'manual' } })

  test('reviewed with my changes kept: my fields stay mine, the others follow theirs', () => {
    const state = stateAfter(...met, { type: 'keep_mine', theirs })
    expect(state.draft).toMatchObject({ statementDescriptor: 'MINE', schedule: { interval: 'manual' } })
    expect(unsavedFields(state)).toEqual(['statementDescriptor'])
    expect(state.base).toEqual(theirs)
  })

  test('with my changes discarded shows theirs', () => {
    const state = stateAfter(...met, { type: 'take_theirs', theirs })
    expect(state.draft).toEqual(draftOf(theirs.settings))
    expect(unsavedFields(state)).toEqual([])
  })
})

test('restoring an earlier value changes only its own field, and saves nothing', () => {
  const state = stateAfter(typed('MINE'), { type: 'restore', patch: { schedule: { interval: 'manual' } } })
  expect(unsavedFields(state)).toEqual(['schedule', 'statementDescriptor'])
  expect(state.write.kind).toBe('editing')
})

/** Settings as they are at each moment: a reading at `t` shows version `t`. */
const versionAt = (t: number) => reading(t, { statementDescriptor: `V${t}`, delayDays: t })
const moment = fc.integer({ min: 101, max: 999 })
const anyEvent: fc.Arbitrary<EditorEvent> = fc.oneof(
  moment.map((t): EditorEvent => ({ type: 'read', reading: versionAt(t) })),
  moment.map((t): EditorEvent => ({ type: 'answer', answer: { kind: 'saved', current: versionAt(t) } })),
  moment.map((t): EditorEvent => ({ type: 'answer', answer: { kind: 'conflict', theirs: versionAt(t) } })),
  fc.constantFrom('A', 'B').map(typed),
  fc.constantFrom<EditorEvent>(send, unknown, { type: 'no_answer' }, { type: 'discard' }),
)

test('in every order of events, a form that is at rest and holds no edits shows the newest that was read', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      let state = startEditing(atRest(reading(100)))
      let newest = 100
      for (const event of events) {
        const next = nextEditorState(state, event)
        if (event.type === 'read') newest = Math.max(newest, event.reading.readAt)
        if (event.type === 'answer' && next.write !== state.write && event.answer.kind === 'saved')
          newest = Math.max(newest, event.answer.current.readAt)
        state = next
        expect(state.latest.readAt).toBe(newest)
        const isAtRest = ['editing', 'saved', 'lost'].includes(state.write.kind) && event.type !== 'edit'
        if (isAtRest && unsavedFields(state).length === 0) {
          expect(state.base.readAt).toBe(newest)
          expect(state.draft).toEqual(draftOf(state.latest.settings))
        }
      }
    }),
  )
})
