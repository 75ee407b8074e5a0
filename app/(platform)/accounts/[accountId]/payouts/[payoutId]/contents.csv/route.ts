import { notFound } from 'next/navigation'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportContents } from '@/lib/features/payouts/export-contents'

/** What a payout contains, as a file for staff. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/accounts/[accountId]/payouts/[payoutId]/contents.csv'>,
) {
  const { accountId, payoutId } = await params
  const access = await requireAccount(accountId, 'account:read')
  await requirePlatform('accounts:list')
  await requireRecentProof()
  return (await exportContents(access, payoutId)) ?? notFound()
}
