import type { Route } from 'next'
import { classNames } from './class-names'
import { PageLink } from './page-link'

/** A filter that is on or off; following it changes the address. */
export function ChipLink({ href, isOn, children }: { href: Route; isOn: boolean; children: string }) {
  return (
    <PageLink
      href={href}
      aria-current={isOn ? 'true' : undefined}
      className={classNames(
        'inline-flex h-7 items-center rounded-full border px-2.5 text-xs font-medium whitespace-nowrap',
        isOn
          ? 'border-accent bg-accent-soft text-accent'
          : 'border-line text-muted hover:border-line-strong hover:text-ink',
      )}
    >
      {children}
    </PageLink>
  )
}
