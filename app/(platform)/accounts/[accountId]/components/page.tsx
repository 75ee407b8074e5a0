import { ComponentsTab } from '@/app/account/components-tab'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { placedText } from '@/lib/features/embedded-balances/text'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/components'>) =>
  accountTitle((await params).accountId, placedText.title)

export default async function AccountComponentsPage({
  params,
  searchParams,
}: PageProps<'/accounts/[accountId]/components'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <ComponentsTab access={access} payout={(await searchParams).payout} />
    </>
  )
}
