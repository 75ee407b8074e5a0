import { notFound } from 'next/navigation'
import { requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportItems } from '@/lib/features/balance-settings/fleet/export-items'
import { isFleetId, parseItemQuery } from '@/lib/features/balance-settings/fleet/query'

/** The accounts of a rollout with their outcomes, as a file for staff: all, or what the page is filtered by. */
export async function GET(request: Request, { params }: RouteContext<'/fleet/rollouts/[rolloutId]/accounts.csv'>) {
  const access = await requirePlatform('fleet:read')
  await requireRecentProof()
  const { rolloutId } = await params
  const query = parseItemQuery(Object.fromEntries(new URL(request.url).searchParams))
  return (isFleetId(rolloutId) ? await exportItems(access, rolloutId, query) : null) ?? notFound()
}
