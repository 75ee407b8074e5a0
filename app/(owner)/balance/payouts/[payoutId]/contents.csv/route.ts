import { notFound } from 'next/navigation'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportContents } from '@/lib/features/payouts/export-contents'

/** What a payout contains, as a file for the account's own people. */
export async function GET(request: Request, { params }: RouteContext<'/balance/payouts/[payoutId]/contents.csv'>) {
  await requireAccountPerson()
  const { payoutId } = await params
  const access = await requireAccount(new URL(request.url).searchParams.get('account'), 'account:read')
  await requireRecentProof()
  return (await exportContents(access, payoutId)) ?? notFound()
}
