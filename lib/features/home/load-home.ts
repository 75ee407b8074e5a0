import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { addDays, type CalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Money } from '@/lib/domain/money/money'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { type AccountDeadline, listDeadlines } from '@/lib/gateways/db/account-deadlines'
import { type AccountCounts, countAccounts } from '@/lib/gateways/db/account-list'
import { listAuditEntries } from '@/lib/gateways/db/audit-list'
import { type ExpectedTotal, listExpected } from '@/lib/gateways/db/expected-payouts'
import { listNegativeBalances, type NegativeBalances } from '@/lib/gateways/db/negative-balances'
import { type ListedPayout, listUnresolvedFailures } from '@/lib/gateways/db/payout-readings'
import { readWaitingEvents } from '@/lib/gateways/db/stripe-events'

/** Days in the chart of expected payouts, today included. */
const DAYS = 14

/** Days within which a requirement that falls due is listed. */
const WEEK = 7

/** Lines of each list. */
const LINES = 6

/** The latest failed payouts of which those that still need somebody are looked for. */
const LOOKED_AT = 24

export type Home = {
  counts: AccountCounts
  /** Those after which the account had no other payout in the currency. */
  failed: ListedPayout[]
  deadlines: AccountDeadline[]
  negative: NegativeBalances[]
  /**
   * How many accounts have their next payout on each of the next days, and what is expected on them in each currency, as
   * computed when they were read last.
   */
  expected: { day: CalendarDate; accounts: number; amounts: Money[] }[]
  /** The most frequent first. */
  currencies: string[]
  /** Changes since yesterday, newest first; null for those who may not read the record. */
  changes: { entries: AuditEntry[]; hasMore: boolean; since: CalendarDate } | null
}

/** Stripe's events that wait to be processed. */
export type WaitingEvents = { waiting: number; oldest: Date | null }

/** What the morning page shows. Asks the database only, and each part is read from an index or maintained counts. */
export async function loadHome(
  access: PlatformAccess<'accounts:list'>,
  reader: PlatformAccess<'audit:read'> | null,
  now: Date,
): Promise<Home> {
  const today = payoutDayAsOf({ now: now.getTime(), startOfDay: null })
  const [counts, failed, deadlines, changes, totals, negative] = await Promise.all([
    countAccounts(access, null),
    listUnresolvedFailures(access, LOOKED_AT),
    listDeadlines(access, { from: now, until: new Date(now.getTime() + WEEK * 24 * 60 * 60_000) }, LINES),
    reader && listChanges(reader, today),
    listExpected(access, { from: today, until: addDays(today, DAYS - 1) }),
    listNegativeBalances(access),
  ])
  const currencies = counts.filters.currency.map(({ value }) => value)
  const byDay = new Map(counts.filters.next_payout.map(({ value, count }) => [value, count]))
  return {
    counts,
    failed: failed.slice(0, LINES),
    currencies,
    deadlines,
    negative,
    expected: Array.from({ length: DAYS }, (_, index) => {
      const day = addDays(today, index)
      return { day, accounts: byDay.get(day) ?? 0, amounts: amountsOn(day, totals) }
    }),
    changes,
  }
}

/** What is expected on a day, currency by currency. */
function amountsOn(day: CalendarDate, totals: readonly ExpectedTotal[]): Money[] {
  const sums = new Map<string, number>()
  for (const { money, day: of } of totals)
    if (of === day) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount)
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

/** For those who don't read the whole status, which has it. */
export const loadWaitingEvents = (_access: PlatformAccess<'accounts:list'>): Promise<WaitingEvents> =>
  readWaitingEvents()

async function listChanges(reader: PlatformAccess<'audit:read'>, today: CalendarDate): Promise<Home['changes']> {
  const since = addDays(today, -1)
  const { entries, older } = await listAuditEntries(reader, { ...NO_FILTERS, from: since, cursor: null }, LINES)
  return { entries, hasMore: older !== null, since }
}
