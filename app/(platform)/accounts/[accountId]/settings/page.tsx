import { SettingsTab } from '@/app/account/settings-tab'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { accountText } from '@/lib/features/accounts/text'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/settings'>) =>
  accountTitle((await params).accountId, accountText.tabs.settings)

export default async function AccountSettingsPage({ params }: PageProps<'/accounts/[accountId]/settings'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <SettingsTab access={access} />
    </>
  )
}
