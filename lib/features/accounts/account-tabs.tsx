import type { Route } from 'next'
import { Suspense } from 'react'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'
import { accountText as text } from './text'

export type AccountTab = keyof typeof text.tabs

const TABS = Object.keys(text.tabs) as AccountTab[]

type Props = {
  accountId: string
  current: AccountTab
  /** Whether the person has any of Stripe's components beside balances. */
  hasComponents: Promise<boolean>
}

/** Where staff see this part of an account. */
export const tabAddress = (accountId: string, tab: AccountTab): Route =>
  `/accounts/${accountId}${tab === 'overview' ? '' : `/${tab}`}` as Route

/** The parts of an account's page, each with an address of its own. */
export function AccountTabs({ accountId, current, hasComponents }: Props) {
  return (
    <nav aria-label={text.nav} className="mt-3">
      <ul className="flex gap-x-1 border-b border-line">
        {TABS.filter((tab) => tab !== 'components').map((tab) => (
          <Tab key={tab} accountId={accountId} tab={tab} isCurrent={tab === current} />
        ))}
        <Suspense>
          <ComponentsTab accountId={accountId} isCurrent={current === 'components'} hasComponents={hasComponents} />
        </Suspense>
      </ul>
    </nav>
  )
}

const Tab = ({ accountId, tab, isCurrent }: { accountId: string; tab: AccountTab; isCurrent: boolean }) => (
  <li>
    <PageLink
      href={tabAddress(accountId, tab)}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        '-mb-px flex h-9 items-center border-b-2 px-2.5 text-sm whitespace-nowrap',
        isCurrent ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
      )}
    >
      {text.tabs[tab]}
    </PageLink>
  </li>
)

async function ComponentsTab({
  accountId,
  isCurrent,
  hasComponents,
}: Pick<Props, 'accountId' | 'hasComponents'> & { isCurrent: boolean }) {
  const isThere = isCurrent || (await hasComponents)
  return isThere ? <Tab accountId={accountId} tab="components" isCurrent={isCurrent} /> : null
}
