import type { AccountPermission, PlatformPermission } from './permissions'

/** What a key may be used for. It never gives more than the person has at that moment. */
export const API_SCOPES = ['read', 'audit', 'propose'] as const
export type ApiScope = (typeof API_SCOPES)[number]

export const SCOPE_WORDS: Record<ApiScope, string> = {
  read: 'Read accounts, settings, policies, plans and rollouts',
  audit: 'Read and export the audit log',
  propose: 'Propose changes and rollouts, which another person approves',
}

const SCOPE_PERMISSIONS: Record<ApiScope, readonly (AccountPermission | PlatformPermission)[]> = {
  read: ['account:read', 'accounts:list', 'fleet:read'],
  audit: ['audit:read'],
  propose: ['balance_settings:update', 'fleet:manage'],
}

/** Whether a key with these scopes may be used for something that its person may do. */
export const isInScope = (scopes: readonly ApiScope[], permission: AccountPermission | PlatformPermission): boolean =>
  scopes.some((scope) => SCOPE_PERMISSIONS[scope].includes(permission))

/** Days after which a key expires. */
export const KEY_DAYS = [7, 30, 90, 365] as const
