'use client'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { PageLink } from './page-link'

export type TabWords = readonly [href: Route, label: string, isCurrent: boolean]

/** Around tabs that come together or later. */
export const TabList = ({ children }: { children: ReactNode }) => (
  <ul className="flex gap-x-1 border-b border-line [&_a]:-mb-px [&_a]:flex [&_a]:h-9 [&_a]:items-center [&_a]:border-b-2 [&_a]:border-transparent [&_a]:px-2.5 [&_a]:text-sm [&_a]:whitespace-nowrap [&_a]:text-muted [&_a:hover]:text-ink [&_a[aria-current]]:border-accent [&_a[aria-current]]:font-medium [&_a[aria-current]]:text-ink">
    {children}
  </ul>
)

/** Parts of a page, each with an address of its own. */
export const Tabs = ({ tabs }: { tabs: readonly TabWords[] }) =>
  tabs.map(([href, label, isCurrent]) => (
    <li key={href}>
      <PageLink href={href} {...(isCurrent && { 'aria-current': 'page' })}>
        {label}
      </PageLink>
    </li>
  ))
