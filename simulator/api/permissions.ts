import { forbidden, redactKey } from '../http/stripe-error.ts'
import type { Account } from '../world/state.ts'
import type { ApiKey, Permission, Resource } from './api-keys.ts'
import type { Route } from './route.ts'

/** The resource of each path, for the permissions of restricted keys. The first match counts. */
const RESOURCE_OF: readonly [path: string, resource: Resource][] = [
  ['/v1/account_sessions', 'account_sessions'],
  ['/v1/accounts/:account/external_accounts', 'external_accounts'],
  ['/v1/accounts', 'accounts'],
  ['/v1/account', 'accounts'],
  ['/v1/balance_settings', 'balance_settings'],
  ['/v1/balance_transactions', 'balance_transactions'],
  ['/v1/balance', 'balance'],
  ['/v1/events', 'events'],
  ['/v1/external_accounts', 'external_accounts'],
  ['/v1/payouts', 'payouts'],
  ['/v1/transfers', 'transfers'],
]

export function resourceOf(path: string): Resource | undefined {
  return RESOURCE_OF.find(([beginning]) => path === beginning || path.startsWith(`${beginning}/`))?.[1]
}

/** [assumption] The same permissions for the platform and for connected accounts; Stripe has one set for each. */
export function requirePermission({ key, permissions }: ApiKey, route: Route, account: Account): void {
  if (permissions === null) return
  const resource = resourceOf(route.path)
  const wanted: Permission = route.method === 'GET' ? 'read' : 'write'
  const has = (resource && permissions[resource]) ?? 'none'
  if (has === 'write' || has === wanted) return
  // [repos] message and code; the form of the permission names is [from memory]
  throw forbidden(
    `The provided key '${redactKey(key)}' does not have the required permissions for this endpoint on account ` +
      `'${account.id}'. Having the '${permissionName(resource, wanted)}' permission would allow this request to continue.`,
    { code: 'more_permissions_required' },
  )
}

function permissionName(resource: Resource | undefined, wanted: Permission): string {
  return `rak_${resource?.replace(/s$/, '') ?? 'unknown'}_${wanted}`
}
