import 'server-only'
import { openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import { searchedWords } from '@/lib/domain/accounts/search-words'
import { formatMoney } from '@/lib/domain/money/money'
import { listAccounts } from '@/lib/gateways/db/account-list'
import { findPayoutsById } from '@/lib/gateways/db/payout-readings'
import { listPeople } from '@/lib/gateways/db/people'

/** How many of each kind are shown. */
const MOST = 7

/** What a search in the palette leads to. `detail` is shown beside the label. */
export type Found = { kind: 'accounts' | 'payouts' | 'people'; href: string; label: string; detail: string }

/**
 * Accounts by name, email or id, payouts by id, and for those who manage people also these by email. Nothing is asked of
 * Stripe.
 *
 * @param typed at most the characters that a name has; without any, nothing is found
 */
export async function findAnything(access: PlatformAccess<'accounts:list'>, typed: string): Promise<Found[]> {
  const search = typed.trim()
  if (searchedWords(search).length === 0) return []
  const manager = openPlatform(access.person, 'people:manage')
  const [{ accounts }, payouts, { people }] = await Promise.all([
    listAccounts(
      access,
      { search, state: null, filters: {}, range: null, sort: 'name', direction: 'asc', cursor: null },
      MOST,
    ),
    findPayoutsById(access, search, MOST),
    manager && search.length > 1
      ? listPeople(manager, { group: null, search: search.toLowerCase(), after: null }, MOST)
      : { people: [] },
  ])
  return [
    ...accounts.map(({ id, name, email }) => ({
      kind: 'accounts' as const,
      href: `/accounts/${id}`,
      label: name,
      detail: email ?? id,
    })),
    ...payouts.map(({ id, account, amount, currency }) => ({
      kind: 'payouts' as const,
      href: `/accounts/${account.id}/payouts/${id}`,
      label: `${formatMoney({ amount, currency })} · ${account.name}`,
      detail: id,
    })),
    ...people.map(({ id, name, email }) => ({
      kind: 'people' as const,
      href: `/people/${id}`,
      label: name,
      detail: email,
    })),
  ]
}
