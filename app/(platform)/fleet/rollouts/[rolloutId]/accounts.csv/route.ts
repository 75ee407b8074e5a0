import { notFound } from 'next/navigation'
import { requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportItems } from '@/lib/features/balance-settings/fleet/export-items'
import { isFleetId } from '@/lib/features/balance-settings/fleet/query'

/** Every account of a rollout with its outcome, as a file for staff. */
export async function GET(_request: Request, { params }: RouteContext<'/fleet/rollouts/[rolloutId]/accounts.csv'>) {
  const access = await requirePlatform('fleet:read')
  await requireRecentProof()
  const { rolloutId } = await params
  return (isFleetId(rolloutId) ? await exportItems(access, rolloutId) : null) ?? notFound()
}
