import { describe, expect, test } from 'vitest'
import { addAccount, at, emptyWorld } from '../testing/world.ts'
import type { Account, BalanceSettings } from '../world/state.ts'
import { payoutDaysAfter, payoutDaysBefore } from './payout-days.ts'
import { availableOn } from './settlement.ts'

function account(country: string, settings: Partial<BalanceSettings>): Account {
  return addAccount(emptyWorld('2026-01-01'), { country, settings })
}

const date = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

const DAILY: Partial<BalanceSettings> = { interval: 'daily' }
const weekly = (...weekly_payout_days: BalanceSettings['weekly_payout_days']): Partial<BalanceSettings> => ({
  interval: 'weekly',
  weekly_payout_days,
})
const monthly = (...monthly_payout_days: number[]): Partial<BalanceSettings> => ({
  interval: 'monthly',
  monthly_payout_days,
})

describe('The payout days', () => {
  const CASES: {
    because: string
    country: string
    currency?: string
    settings: Partial<BalanceSettings>
    after: string
    days: string[]
  }[] = [
    {
      because: 'there is no payout on Thanksgiving',
      country: 'US',
      settings: DAILY,
      after: '2026-11-24',
      days: ['2026-11-25', '2026-11-27', '2026-11-30'],
    },
    {
      because: 'Thanksgiving moves to Friday',
      country: 'US',
      settings: weekly('thursday'),
      after: '2026-11-20',
      days: ['2026-11-27', '2026-12-03'],
    },
    {
      because: 'Thanksgiving and Friday are one payout day',
      country: 'US',
      settings: weekly('thursday', 'friday'),
      after: '2026-11-20',
      days: ['2026-11-27', '2026-12-03', '2026-12-04'],
    },
    {
      because: 'a Saturday before a holiday Monday moves to Tuesday',
      country: 'GB',
      settings: weekly('saturday'),
      after: '2026-08-24',
      days: ['2026-09-01', '2026-09-07'],
    },
    {
      because: 'Good Friday moves to the day after Easter Monday',
      country: 'DE',
      settings: monthly(3),
      after: '2026-03-31',
      days: ['2026-04-07', '2026-05-04'],
    },
    {
      because: 'the last day of May 2027, a holiday, moves to June',
      country: 'US',
      settings: monthly(31),
      after: '2027-05-20',
      days: ['2027-06-01', '2027-06-30'],
    },
    {
      because: 'Christmas moves past Boxing Day and both substitutes to Wednesday',
      country: 'GB',
      settings: monthly(25),
      after: '2027-12-01',
      days: ['2027-12-29', '2028-01-25'],
    },
    {
      because: 'euro of a British account are paid out on a British bank holiday',
      country: 'GB',
      currency: 'eur',
      settings: weekly('monday'),
      after: '2026-08-24',
      days: ['2026-08-31', '2026-09-07'],
    },
    {
      because: 'pounds of a British account are paid out a day later',
      country: 'GB',
      settings: weekly('monday'),
      after: '2026-08-24',
      days: ['2026-09-01', '2026-09-07'],
    },
  ]

  test.each(CASES)('after $after, $country: $because', ({ country, currency, settings, after, days }) => {
    const one = account(country, settings)
    const found = payoutDaysAfter(one, currency ?? one.default_currency, at(after))
    expect(days.map(() => date(found.next().value.day))).toEqual(days)
  })

  test('before a date are the same days in reverse order', () => {
    const before = payoutDaysBefore(account('US', weekly('thursday')), 'usd', at('2026-12-10'))
    expect([1, 2, 3].map(() => date(before.next().value.day))).toEqual(['2026-12-03', '2026-11-27', '2026-11-19'])
  })
})

describe('A payment', () => {
  test.each([
    ['US', '2026-11-18T15:00:00Z', 2, '2026-11-20', 'two business days later'],
    ['US', '2026-11-25T15:00:00Z', 2, '2026-11-30', 'Thanksgiving and the weekend do not count'],
    ['US', '2026-11-21T15:00:00Z', 2, '2026-11-25', 'what comes in on a Saturday counts from Monday'],
    ['US', '2026-11-26T15:00:00Z', 1, '2026-11-30', 'what comes in on Thanksgiving counts from Friday'],
    ['US', '2026-11-26T15:00:00Z', 0, '2026-11-27', 'also without a delay'],
    ['DE', '2026-04-02T15:00:00Z', 3, '2026-04-09', 'Easter does not count'],
    ['SG', '2026-11-19T15:00:00Z', 3, '2026-11-22', 'calendar days: a Sunday counts, and can be the day'],
    ['HK', '2026-11-20T15:00:00Z', 3, '2026-11-23', 'calendar days'],
    ['BR', '2026-11-20T15:00:00Z', 30, '2026-12-20', 'calendar days'],
  ] as const)('%s %s with a delay of %i is available on %s: %s', (country, moment, delay, expected, _because) => {
    const one = account(country, { delay_days_override: delay })
    expect(availableOn(one, at(moment))).toBe(at(expected))
  })

  test('settles by the rules of its currency', () => {
    const one = account('GB', { delay_days_override: 1 })
    expect(date(availableOn(one, at('2026-08-28'), 'gbp'))).toBe('2026-09-01')
    expect(date(availableOn(one, at('2026-08-28'), 'eur'))).toBe('2026-08-31')
  })
})
