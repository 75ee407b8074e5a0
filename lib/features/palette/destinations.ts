import type { Route } from 'next'
import { openPlatform, type Person, type PlatformPermission } from '@/lib/domain/access/permissions'
import { paletteText as text } from './text'

/** A page that the navigation and the palette lead to; `g` and then its key opens it. */
export type Destination = { href: Route; label: string; key: string }

const DESTINATIONS: (Destination & { needs: PlatformPermission })[] = [
  { href: '/', label: text.pages.home, key: 'h', needs: 'accounts:list' },
  { href: '/accounts', label: text.pages.accounts, key: 'a', needs: 'accounts:list' },
  { href: '/payouts', label: text.pages.payouts, key: 'p', needs: 'accounts:list' },
  { href: '/requests', label: text.pages.requests, key: 'r', needs: 'requests:read' },
  { href: '/fleet', label: text.pages.fleet, key: 'f', needs: 'fleet:read' },
  { href: '/audit', label: text.pages.audit, key: 'l', needs: 'audit:read' },
  { href: '/people', label: text.pages.people, key: 'e', needs: 'people:manage' },
  { href: '/status', label: text.pages.status, key: 's', needs: 'status:read' },
  { href: '/settings', label: text.pages.settings, key: ',', needs: 'platform_rules:update' },
]

/** The pages that this person may open, in the order of the navigation. */
export const destinationsOf = (person: Person): Destination[] =>
  DESTINATIONS.filter(({ needs }) => openPlatform(person, needs)).map(({ needs: _, ...destination }) => destination)
