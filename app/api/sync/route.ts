import { findPlatform } from '@/lib/auth/account-access'
import { findOtherPerson } from '@/lib/auth/page-action'
import { loadSyncStatus } from '@/lib/features/accounts/load-accounts'

/** How far the sync has come, for an open list; a request without access gets an empty response. */
export async function GET(request: Request) {
  const other = await findOtherPerson(new URL(request.url).searchParams.get('viewer'))
  if (other !== null) return Response.json(other, { status: 409 })
  const access = await findPlatform('accounts:list')
  return access ? Response.json(await loadSyncStatus(access)) : new Response(null, { status: 204 })
}
