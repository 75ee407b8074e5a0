import type { Route } from 'next'
import { Suspense } from 'react'
import type { Person } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { TabList, Tabs, type TabWords } from '@/lib/ui/tabs'
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
      <TabList>
        <Tabs tabs={TABS.filter((tab) => tab !== 'components').map((tab) => tabOf(access, tab, current))} />
        <Suspense>
          <ComponentsTab access={access} current={current} hasComponents={hasComponents} />
        </Suspense>
      </TabList>
    </nav>
  )
}

const tabOf = (access: Whose, tab: AccountTab, current: AccountTab): TabWords => [
  tabAddress(access, tab),
  text.tabs[tab],
  tab === current,
]

async function ComponentsTab({ access, current, hasComponents }: Props) {
  const isThere = current === 'components' || (await hasComponents)
  return isThere ? <Tabs tabs={[tabOf(access, 'components', current)]} /> : null
}
