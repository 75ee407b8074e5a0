import { requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportAccounts } from '@/lib/features/accounts/export-accounts'
import { parseAccountListQuery } from '@/lib/features/accounts/query'

/** The accounts list with its filters as a file, or the accounts of it that were selected. */
export async function GET(request: Request) {
  const access = await requirePlatform('accounts:list')
  await requireRecentProof()
  const params = new URL(request.url).searchParams
  const query = parseAccountListQuery(Object.fromEntries(params))
  return exportAccounts(access, query, params.has('id') ? params.getAll('id') : null)
}
