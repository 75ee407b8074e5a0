import { openPlatform, type Person, type PlatformPermission } from '@/lib/domain/access/permissions'
import { DESTINATIONS } from './destinations'

const NEEDS: Record<(typeof DESTINATIONS)[number]['key'], PlatformPermission> = {
  h: 'accounts:list',
  a: 'accounts:list',
  p: 'accounts:list',
  r: 'requests:read',
  f: 'fleet:read',
  l: 'audit:read',
  e: 'people:manage',
  s: 'status:read',
  ',': 'platform_rules:update',
}

/** The keys of the pages that this person may open. */
export const reachableKeys = (person: Person): string =>
  DESTINATIONS.filter(({ key }) => openPlatform(person, NEEDS[key]))
    .map(({ key }) => key)
    .join('')
