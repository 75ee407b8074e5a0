import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { editorCore } from './editor-core'
import { atRest } from './form-facts'
import { nextOpenEditor, type OpenEditorEvent, openEditor, waitingFields } from './open-editor'

vi.mock('./actions', () => ({}))

/** Settings as they are at each moment: a reading at `t` shows version `t`. */
const versionAt = (t: number) => {
  const settings: BalanceSettings = {
    schedule: { interval: 'weekly', weekdays: ['monday'] },
    minimumBalances: { usd: t },
    transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: t }] },
    delayDaysOverride: 7,
    startOfDay: null,
    debitNegativeBalances: true,
    statementDescriptor: `V${t}`,
    delayDays: 2,
    payoutsStatus: 'enabled',
  }
  return atRest({ settings, readAt: t })
}

const LOADED: OpenEditorEvent = { type: 'core_loaded', core: editorCore }
const stateAfter = (...events: OpenEditorEvent[]) => events.reduce(nextOpenEditor, openEditor(versionAt(100)))

const moment = fc.integer({ min: 90, max: 120 })
const edit = fc
  .oneof(
    fc.constantFrom('V100', 'V101', 'MINE', '').map((statementDescriptor) => ({ statementDescriptor })),
    fc.constantFrom('7', '5', 'soon').map((delayDaysOverride) => ({ delayDaysOverride })),
    fc.constantFrom('1.00', '1,5', 'much').map((text) => ({ minimumBalances: [{ currency: 'usd', text }] })),
    fc.constantFrom('daily' as const, 'manual' as const).map((interval) => ({
      schedule: { interval, weekdays: ['monday' as const], monthDays: [] },
    })),
    fc.constant({}),
  )
  .map((draft): OpenEditorEvent => ({ type: 'edit', draft }))
const read = moment.map((t): OpenEditorEvent => ({ type: 'read', reading: versionAt(t) }))
const anyEvent: fc.Arbitrary<OpenEditorEvent> = fc.oneof(
  { arbitrary: edit, weight: 3 },
  { arbitrary: read, weight: 3 },
  moment.map((t): OpenEditorEvent => ({ type: 'answer', answer: { kind: 'saved', current: versionAt(t) } })),
  moment.map((t): OpenEditorEvent => ({ type: 'answer', answer: { kind: 'conflict', theirs: versionAt(t) } })),
  moment.map((t): OpenEditorEvent => ({ type: 'take_theirs', theirs: versionAt(t) })),
  moment.map((t): OpenEditorEvent => ({ type: 'keep_mine', theirs: versionAt(t) })),
  fc.constantFrom<OpenEditorEvent>(
    { type: 'restore', patch: { schedule: { interval: 'manual' } } },
    { type: 'send', fields: ['statementDescriptor'] },
    { type: 'reject', fields: { schedule: 'no' } },
    { type: 'set_reason', reason: 'asked for' },
    { type: 'answer', answer: { kind: 'unknown', entryId: 'e1' } },
    { type: 'no_answer' },
    { type: 'discard' },
    { type: 'compare' },
  ),
)

test('whenever the core arrives, the form is as if it had been there from the start', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 15 }), fc.nat(15), (events, arrival) => {
      const late = stateAfter(...events.slice(0, arrival), LOADED, ...events.slice(arrival))
      expect(late.state).toEqual(stateAfter(LOADED, ...events).state)
      expect(late.waiting).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('what is typed before the core arrives is in the form at once, and counts as worth keeping', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(edit, read), { maxLength: 15 }), edit, (events, last) => {
      const editor = stateAfter(...events, last)
      const typed = last.type === 'edit' ? last.draft : {}
      expect(editor.state.draft).toMatchObject(typed)
      expect(waitingFields(editor)).toEqual(expect.arrayContaining(Object.keys(typed)))
    }),
  )
})

test('a form in which nobody typed shows the newest reading without the core', () => {
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 6 }), (moments) => {
      const editor = stateAfter(...moments.map((t): OpenEditorEvent => ({ type: 'read', reading: versionAt(t) })))
      const newest = versionAt(Math.max(100, ...moments))
      expect([editor.state.base, editor.state.draft]).toEqual([newest, newest.draft])
      expect(editor.waiting, 'an open page keeps no readings').toEqual([])
    }),
  )
})

test('a core that arrives twice changes nothing', () => {
  const typed: OpenEditorEvent = { type: 'edit', draft: { statementDescriptor: 'MINE' } }
  const editor = stateAfter(typed, LOADED, typed)
  expect(nextOpenEditor(editor, LOADED)).toBe(editor)
})
