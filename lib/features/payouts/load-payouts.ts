import 'server-only'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { compareExternalAccounts, type ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type Reading, readingOf, type Snapshot } from '@/lib/domain/reading'
import { succeed } from '@/lib/domain/result'
import { hasPayoutReadings, savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { listPayouts } from '@/lib/gateways/stripe/payouts'
import { recordExternalAccounts } from '@/lib/record/external-accounts-record'
import type { AccountPayoutQuery } from './account-payout-query'
import { payoutsText } from './text'

/**
 * `unreadable` counts the payouts that Stripe lists and this version cannot read. Unless the list `isWhole`, others may be
 * outstanding as well, and a total of it is the least that there is.
 */
export type PayoutList = { payouts: Payout[]; unreadable: number; hasMore: boolean; isWhole: boolean }

/** Payouts on one page of the list. */
export const PAGE = 12

/** Stripe's largest page, and how many are read at most for what depends on outstanding payouts. */
const LARGEST = 100
const MOST_PAGES = 5

/**
 * Milliseconds after which a payout has arrived, failed or was canceled. Stripe docs, payouts: within about 5 business
 * days, and a pause holds one for 10 days at most; the rest is in case Stripe's clock and ours differ.
 */
const OUTSTANDING_FOR = 30 * 24 * 60 * 60_000

/** The latest payouts, as far back as one may be outstanding: for most accounts, one page of Stripe's. */
export async function loadPayouts(
  access: AccountAccess<AccountPermission, AccountOverview>,
): Promise<Reading<PayoutList>> {
  const isFirst = access.account.payoutsReadAt === null
  const readAt = new Date()
  const list: PayoutList = { payouts: [], unreadable: 0, hasMore: true, isWhole: false }
  for (let page = 0; page < MOST_PAGES && list.hasMore; page++) {
    const oldest = list.payouts.at(-1)
    const answer = await listPayouts(access, { limit: LARGEST, after: oldest?.id })
    if (!answer.ok) {
      if (page === 0) return readingOf(answer, { readAt, last: null })
      break
    }
    list.payouts.push(...answer.value.payouts)
    await savePayoutReadings(access, answer.value.payouts, readAt, { isLatest: page === 0 && isFirst })
    list.unreadable += answer.value.unreadable
    list.hasMore = answer.value.hasMore
    list.isWhole = isWhole(list, readAt)
    if (reachesBack(list, readAt) || answer.value.payouts.length === 0) break
  }
  return { kind: 'current', value: list, readAt }
}

type Listed = Pick<PayoutList, 'payouts' | 'unreadable' | 'hasMore'>

/** A payout of a status that this version doesn't know may be outstanding as well. */
function isWhole(list: Listed, readAt: Date): boolean {
  const mayBeOutstanding = list.payouts.some((payout) => payout.status === null && !isLongAgo(payout, readAt))
  return list.unreadable === 0 && !mayBeOutstanding && (!list.hasMore || reachesBack(list, readAt))
}

const reachesBack = ({ payouts }: Listed, readAt: Date): boolean => {
  const oldest = payouts.at(-1)
  return oldest !== undefined && isLongAgo(oldest, readAt)
}

const isLongAgo = ({ createdAt }: Payout, readAt: Date): boolean =>
  createdAt !== null && readAt.getTime() - createdAt.getTime() > OUTSTANDING_FOR

/**
 * A page of the account's payouts. The first page, and payouts that are outstanding, are among the `latest`, which a page
 * of the account reads anyway; only for others is Stripe asked.
 */
export async function loadPayoutPage(
  access: AccountAccess,
  { status, day, after }: AccountPayoutQuery,
  latest: Promise<Reading<PayoutList>>,
): Promise<Reading<PayoutList>> {
  const isOutstanding = status === 'pending' || status === 'in_transit'
  if (!after && (isOutstanding || (status === null && day === null))) {
    const reading = await latest
    if (reading.kind === 'missing' || status === null) return reading
    const payouts = reading.value.payouts.filter((payout) => payout.status === status && isOn(payout, day))
    return { ...reading, value: { ...reading.value, payouts, hasMore: false } }
  }
  const readAt = new Date()
  const answer = await listPayouts(access, {
    limit: PAGE,
    after: after ?? undefined,
    status: status === 'in_transit' ? undefined : (status ?? undefined),
    arrivesOn: day ?? undefined,
  })
  if (!answer.ok && answer.failure.kind === 'invalid') return { kind: 'missing', because: payoutsText.noSuchPage }
  return readingOf(answer.ok ? succeed({ ...answer.value, isWhole: false }) : answer, { readAt, last: null })
}

const isOn = ({ arrivesOn }: Payout, day: CalendarDate | null) => day === null || arrivesOn === day

/** Whether the account is known to have had a payout before, by what was read last; true where nothing was read. */
export async function wasEverPaid(access: AccountAccess<AccountPermission, AccountOverview>): Promise<boolean> {
  return access.account.standing.state === null || (await hasPayoutReadings(access))
}

/** The account's bank accounts and cards at Stripe, and the last known ones while Stripe doesn't answer. */
export async function loadExternalAccounts(
  access: AccountAccess,
  last: Snapshot<readonly ExternalAccount[]> | null,
): Promise<Reading<readonly ExternalAccount[]>> {
  const readAt = new Date()
  const answer = await listExternalAccounts(access)
  if (answer.ok && (!last || compareExternalAccounts(last.value, answer.value).length > 0))
    await recordExternalAccounts(access, answer.value, { readAt })
  return readingOf(answer, { readAt, last })
}
