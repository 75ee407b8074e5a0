'use client'
import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import { classNames } from './class-names'
import { PageLink } from './page-link'

/** `count`: how much waits behind the link; more than 99 are not counted. `isWideOnly`: there is no room on a phone. */
export type Place = { href: Route; label: string; count: number; isWideOnly: boolean }

/** The places of the navigation, of which the current one is marked. */
export function NavLinks({ places }: { places: readonly Place[] }) {
  const pathname = usePathname()
  return places.map(({ href, label, count, isWideOnly }) => {
    const isCurrent = pathname === href || pathname.startsWith(`${href}/`)
    return (
      <PageLink
        key={href}
        href={href}
        aria-current={isCurrent ? 'page' : undefined}
        className={classNames(
          'flex h-9 flex-1 items-center justify-center gap-1 rounded-sm text-xs font-medium md:h-8 md:flex-none md:justify-start md:gap-2 md:px-2.5 md:text-sm',
          isWideOnly && 'max-md:hidden',
          isCurrent ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
        )}
      >
        <span>{label}</span>
        {count > 0 && (
          <span className="rounded-full bg-pending-soft px-1.5 text-xs font-medium text-pending md:ml-auto">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </PageLink>
    )
  })
}
