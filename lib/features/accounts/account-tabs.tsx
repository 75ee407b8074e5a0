import type { Route } from 'next'
import { Suspense } from 'react'
import type { Person } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { PageLink } from '@/lib/ui/page-link'
import { accountText as text } from './text'

export type AccountTab = keyof typeof text.tabs

const TABS = Object.keys(text.tabs) as AccountTab[]

type Whose = { person: Pick<Person, 'staffRole'>; account: Pick<AccountRef, 'id'> }

type Props = {
  access: Whose
  current: AccountTab
  /** Whether the person has any of Stripe's components beside balances. */
  hasComponents: Promise<boolean>
}

/** Where this person sees this part of an account: staff below the account, its own people below their balance. */
export function tabAddress({ person, account: { id } }: Whose, tab: AccountTab): Route {
  const part = tab === 'overview' ? '' : `/${tab}`
  return (person.staffRole ? `/accounts/${id}${part}` : `/balance${part}?account=${id}`) as Route
}

/** The parts of an account's page, each with an address of its own. */
export function AccountTabs({ access, current, hasComponents }: Props) {
  return (
    <nav aria-label={text.nav} className="mt-3">
      <ul className={`flex gap-x-1 border-b border-line ${TAB}`}>
        {TABS.filter((tab) => tab !== 'components').map((tab) => (
          <Tab key={tab} access={access} tab={tab} isCurrent={tab === current} />
        ))}
        <Suspense>
          <ComponentsTab access={access} isCurrent={current === 'components'} hasComponents={hasComponents} />
        </Suspense>
      </ul>
    </nav>
  )
}

/** Said once for all tabs. */
const TAB =
  '[&_a]:-mb-px [&_a]:flex [&_a]:h-9 [&_a]:items-center [&_a]:border-b-2 [&_a]:border-transparent [&_a]:px-2.5 [&_a]:text-sm [&_a]:whitespace-nowrap [&_a]:text-muted [&_a:hover]:text-ink [&_a[aria-current]]:border-accent [&_a[aria-current]]:font-medium [&_a[aria-current]]:text-ink'

const Tab = ({ access, tab, isCurrent }: { access: Whose; tab: AccountTab; isCurrent: boolean }) => (
  <li>
    <PageLink href={tabAddress(access, tab)} {...(isCurrent && { 'aria-current': 'page' })}>
      {text.tabs[tab]}
    </PageLink>
  </li>
)

async function ComponentsTab({
  access,
  isCurrent,
  hasComponents,
}: Pick<Props, 'access' | 'hasComponents'> & { isCurrent: boolean }) {
  const isThere = isCurrent || (await hasComponents)
  return isThere ? <Tab access={access} tab="components" isCurrent={isCurrent} /> : null
}
