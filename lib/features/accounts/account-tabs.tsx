import type { Route } from 'next'
import Link from 'next/link'
import { classNames } from '@/lib/ui/class-names'
import { accountText as text } from './text'

export type AccountTab = keyof typeof text.tabs

const TABS = Object.keys(text.tabs) as AccountTab[]

/** Where staff see this part of an account. */
export const tabAddress = (accountId: string, tab: AccountTab): Route =>
  `/accounts/${accountId}${tab === 'overview' ? '' : `/${tab}`}` as Route

/** The parts of an account's page, each with an address of its own. */
export function AccountTabs({ accountId, current }: { accountId: string; current: AccountTab }) {
  return (
    <nav aria-label={text.nav} className="mt-3">
      <ul className="flex gap-x-1 border-b border-line">
        {TABS.map((tab) => (
          <li key={tab}>
            <Link
              href={tabAddress(accountId, tab)}
              prefetch={false}
              aria-current={tab === current ? 'page' : undefined}
              className={classNames(
                '-mb-px flex h-9 items-center border-b-2 px-2.5 text-sm whitespace-nowrap',
                tab === current ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {text.tabs[tab]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
