import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { addDays, type CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { type Money, payoutIncrement } from '@/lib/domain/money/money'
import type { ExpectedPayout } from '@/lib/domain/payouts/expected-payouts'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { listAccounts } from '@/lib/gateways/db/account-list'
import type { AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { type ExpectedTotal, listExpected } from '@/lib/gateways/db/expected-payouts'
import { listNegativeBalances, type NegativeBalances } from '@/lib/gateways/db/negative-balances'
import { type Exposure, findExposures } from '@/lib/gateways/db/radar'
import { LOOKED_BACK } from './text'

type Access = PlatformAccess<'accounts:list'>
type SearchParams = Record<string, string | string[] | undefined>

const DAY = 24 * 3_600_000
const ROWS = 50

/** The days of the view of expected payouts, today included. */
export const LIQUIDITY_DAYS = 30

export type RadarRow = {
  account: { id: string; name: string }
  /** Below zero. */
  owed: Money
  /** Null where the record doesn't say. */
  since: Date | null
  liable: Exposure['liable']
  debits: boolean | null
  /** The next payouts in other currencies, on one day. */
  deepens: ExpectedPayout[]
  /** What was taken back in this currency; null before it was read. */
  reversals: { since: Date; refunds: Money; disputes: Money } | null
  /** A minimum balance by which it would not have become negative; null where nothing says. */
  minimum: Money | null
}

export type Radar = {
  currency: string | null
  /** Of each currency in which any account owes something. */
  totals: NegativeBalances[]
  rows: RadarRow[]
  previous: string | null
  next: string | null
  isIncomplete: boolean
}

export type PlaceInList = { currency: string | null; cursor: AccountListQuery['cursor'] }

/** A parameter that can't be read is ignored. */
export function parsePlace({ currency, after, before }: SearchParams): PlaceInList {
  const direction = isAccountId(after) ? 'after' : isAccountId(before) ? 'before' : null
  return {
    currency: typeof currency === 'string' && /^[a-z]{3,8}$/.test(currency) ? currency : null,
    cursor: direction && { direction, id: String(direction === 'after' ? after : before) },
  }
}

/** Accounts that owe something in one currency: without one, that in which the most accounts do. Asks the database only. */
export async function loadRadar(access: Access, { currency: asked, cursor }: PlaceInList, now: Date): Promise<Radar> {
  const totals = await listNegativeBalances(access)
  const currency = totals.find(({ sum }) => sum.currency === asked)?.sum.currency ?? totals[0]?.sum.currency ?? null
  if (currency === null) return { currency, totals, rows: [], previous: null, next: null, isIncomplete: false }
  const page = await listAccounts(
    access,
    {
      ...{ search: '', state: null, sort: 'available', direction: 'asc' },
      ...{ filters: { currency }, range: { min: null, max: -1 }, cursor },
    },
    ROWS,
  )
  const ids = page.accounts.map(({ id }) => id)
  const exposures = await findExposures(access, ids, new Date(now.getTime() - LOOKED_BACK * DAY))
  const today = payoutDayAsOf({ now: now.getTime(), startOfDay: null })
  const rows = page.accounts.flatMap(({ id, name, available }) => {
    const owed = available.find((money) => money.currency === currency)
    const exposure = exposures.get(id)
    return owed && exposure ? [rowOf({ id, name }, owed, exposure, today)] : []
  })
  const { previous, next, incomplete } = page
  return { currency, totals, rows, previous, next, isIncomplete: incomplete !== null }
}

export function rowOf(
  account: RadarRow['account'],
  owed: Money,
  { liable, debits, expected, turns, reversals }: Exposure,
  today: CalendarDate,
): RadarRow {
  const { currency } = owed
  const ofCurrency = turns.filter((turn) => turn.currency === currency)
  const [last] = ofCurrency
  const others = expected.filter(
    (payout) => payout.currency !== currency && payout.basis !== 'in_transit' && payout.day >= today,
  )
  const sums = reversals?.sums[currency] ?? { refunds: 0, disputes: 0, week: 0 }
  const deepest = Math.max(sums.week, ...ofCurrency.map(({ amount }) => -amount))
  const increment = payoutIncrement(currency)
  return {
    ...{ account, owed, liable, debits },
    since: last && last.amount < 0 ? last.at : null,
    reversals: reversals && {
      since: reversals.since,
      refunds: { amount: sums.refunds, currency },
      disputes: { amount: sums.disputes, currency },
    },
    deepens: others.filter(({ day }) => day === others[0]?.day),
    minimum: deepest === 0 ? null : { amount: Math.ceil(deepest / increment) * increment, currency },
  }
}

export type Liquidity = {
  currency: string | null
  currencies: string[]
  /** Every day, of the chosen currency. */
  days: { day: CalendarDate; totals: ExpectedTotal[] }[]
}

/** What is expected by day in one currency: without one, that with the most payouts. From totals that are kept. */
export async function loadLiquidity(access: Access, asked: string | null, now: Date): Promise<Liquidity> {
  const from = payoutDayAsOf({ now: now.getTime(), startOfDay: null })
  const totals = await listExpected(access, { from, until: addDays(from, LIQUIDITY_DAYS - 1) })
  const payouts = new Map<string, number>()
  for (const total of totals)
    payouts.set(total.money.currency, (payouts.get(total.money.currency) ?? 0) + total.payouts)
  const currencies = [...payouts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([currency]) => currency)
  const currency = currencies.find((each) => each === asked) ?? currencies[0] ?? null
  return {
    currency,
    currencies,
    days: Array.from({ length: LIQUIDITY_DAYS }, (_, index) => {
      const day = addDays(from, index)
      return { day, totals: totals.filter((total) => total.day === day && total.money.currency === currency) }
    }),
  }
}
