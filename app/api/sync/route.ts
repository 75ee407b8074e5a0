import { findPlatform } from '@/lib/auth/account-access'
import { loadSyncStatus } from '@/lib/features/accounts/load-accounts'

/** How far the sync has come, for an open list; a request without access gets an empty response. */
export async function GET() {
  const access = await findPlatform('accounts:list')
  return access ? Response.json(await loadSyncStatus(access)) : new Response(null, { status: 204 })
}
