import { expect, test } from 'vitest'
import {
  arrivalDays,
  bankHolidayCountry,
  delayUnit,
  isDebited,
  isEuroCountry,
  manualHoldingLimit,
  offeredIntervals,
  offersMinimumBalances,
  startOfDayZones,
} from './country-rules'

test.each([
  { country: 'SG', unit: 'calendar day' },
  { country: 'hk', unit: 'calendar day' },
  { country: 'BR', unit: 'calendar day' },
  { country: 'US', unit: 'business day' },
  { country: 'de', unit: 'business day' },
  { country: 'toString', unit: 'business day' },
])('the settlement delay in $country is counted by the $unit', ({ country, unit }) => {
  expect(delayUnit(country)).toBe(unit)
})

test.each([
  { country: 'TH', limit: { amount: 10, unit: 'day' } },
  { country: 'us', limit: { amount: 2, unit: 'year' } },
  { country: 'FR', limit: { amount: 90, unit: 'day' } },
])('manual payouts in $country may be held for $limit.amount $limit.unit(s)', ({ country, limit }) => {
  expect(manualHoldingLimit(country)).toEqual(limit)
})

test('a payout arrives within two business days in the US and three elsewhere', () => {
  expect(['us', 'GB'].map(arrivalDays)).toEqual([
    { earliest: 1, latest: 2 },
    { earliest: 1, latest: 3 },
  ])
})

test.each([
  {
    offer: 'daily payouts',
    isOffered: (country: string) => offeredIntervals(country).includes('daily'),
    not: ['JP', 'jp'],
    but: ['US', 'SG', 'BR', 'IN'],
  },
  {
    offer: 'manual, weekly and monthly payouts',
    isOffered: (country: string) =>
      ['manual', 'weekly', 'monthly'].every((each) => offeredIntervals(country).some((one) => one === each)),
    not: ['BR', 'br', 'IN'],
    but: ['JP', 'TH', 'US', 'constructor'],
  },
  { offer: 'minimum balances', isOffered: offersMinimumBalances, not: ['BR', 'IN', 'th'], but: ['US', 'JP'] },
  {
    offer: 'a custom start of day',
    isOffered: (country: string) => startOfDayZones(country).length > 0,
    not: ['US', 'DE'],
    but: ['SG', 'jp'],
  },
])('$offer: not in $not, but in $but', ({ isOffered, not, but }) => {
  expect(not.filter(isOffered)).toEqual([])
  expect(but.filter(isOffered)).toEqual(but)
})

test.each([
  { country: 'US', currency: 'usd', canBe: true },
  { country: 'US', currency: 'eur', canBe: false },
  { country: 'DK', currency: 'eur', canBe: true },
  { country: 'DK', currency: 'dkk', canBe: false },
  { country: 'JP', currency: 'jpy', canBe: false },
])('a bank account in $country for $currency can be debited: $canBe', ({ country, currency, canBe }) => {
  expect(isDebited(country, currency)).toBe(canBe)
})

test('Bulgaria has the euro, Denmark does not, and Liechtenstein keeps the bank holidays of Switzerland', () => {
  expect(['BG', 'bg', 'DK', ''].map(isEuroCountry)).toEqual([true, true, false, false])
  expect(['LI', 'gi', 'FR'].map(bankHolidayCountry)).toEqual(['CH', 'GB', 'FR'])
})
