import { HistoryTab } from '@/app/account/history-tab'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { accountText } from '@/lib/features/accounts/text'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/history'>) =>
  accountTitle((await params).accountId, accountText.tabs.history)

export default async function AccountHistoryPage({ params }: PageProps<'/accounts/[accountId]/history'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <HistoryTab access={access} />
    </>
  )
}
