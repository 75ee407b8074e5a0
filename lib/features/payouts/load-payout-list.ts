import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { countAccounts } from '@/lib/gateways/db/account-list'
import { isAnyPayoutKnown, listPayoutReadings, type PayoutQuery } from '@/lib/gateways/db/payout-readings'

const PAGE_SIZE = 50

/** A page of the payouts of all accounts as they were read last, without a request to Stripe. */
export async function loadPayoutList(access: PlatformAccess<'accounts:list'>, query: PayoutQuery) {
  const [page, counts] = await Promise.all([listPayoutReadings(access, query, PAGE_SIZE), countAccounts(access, null)])
  return {
    ...page,
    /** Of the accounts' balances; that of the filter is one of them in any case. */
    currencies: [
      ...new Set([...counts.filters.currency.map(({ value }) => value), ...(query.currency ? [query.currency] : [])]),
    ].sort(),
    isFirstRun: page.payouts.length === 0 && !(await isAnyPayoutKnown(access)),
  }
}
