import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BalanceSettings } from '../settings/balance-settings'
import type { AuditEntry, AuditOutcome } from './audit-entry'
import { compareAsOf, isComplete, settingsAsOf } from './settings-as-of'

type Change = { field: 'debitNegativeBalances' | 'delayDaysOverride'; after: boolean | number | null }
type Entry = { type: 'ours' | 'outside' | 'later_version'; outcome: AuditOutcome; changes: Change[] }

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ field: fc.constant('debitNegativeBalances' as const), after: fc.boolean() }),
  fc.record({ field: fc.constant('delayDaysOverride' as const), after: fc.option(fc.integer({ min: 2, max: 5 })) }),
)
const anyHistory: fc.Arbitrary<Entry[]> = fc.array(
  fc.record({
    type: fc.constantFrom('ours' as const, 'ours' as const, 'outside' as const, 'later_version' as const),
    outcome: fc.constantFrom('applied' as const, 'applied' as const, 'refused', 'conflict', 'pending', 'unknown'),
    changes: fc.uniqueArray(anyChange, { minLength: 1, maxLength: 2, selector: ({ field }) => field }),
  }),
  { maxLength: 30 },
)

/** `before` is what the account had, as nobody else than this history changes it. */
function toEntry({ type, outcome, changes }: Entry, index: number): AuditEntry {
  const recorded = type === 'outside' ? 'balance_settings.changed_outside' : 'balance_settings.update'
  return {
    id: String(index).padStart(4, '0'),
    at: new Date(index),
    event: (type === 'later_version'
      ? { type: 'unread', recorded }
      : {
          type: recorded,
          changes: changes.map((change) => ({ ...change, before: null })),
          ...(type === 'outside' && { stripeEventId: null }),
        }) as AuditEntry['event'],
    actor: { kind: 'system', name: '' },
    account: { id: 'acct_1', name: '' },
    reason: null,
    outcome: type === 'outside' ? null : outcome,
    outcomeAt: null,
    outcomeMessage: null,
    stripeRequestId: null,
  }
}

type Replayed = { value: unknown; by: string | null; doubtedBy: string | null }
const NOTHING: Replayed = { value: 'nobody knows', by: null, doubtedBy: null }

/** From the oldest entry on, one thing after the other. */
function replay(entries: readonly AuditEntry[], field: Change['field']): Replayed {
  let state = NOTHING
  for (const { id, event, outcome } of entries) {
    if (event.type === 'unread' && outcome !== 'refused' && outcome !== 'conflict')
      state = { value: 'nobody knows', by: id, doubtedBy: null }
    if (!('changes' in event)) continue
    for (const change of event.changes) {
      if (change.field !== field) continue
      if (event.type === 'balance_settings.changed_outside' || outcome === 'applied')
        state = { value: change.after, by: id, doubtedBy: null }
      else if (outcome === 'pending' || outcome === 'unknown') state = { ...state, doubtedBy: id }
    }
  }
  return state
}

const newestFirst = (entries: readonly AuditEntry[]) => [...entries].reverse()

function shown(entries: readonly AuditEntry[], field: Change['field']): Replayed {
  const { found, doubt } = settingsAsOf(newestFirst(entries))[field]
  return {
    value: found.kind === 'known' ? found.change.after : 'nobody knows',
    by: 'entry' in found ? found.entry.id : null,
    doubtedBy: doubt?.entry.id ?? null,
  }
}

const FIELDS = ['debitNegativeBalances', 'delayDaysOverride'] as const

test('a stranger’s change that ours had replaced before it was recorded is not the value of any later moment', () => {
  const change = (after: number) => [{ field: 'delayDaysOverride' as const, after }]
  const ours = toEntry({ type: 'ours', outcome: 'applied', changes: change(5) }, 1)
  const theirs = toEntry({ type: 'outside', outcome: 'applied', changes: change(3) }, 2)
  const replaced = { ...theirs, event: { ...theirs.event, replacedBy: ours.id } as AuditEntry['event'] }
  expect(shown([ours, replaced], 'delayDaysOverride')).toEqual({ value: 5, by: ours.id, doubtedBy: null })
  expect(shown([ours, theirs], 'delayDaysOverride')).toEqual({ value: 3, by: theirs.id, doubtedBy: null })
})

describe('the settings of an account at a moment', () => {
  test('are what a replay of its whole history gives, after every entry of it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const entries = history.map(toEntry)
        for (let length = 0; length <= entries.length; length++)
          for (const field of FIELDS)
            expect(shown(entries.slice(0, length), field)).toEqual(replay(entries.slice(0, length), field))
      }),
    )
  })

  test('need no earlier entries once every setting is found', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(30), (history, read) => {
        const entries = newestFirst(history.map(toEntry))
        const some = settingsAsOf(entries.slice(0, read))
        if (isComplete(some)) expect(settingsAsOf(entries)).toEqual(some)
      }),
    )
  })

  test.each(['refused', 'conflict', 'pending', 'unknown'] as const)(
    'a change whose outcome is “%s” is never shown as a value',
    (outcome) => {
      const change: Entry = { type: 'ours', outcome, changes: [{ field: 'delayDaysOverride', after: 7 }] }
      const { found, doubt } = settingsAsOf([toEntry(change, 1)]).delayDaysOverride
      expect(found).toEqual({ kind: 'not_shown' })
      expect(doubt?.entry.id ?? null).toBe(outcome === 'pending' || outcome === 'unknown' ? '0001' : null)
    },
  )
})

describe('two moments compared', () => {
  test('are the same or different only where both values are known for sure', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(30), fc.nat(30), (history, first, second) => {
        const entries = history.map(toEntry)
        const [one, other] = [entries.slice(0, first), entries.slice(0, second)]
        const compared = compareAsOf(settingsAsOf(newestFirst(one)), settingsAsOf(newestFirst(other)))
        for (const field of FIELDS) {
          const [a, b] = [replay(one, field), replay(other, field)]
          const isSure = [a, b].every(({ value, doubtedBy }) => value !== 'nobody knows' && doubtedBy === null)
          expect(compared[field]).toBe(!isSure ? 'unknown' : a.value === b.value ? 'same' : 'different')
        }
        expect(compared.schedule, 'no entry shows it').toBe('unknown')
      }),
    )
  })

  test('a setting that was set and then removed differs', () => {
    const set = toEntry({ type: 'outside', outcome: 'applied', changes: [{ field: 'delayDaysOverride', after: 4 }] }, 1)
    const removed = toEntry(
      { type: 'outside', outcome: 'applied', changes: [{ field: 'delayDaysOverride', after: null }] },
      2,
    )
    const compared = compareAsOf(settingsAsOf([set]), settingsAsOf([removed, set]))
    expect(compared.delayDaysOverride).toBe('different')
  })
})

describe('a value that no earlier entry shows', () => {
  /** A history with what the account really had: a change without a known outcome landed, or didn't. */
  const anyLived = fc.record({
    history: anyHistory,
    landed: fc.infiniteStream(fc.boolean()),
    first: fc.record({
      debitNegativeBalances: fc.boolean(),
      delayDaysOverride: fc.option(fc.integer({ min: 2, max: 5 })),
    }),
  })

  function live({ history, landed, first }: typeof anyLived extends fc.Arbitrary<infer T> ? T : never) {
    const now: Record<string, unknown> = { ...first }
    const states = [{ ...now }]
    const entries = history.map((step, index) => {
      const entry = toEntry(step, index)
      const isFact = step.type !== 'later_version' && (step.type === 'outside' || step.outcome === 'applied')
      const isUnreadable = step.type === 'later_version' && step.outcome !== 'refused' && step.outcome !== 'conflict'
      const isOpen = step.outcome === 'pending' || step.outcome === 'unknown' || isUnreadable
      if ('changes' in entry.event) for (const change of entry.event.changes) change.before = now[change.field] as never
      if (isFact || (isOpen && landed.next().value)) for (const { field, after } of step.changes) now[field] = after
      states.push({ ...now })
      return entry
    })
    return { entries, states, settings: { ...now, delayDays: null, payoutsStatus: null } as BalanceSettings }
  }

  test('is what the account had, wherever one is shown without a doubt', () => {
    let seen = 0
    fc.assert(
      fc.property(anyLived, fc.nat(30), (lived, moment) => {
        const { entries, states, settings } = live(lived)
        const at = Math.min(moment, entries.length)
        const found = settingsAsOf(newestFirst(entries.slice(0, at)), { entries: entries.slice(at), now: settings })
        for (const field of FIELDS) {
          const shown = found[field].found
          if (found[field].doubt || (shown.kind !== 'replaced_later' && shown.kind !== 'unchanged')) continue
          seen++
          expect(shown.change.before).toEqual(states[at]?.[field])
        }
      }),
      { numRuns: 1000 },
    )
    expect(seen).toBeGreaterThan(100)
  })

  const set = (after: number, outcome: AuditOutcome, index: number) =>
    toEntry({ type: 'ours', outcome, changes: [{ field: 'delayDaysOverride', after }] }, index)
  const now = { delayDays: null, payoutsStatus: null, delayDaysOverride: 9, statementDescriptor: null }

  test.each([
    ['nothing changes it', [], { kind: 'unchanged', change: { before: 9 } }],
    ['a refused change leaves it', [set(4, 'refused', 1)], { kind: 'unchanged' }],
    [
      'the first change replaced it',
      [set(4, 'applied', 1), set(9, 'applied', 2)],
      { kind: 'replaced_later', entry: { id: '0001' } },
    ],
    ['a change in between may have made it', [set(4, 'unknown', 1), set(9, 'applied', 2)], { kind: 'not_shown' }],
    ['a change without an outcome may have made it', [set(4, 'pending', 1)], { kind: 'not_shown' }],
  ])('where %s', (_, entries, expected) => {
    expect(settingsAsOf([], { entries, now }).delayDaysOverride.found).toMatchObject(expected)
  })

  test('is not set where it never was, and not known where nothing says it', () => {
    const found = settingsAsOf([], { entries: [], now })
    expect(found.statementDescriptor.found).toMatchObject({ kind: 'unchanged', change: { before: null } })
    expect(found.schedule.found).toEqual({ kind: 'not_shown' })
    expect(settingsAsOf([], { entries: [], now: null }).delayDaysOverride.found).toEqual({ kind: 'not_shown' })
  })
})
