import type { ReactNode } from 'react'
import { placedNames } from '@/lib/domain/access/component-features'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { AccountPicker } from '@/lib/features/accounts/account-picker'
import { type AccountTab, AccountTabs, tabAddress } from '@/lib/features/accounts/account-tabs'
import { BackToList } from '@/lib/features/accounts/back-to-list'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { accountText as text } from '@/lib/features/accounts/text'
import { Notice } from '@/lib/ui/notice'
import type { AccountPage } from '../read-account-page'

export type Access = AccountAccess<AccountPermission, AccountOverview>

/**
 * One account in tabs, for staff and for its own people. Stripe isn't awaited here: each part that waits for it streams by
 * itself, and a tab reads what it shows.
 */
export async function AccountFrame({
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
  const { person, account } = access
  const isStaff = person.staffRole !== null
  const own = person.memberships.length > 1 ? await loadOwnAccounts(person) : []
  return (
    <>
      {isStaff && (
        <p className="mb-1 text-sm">
          <BackToList label={text.back} />
        </p>
      )}
      {own.length > 1 && (
        <AccountPicker
          accounts={own}
          current={account.id}
          addressOf={(id) => tabAddress({ person, account: { id } }, tab)}
        />
      )}
      <AccountHeader account={account} standing={standing} isStaff={isStaff} />
      <AccountTabs
        access={access}
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

/** What the list has of this account, for tabs that don't read all that it rests on. */
export const stored = ({ account: { standing } }: Access) => Promise.resolve(standing)
