import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportOwnEntries } from '@/lib/features/audit-log/export-audit'

/** The record of one account as a table, for its own people, with the filters of its page. */
export async function GET(request: Request) {
  await requireAccountPerson()
  const params = new URL(request.url).searchParams
  const access = await requireAccount(params.get('account'), 'account:read')
  await requireRecentProof()
  params.delete('account')
  return exportOwnEntries(access, params)
}
