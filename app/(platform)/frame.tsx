'use client'
import type { ReactNode } from 'react'
import { PersonMenu, type PersonMenuProps } from '@/app/person-menu'
import { destinationsOf } from '@/lib/features/palette/destinations'
import { PaletteButton } from '@/lib/features/palette/palette-button'
import { Menu } from '@/lib/ui/menu'
import { NavLinks } from '@/lib/ui/nav-links'

/** Links in one row at the bottom of a phone; the others are behind the last place. */
const FIT_ON_A_PHONE = 4

type Props = {
  platform: string
  badge: ReactNode
  /** Of the pages that the reader may open. */
  keys: string
  /** Requests that wait for a decision. */
  waiting: number
  menu: PersonMenuProps | null
  children: ReactNode
}

/** What is around every page for staff. The browser's own, because a page would otherwise send it in React's data too. */
export function Frame({ platform, badge, keys, waiting, menu, children }: Props) {
  const destinations = destinationsOf(keys)
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-sm bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="flex items-center justify-between gap-3 border-b border-line bg-surface px-4 py-2.5 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:border-r md:border-b-0 md:p-3">
        <div className="flex min-w-0 items-center gap-2 md:px-2.5 md:pt-1 md:pb-3">
          <div className="min-w-0">
            <p className="text-sm font-semibold">Spillway</p>
            <p className="truncate text-xs text-muted" title={platform}>
              {platform}
            </p>
          </div>
          <div className="ml-auto">{badge}</div>
        </div>
        {destinations.length > 0 && <PaletteButton destinations={destinations} />}
        <nav
          aria-label="Main"
          className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface p-1.5 md:static md:flex-col md:gap-1 md:border-0 md:p-0"
        >
          <NavLinks
            places={destinations.map(({ href, label }, index) => ({
              ...{ href, label },
              count: href === '/requests' ? waiting : 0,
              isWideOnly: index >= FIT_ON_A_PHONE,
            }))}
          />
          <div className="flex-1 md:hidden">
            <Menu
              id="more-pages"
              trigger="More"
              buttonClassName="h-9 w-full rounded-sm text-xs font-medium text-muted hover:bg-sunken hover:text-ink"
            >
              <div className="flex flex-col">
                {destinations.slice(FIT_ON_A_PHONE).map(({ href, label }) => (
                  <a key={href} href={href} className="rounded-sm px-2 py-2 text-sm hover:bg-sunken">
                    {label}
                  </a>
                ))}
              </div>
            </Menu>
          </div>
        </nav>
        <div className="md:mt-auto [&>button]:w-full">{menu && <PersonMenu {...menu} />}</div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[1320px] px-4 pt-5 pb-24 outline-none md:px-6 md:pb-10"
      >
        {children}
      </main>
    </div>
  )
}
