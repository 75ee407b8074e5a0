import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { payoutOf } from '../testing/account-money'
import { describeHeld } from './payout-hold'

const made = (on: string) =>
  payoutOf({ status: 'pending', createdAt: new Date(`${on}T15:00Z`), arrivesOn: '2026-11-30' })
const today = requireCalendarDate('2026-11-28')

test('a payout that the pause holds resumes, or is canceled 10 days after it was made', () => {
  expect(describeHeld([made('2026-11-27')], 'paused', today)).toEqual({
    is: 'is held by the pause',
    arrival: 'Held by the pause',
    next: 'It resumes when the platform lifts the pause. Otherwise Stripe cancels it after up to 10 days (by Mon 7 Dec) and returns the funds to the balance.',
  })
})

test('of several, the one that was made first is canceled first', () => {
  expect(describeHeld([made('2026-11-27'), made('2026-11-25')], 'paused', today).next).toBe(
    'They resume when the platform lifts the pause. Otherwise Stripe cancels each after up to 10 days (the first by Sat 5 Dec) and returns the funds to the balance.',
  )
})

test('a payout without a date of creation, or one whose 10 days are over, names no date', () => {
  for (const payout of [{ ...made('2026-11-27'), createdAt: null }, made('2026-11-01')])
    expect(describeHeld([payout], 'paused', today).next).toContain('after up to 10 days and returns')
})

test('no words promise the day that Stripe gave, whatever holds the payout', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('pending' as const, 'in_transit' as const),
      fc.constantFrom('paused' as const, 'maybe_paused' as const, 'disabled' as const),
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: 11, max: 60 }),
      (status, pause, madeBefore, arrivesAfter) => {
        const at = (days: number) => new Date(Date.UTC(2026, 10, 28 + days)).toISOString().slice(0, 10)
        const payout = { ...made(at(-madeBefore)), status, arrivesOn: requireCalendarDate(at(arrivesAfter)) }
        const { is, arrival, next } = describeHeld([payout], pause, today)
        expect(`${is} ${arrival} ${next}`).not.toMatch(/expected|arrives on/i)
        if (pause !== 'paused' || status !== 'pending') expect(`${arrival} ${next}`).not.toMatch(/\d/)
      },
    ),
  )
})
