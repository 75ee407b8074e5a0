import { readFileSync } from 'node:fs'
import { DOORS } from '@/lib/domain/access/doors'
import { actionIds } from './actions'
import type { TestRole } from './database'

export { DOORS }

const manifest = (file: string) => JSON.parse(readFileSync(`.next/${file}`, 'utf8'))

/** Next's own pages for errors. */
const NEXTS_OWN = ['/_global-error', '/_not-found']

/** What server/front.ts answers itself. */
const FRONTS_OWN = ['/api/webhooks/stripe', '/csp-report']

/** The addresses of the build and of the front, without the groups that don't appear in them, and its actions. */
export function builtDoors(): { pages: string[]; routes: string[]; actions: string[] } {
  const found: string[] = Object.keys(manifest('server/app-paths-manifest.json')).map((path) =>
    path.replace(/\/\([^)]*\)/g, ''),
  )
  const ending = (kind: string) =>
    found
      .filter((path) => path.endsWith(`/${kind}`))
      .map((path) => path.slice(0, -kind.length - 1) || '/')
      .filter((path) => !NEXTS_OWN.includes(path))
      .sort()
  const routes = [...ending('route'), ...FRONTS_OWN].sort()
  return { pages: ending('page'), routes, actions: [...actionIds().keys()].sort() }
}

/** What lets a request in beside pages, routes and actions; all of it has to be empty. */
export const otherWaysIn = () => ({
  middleware: manifest('server/middleware-manifest.json').middleware,
  edgeActions: manifest('server/server-reference-manifest.json').edge,
  pages: Object.keys(manifest('server/pages-manifest.json')).filter((path) => !/^\/(_app|_error|404|500)$/.test(path)),
  rewrites: Object.values(manifest('routes-manifest.json').rewrites).flat(),
  prerendered: Object.keys(manifest('prerender-manifest.json').routes).filter((path) => !NEXTS_OWN.includes(path)),
})

const EVERYBODY: TestRole[] = ['admin', 'operator', 'approver', 'viewer', 'auditor', 'owner', 'member']
const READERS: TestRole[] = ['admin', 'operator', 'approver', 'viewer', 'owner', 'member']
const MANAGERS: TestRole[] = ['admin', 'owner']
const STAFF: TestRole[] = ['admin', 'operator', 'approver', 'viewer']

/** Who may do what, written down a second time: the product's own table would agree with its own mistakes. */
const MAY: Record<string, TestRole[]> = {
  'account:read': READERS,
  'account_session:create': READERS,
  'balance_settings:update': ['admin', 'operator', 'owner'],
  'balance_settings:request': ['admin', 'operator', 'owner'],
  'balance_settings:approve': ['admin', 'approver'],
  'payouts:create': MANAGERS,
  'external_accounts:manage': MANAGERS,
  'calendar_feed:manage': MANAGERS,
  'account_people:manage': MANAGERS,
  'support_view:start': ['admin', 'operator'],
  'accounts:list': STAFF,
  'audit:read': [...STAFF, 'auditor'],
  'requests:read': STAFF,
  'fleet:read': STAFF,
  'fleet:manage': ['admin'],
  'status:read': ['admin'],
  'accounts:sync': ['admin'],
  'platform_rules:update': ['admin'],
  'people:manage': ['admin'],
  not_staff: ['owner', 'member'],
  signed_in: EVERYBODY,
  /** Visitors come with sessions, which open nothing there. */
  api_key: [],
}

/**
 * Whether a door opens.
 *
 * @param roles what the visitor is: on the account that is asked for, and at all
 */
export function opens(
  door: string,
  roles: { here: TestRole | null; anywhere: TestRole | null },
  isView = false,
): boolean {
  if (isView && !opensInView(door)) return false
  return (DOORS[door] ?? []).every((demand) => {
    // The visitors have just signed in.
    if (['public', 'private_link', 'signature', 'recent_proof'].includes(demand)) return true
    const role = isOfAccount(demand) ? roles.here : roles.anywhere
    const may = MAY[demand]
    if (!may) throw new Error(`It isn’t written down who may ${demand}.`)
    return role !== null && may.includes(role)
  })
}

/** In a view as owner nothing opens that changes anything, and nothing of what the person may as staff. */
function opensInView(door: string): boolean {
  if (['GET /', 'GET /confirm', 'action confirmAction'].includes(door)) return true
  const reads = ['account:read', 'not_staff', 'recent_proof', 'public', 'private_link', 'signature']
  return (DOORS[door] ?? []).every((demand) => reads.includes(demand))
}

const isOfAccount = (demand: string) =>
  /^(account|account_session|balance_settings|payouts|external_accounts|calendar_feed|account_people|support_view):/.test(
    demand,
  )

export const concernsAccount = (door: string) => (DOORS[door] ?? []).some(isOfAccount)
