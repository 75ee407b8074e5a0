import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { placedNames } from '@/lib/domain/access/component-features'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { type AccountTab, AccountTabs } from '@/lib/features/accounts/account-tabs'
import { BackToList } from '@/lib/features/accounts/back-to-list'
import { accountText as text } from '@/lib/features/accounts/text'
import { LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { Notice } from '@/lib/ui/notice'
import type { AccountPage } from '../read-account-page'

export type Access = AccountAccess<AccountPermission, AccountOverview>

/** One account for staff, in tabs. Stripe isn't awaited here: each part that waits for it streams by itself, and a tab reads what it shows. */
export function AccountFrame({
  access,
  tab,
  standing,
  rules,
  children,
}: {
  access: Access
  tab: AccountTab
  standing: AccountPage['standing']
  rules: AccountPage['rules']
  children: ReactNode
}) {
  const { account } = access
  return (
    <>
      <p className="mb-1 text-sm">
        <BackToList label={text.back} />
      </p>
      <AccountHeader account={account} standing={standing} isStaff />
      <AccountTabs
        accountId={account.id}
        current={tab}
        hasComponents={rules.then((each) => placedNames(access, each).length > 0)}
      />
      {account.goneAt && (
        <div className="mt-4">
          <Notice tone="warning" title={text.gone}>
            {text.goneHelp}
          </Notice>
        </div>
      )}
      <div className="mt-4 flex flex-col gap-4">{children}</div>
    </>
  )
}

/** Keeps the tab current. The moment is taken before the rest is read, so that a change during the reading is not missed. */
export const Live = ({ access, soFar }: { access: Access; soFar: Promise<number> }) => (
  <Suspense>
    <LiveUpdates access={access} soFar={soFar} />
  </Suspense>
)

/** What the list has of this account, for tabs that don't read all that it rests on. */
export const stored = ({ account: { standing } }: Access) => Promise.resolve(standing)
