'use client'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** `count`: how much waits behind the link; more than 99 are not counted. */
export function NavLink({
  href,
  count,
  isWideOnly,
  children,
}: {
  href: Route
  count: number
  isWideOnly: boolean
  children: ReactNode
}) {
  const pathname = usePathname()
  const isCurrent = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      // An account page refreshes often, and each refresh would prefetch every visible link again.
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'flex h-9 flex-1 items-center justify-center gap-1 rounded-sm text-xs font-medium md:h-8 md:flex-none md:justify-start md:gap-2 md:px-2.5 md:text-sm',
        isWideOnly && 'max-md:hidden',
        isCurrent ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
      )}
    >
      {children}
      {count > 0 && (
        <span className="rounded-full bg-pending-soft px-1.5 text-xs font-medium text-pending md:ml-auto">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}
