import type { SeededRandom } from '../world/seeded-random.ts'

export const RESOURCES = [
  'account_sessions',
  'accounts',
  'balance',
  'balance_settings',
  'balance_transactions',
  'events',
  'external_accounts',
  'payouts',
  'transfers',
] as const
export type Resource = (typeof RESOURCES)[number]

export const PERMISSIONS = ['none', 'read', 'write'] as const
export type Permission = (typeof PERMISSIONS)[number]
export type Permissions = Partial<Record<Resource, Permission>>

export interface ApiKey {
  key: string
  /** Null for the secret key, which is allowed everything. */
  permissions: Permissions | null
}

/** The keys of the platform: its secret key, and restricted keys with permissions. */
export class ApiKeys {
  readonly #keys = new Map<string, ApiKey>()

  constructor(secretKey: string, restricted: readonly ApiKey[] = []) {
    this.#keys.set(secretKey, { key: secretKey, permissions: null })
    for (const key of restricted) this.#keys.set(key.key, key)
  }

  find(key: string): ApiKey | undefined {
    return this.#keys.get(key)
  }

  restricted(): ApiKey[] {
    return [...this.#keys.values()].filter(({ permissions }) => permissions !== null)
  }

  add(key: string, permissions: Permissions): ApiKey {
    const added = { key, permissions }
    this.#keys.set(key, added)
    return added
  }

  remove(key: string): boolean {
    return this.#keys.get(key)?.permissions ? this.#keys.delete(key) : false
  }
}

/** Returns a string if they aren't valid. A resource that is left out has no permission. */
export function readPermissions(value: unknown): Permissions | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'permissions must be an object'
  for (const [resource, permission] of Object.entries(value)) {
    if (!RESOURCES.some((known) => known === resource)) {
      return `There is no resource ${resource}; there are ${RESOURCES.join(', ')}`
    }
    if (!PERMISSIONS.some((known) => known === permission)) return `${resource} must be ${PERMISSIONS.join(', ')}`
  }
  return value as Permissions
}

export function isRestrictedKey(key: string): boolean {
  return /^rk_test_\w+$/.test(key)
}

export function newRestrictedKey(random: SeededRandom): string {
  return `rk_test_${Array.from({ length: 24 }, () => random.integer(0, 35).toString(36)).join('')}`
}
