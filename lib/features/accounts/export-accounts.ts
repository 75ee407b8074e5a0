import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { amountCell, csvRow, textCell } from '@/lib/domain/csv'
import { nameReason } from '@/lib/domain/payouts/standing-words'
import { download, noDownload } from '@/lib/download'
import { type AccountRow, findListed, listAccounts } from '@/lib/gateways/db/account-list'
import type { AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { availableOf } from './available'
import { accountListParams } from './query'
import { exportText, listText, nameListedState } from './text'

type Access = PlatformAccess<'accounts:list'>

const FILE = { name: 'accounts.csv', type: 'text/csv' } as const

/** Accounts that are read at once. */
const PIECE = 200

/**
 * The accounts of a list as a file, read while it is sent, in the order of the list; or those of `selected`, whatever the
 * list is. Who exports what is recorded before anything is sent.
 */
export async function exportAccounts(
  access: Access,
  list: AccountListQuery,
  selected: readonly string[] | null,
): Promise<Response> {
  const query = { ...list, cursor: null }
  const filters = accountListParams({ ...query, columns: null }).toString()
  if (selected) {
    const accounts = await findListed(access, [...new Set(selected.filter(isAccountId))])
    if (accounts.length === 0) return noDownload(404, exportText.nothing)
    await recordFor(access, { type: 'accounts.exported', filters, accountIds: accounts.map(({ id }) => id) })
    return download(rowsOf(accounts), FILE)
  }
  const { incomplete } = await listAccounts(access, query, 1)
  if (incomplete === 'search') return noDownload(409, exportText.tooMany)
  await recordFor(access, { type: 'accounts.exported', filters, accountIds: null })
  return download(pagesOf(access, query), FILE)
}

async function* rowsOf(accounts: readonly AccountRow[]): AsyncGenerator<string> {
  yield csvRow(exportText.header) + accounts.map(rowOf).join('')
}

async function* pagesOf(access: Access, query: AccountListQuery): AsyncGenerator<string> {
  yield csvRow(exportText.header)
  let cursor: AccountListQuery['cursor'] = null
  do {
    const page = await listAccounts(access, { ...query, cursor }, PIECE)
    // A list begins again where its place can't be found any more.
    if (cursor && page.accounts.length > 0 && page.previous === null) throw new Error('the place in the list is gone')
    yield page.accounts.map(rowOf).join('')
    cursor = page.next === null ? null : { direction: 'after', id: page.next }
  } while (cursor)
}

function rowOf(account: AccountRow): string {
  const { main, others } = availableOf(account)
  const { id, name, email, country, state, stateReason, goneAt, nextPayoutOn, payoutInterval, delayDays } = account
  const { requirements } = account
  return csvRow([
    textCell(id),
    textCell(name),
    textCell(email),
    textCell(country),
    textCell(nameListedState(goneAt ? 'disconnected' : (state ?? 'unknown'))),
    textCell(goneAt || !state || !stateReason ? null : nameReason(stateReason)),
    textCell(requirements && listText.requirements[requirements.level]),
    requirements?.deadline ? new Date(requirements.deadline).toISOString() : '',
    nextPayoutOn ?? '',
    textCell(payoutInterval),
    delayDays === null ? '' : String(delayDays),
    textCell(main?.currency.toUpperCase() ?? null),
    amountCell(main?.amount ?? null, main?.currency ?? null),
    textCell(
      others.map(({ amount, currency }) => `${amountCell(amount, currency)} ${currency.toUpperCase()}`).join('; '),
    ),
    account.createdAt?.toISOString() ?? '',
  ])
}
