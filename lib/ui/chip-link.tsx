import type { Route } from 'next'
import { PageLink } from './page-link'

/** A filter that is on or off; following it changes the address. */
export function ChipLink({ href, isOn, children }: { href: Route; isOn: boolean; children: string }) {
  return (
    <PageLink href={href} aria-current={isOn ? 'true' : undefined} className="chip">
      {children}
    </PageLink>
  )
}
