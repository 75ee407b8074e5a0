import type { Route } from 'next'
import { paletteText as text } from './text'

/** A page that the navigation and the palette lead to; `g` and then its key opens it. */
export type Destination = { href: Route; label: string; key: string }

/** In the order of the navigation. */
export const DESTINATIONS = [
  { href: '/', label: text.pages.home, key: 'h' },
  { href: '/accounts', label: text.pages.accounts, key: 'a' },
  { href: '/payouts', label: text.pages.payouts, key: 'p' },
  { href: '/requests', label: text.pages.requests, key: 'r' },
  { href: '/fleet', label: text.pages.fleet, key: 'f' },
  { href: '/audit', label: text.pages.audit, key: 'l' },
  { href: '/people', label: text.pages.people, key: 'e' },
  { href: '/status', label: text.pages.status, key: 's' },
  { href: '/settings', label: text.pages.settings, key: ',' },
] as const satisfies Destination[]

/** Those with one of the keys. */
export const destinationsOf = (keys: string): Destination[] => DESTINATIONS.filter(({ key }) => keys.includes(key))
