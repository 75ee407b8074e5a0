import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { factsOf } from '../testing/fleet'
import { type AccountFacts, describeSegment, EVERY_ACCOUNT, membership, SEGMENT_FACTS, type Segment } from './segment'

const facts = factsOf
const segment = (change: Segment['facts'], createdFrom: string | null = null): Segment => ({
  facts: change,
  available: null,
  createdFrom: createdFrom === null ? null : requireCalendarDate(createdFrom),
})
const between = (min: number | null, max: number | null): Segment => ({
  ...segment({}),
  available: { currency: 'eur', min, max },
})

test.each([
  ['every account belongs to an empty segment', EVERY_ACCOUNT, facts({ country: null }), 'in'],
  ['one of several countries is enough', segment({ country: ['FR', 'DE'] }), facts(), 'in'],
  ['each condition must hold', segment({ country: ['DE'], type: ['custom'] }), facts(), 'out'],
  [
    'a country that Stripe doesn’t give is neither in nor out',
    segment({ country: ['DE'] }),
    facts({ country: null }),
    'unknown',
  ],
  [
    'what is known may exclude an account although something isn’t known',
    segment({ country: ['DE'], type: ['custom'] }),
    facts({ country: null }),
    'out',
  ],
  ['the day itself counts', segment({}, '2026-11-01'), facts({ createdOn: requireCalendarDate('2026-11-01') }), 'in'],
  ['the day before doesn’t', segment({}, '2026-11-01'), facts({ createdOn: requireCalendarDate('2026-10-31') }), 'out'],
  ['a balance at the end of the range counts', between(100, 100), facts(), 'in'],
  ['a balance below the range doesn’t', between(101, null), facts(), 'out'],
  [
    'a balance in another currency doesn’t',
    { ...between(null, null), available: { currency: 'gbp', min: null, max: null } },
    facts(),
    'out',
  ],
  ['a balance that was never read isn’t known', between(null, null), facts({ available: null }), 'unknown'],
  [
    'a payout status that isn’t computed isn’t known',
    segment({ state: ['blocked'] }),
    facts({ state: null }),
    'unknown',
  ],
  ['without a day it isn’t known', segment({}, '2026-11-01'), facts(), 'unknown'],
] as const)('%s', (_, of, has, expected) => {
  expect(membership(of, has)).toBe(expected)
})

const value = fc.constantFrom('a', 'b', 'c')
const someFacts: fc.Arbitrary<AccountFacts> = fc.record({
  ...(Object.fromEntries(SEGMENT_FACTS.map((fact) => [fact, fc.option(value)])) as Record<
    (typeof SEGMENT_FACTS)[number],
    fc.Arbitrary<string | null>
  >),
  available: fc.option(fc.constantFrom(new Map([['a', 1]]), new Map([['a', 5]]), new Map<string, number>())),
  createdOn: fc.option(fc.constantFrom('2026-01-01', '2026-06-01').map(requireCalendarDate)),
})
const someSegment: fc.Arbitrary<Segment> = fc.record({
  facts: fc.dictionary(fc.constantFrom(...SEGMENT_FACTS), fc.uniqueArray(value), { maxKeys: 3 }),
  available: fc.constantFrom(null, { currency: 'a', min: 2, max: null }, { currency: 'a', min: null, max: 3 }),
  createdFrom: fc.option(fc.constantFrom('2026-01-01', '2026-03-01').map(requireCalendarDate)),
})

test('whatever Stripe may still say of what isn’t known, an account that is in stays in, and one that is out stays out', () => {
  const missing = [...SEGMENT_FACTS, 'available', 'createdOn'] as const
  fc.assert(
    fc.property(someSegment, someFacts, someFacts, (of, known, later) => {
      const learned = Object.fromEntries(missing.map((fact) => [fact, known[fact] ?? later[fact]])) as AccountFacts
      const before = membership(of, known)
      if (before !== 'unknown') expect(membership(of, learned)).toBe(before)
    }),
  )
})

test('an account of which everything is known is in or out', () => {
  fc.assert(
    fc.property(someSegment, someFacts, (of, has) => {
      fc.pre(Object.values(has).every((each) => each !== null))
      expect(membership(of, has)).not.toBe('unknown')
    }),
  )
})

test('a segment says its conditions, also that there are none', () => {
  expect(describeSegment(EVERY_ACCOUNT)).toEqual(['Every connected account'])
  expect(describeSegment(segment({ country: ['DE', 'FR'], currency: ['eur'] }, '2026-11-01'))).toEqual([
    'Country: DE, FR',
    'Default currency: EUR',
    'Created on or after 2026-11-01',
  ])
  const owing = { ...between(null, -1), facts: { state: ['action_needed'], reason: ['held'], bank: ['not_shared'] } }
  expect(describeSegment(owing)).toEqual([
    'Payout status: Action needed',
    'Reason: Payout held',
    'Bank account or card: not shared',
    expect.stringMatching(/^Available: at most .*0\.01/),
  ])
})
