import type { AccountRef } from '../accounts/connected-account'

export type StaffRole = 'admin' | 'operator' | 'approver' | 'viewer' | 'auditor'
export type AccountRole = 'owner' | 'member'
export type Role = StaffRole | AccountRole

export const STAFF_ROLES: readonly StaffRole[] = ['admin', 'operator', 'approver', 'viewer', 'auditor']

/** Whether a role, also one that was recorded by another version, is one of the platform's staff. */
export const isStaffRole = (role: string | null): role is StaffRole => STAFF_ROLES.some((each) => each === role)

/** What a person may be given: a role of the platform's staff, or one on a connected account. */
export type Grant = { staffRole: StaffRole } | { role: AccountRole; accountId: string }

/** How the record names what was given. */
export const describeGrant = (grant: Grant): string =>
  'staffRole' in grant ? grant.staffRole : `${grant.role} of ${grant.accountId}`

/** One of the staff looks at an account as its people see it, and may change nothing until the view ends. */
export type SupportView = { id: string; accountId: string; until: Date; staffRole: StaffRole }

/** Someone who has signed in. Staff see every connected account, the others those they belong to. */
export type Person = {
  id: string
  name: string
  email: string
  staffRole: StaffRole | null
  memberships: readonly { accountId: string; role: AccountRole }[]
  /** Those of which an owner of the account has shut them out: they reach nothing by them. */
  disabledMemberships?: readonly { accountId: string; role: AccountRole }[]
  /** Since when an admin has shut them out; they keep their roles, and reach nothing. */
  disabledAt?: Date | null
  /** While they look at an account as its owner; what they may is then no more than that. */
  view?: SupportView
}

/** Whether this can be the id of a person: what comes in an address or from a browser may be anything. */
export const isPersonId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value)

export type AccountPermission =
  | 'account:read'
  | 'balance_settings:update'
  | 'balance_settings:request'
  | 'balance_settings:approve'
  | 'account_session:create'
  | 'payouts:create'
  | 'external_accounts:manage'
  | 'calendar_feed:manage'
  | 'account_people:manage'
  | 'support_view:start'

export type PlatformPermission =
  | 'accounts:list'
  | 'accounts:sync'
  | 'audit:read'
  | 'platform_rules:update'
  | 'people:manage'
  | 'status:read'
  | 'requests:read'
  | 'fleet:read'
  | 'fleet:manage'

const READ: readonly AccountPermission[] = ['account:read', 'account_session:create']

const EDIT: readonly AccountPermission[] = [...READ, 'balance_settings:update', 'balance_settings:request']
const MONEY: readonly AccountPermission[] = [
  'payouts:create',
  'external_accounts:manage',
  'calendar_feed:manage',
  'account_people:manage',
]

const ACCOUNT_PERMISSIONS: Record<Role, readonly AccountPermission[]> = {
  admin: [...EDIT, 'balance_settings:approve', ...MONEY, 'support_view:start'],
  operator: [...EDIT, 'support_view:start'],
  approver: [...READ, 'balance_settings:approve'],
  viewer: READ,
  auditor: [],
  owner: [...EDIT, ...MONEY],
  member: READ,
}

const LOOK: readonly PlatformPermission[] = ['accounts:list', 'audit:read', 'requests:read', 'fleet:read']

const PLATFORM_PERMISSIONS: Record<StaffRole, readonly PlatformPermission[]> = {
  admin: [...LOOK, 'accounts:sync', 'platform_rules:update', 'people:manage', 'status:read', 'fleet:manage'],
  operator: LOOK,
  approver: LOOK,
  viewer: LOOK,
  auditor: ['audit:read'],
}

/** Every role, the platform's first. */
export const ROLES: readonly Role[] = [...STAFF_ROLES, 'owner', 'member']

/** What a role may do, to an account that it reaches and on the platform. Every check reads the same table. */
export const permissionsOf = (role: Role): readonly (AccountPermission | PlatformPermission)[] => [
  ...ACCOUNT_PERMISSIONS[role],
  ...(isStaffRole(role) ? PLATFORM_PERMISSIONS[role] : []),
]

/** Whether somebody in this role may change nothing of an account's settings and money themselves. */
export const isReader = (role: Role): role is Exclude<Role, 'admin' | 'operator' | 'owner'> =>
  !ACCOUNT_PERMISSIONS[role].includes('balance_settings:update')

declare const checked: unique symbol

/** Proof that someone asked. Only `openAccount` makes one, and whatever touches an account wants one. */
export type AccountAccess<P extends AccountPermission = AccountPermission, A extends AccountRef = AccountRef> = {
  person: Person
  /** The role in which this person reaches this account. */
  role: Role
  account: A
  readonly [checked]: P
}

/** Who may have settings written: somebody who edits them, or who approves what another person wants. */
export type SettingsWriter = AccountAccess<'balance_settings:update'> | AccountAccess<'balance_settings:approve'>

/** Proof that someone may use a part of the product that concerns no single account. */
export type PlatformAccess<P extends PlatformPermission = PlatformPermission> = {
  person: Person
  role: StaffRole
  readonly [checked]: P
}

/** The roles as staff that reach every account. */
export const staffRolesThatRead = (): StaffRole[] =>
  STAFF_ROLES.filter((role) => ACCOUNT_PERMISSIONS[role].includes('account:read'))

/** Null also for somebody who is disabled, whatever their roles are. */
export function roleOn(person: Person, accountId: string): Role | null {
  if (person.disabledAt) return null
  return person.staffRole ?? person.memberships.find((membership) => membership.accountId === accountId)?.role ?? null
}

/** What a view as owner may do. */
const IN_A_VIEW: readonly AccountPermission[] = ['account:read']

/** The one decision about an account, by role and by whether the person only looks. */
const may = ({ view }: Person, role: Role, permission: AccountPermission): boolean =>
  ACCOUNT_PERMISSIONS[role].includes(permission) && (!view || IN_A_VIEW.includes(permission))

/** Whether somebody may change what is their own, such as how they sign in. */
export const mayChangeOwn = ({ view }: Person): boolean => !view

/**
 * The person while they look at an account as its owner: nothing of what they may as staff is left. They see it as
 * somebody who reads it, so that nothing is offered that would be refused. Null where their role may not do so.
 */
export function viewAsOwner(person: Person, account: AccountRef, view: Omit<SupportView, 'staffRole'>): Person | null {
  const access = openAccount(person, account, 'support_view:start')
  const { staffRole } = person
  if (!access || !staffRole || view.accountId !== account.id) return null
  return {
    ...person,
    staffRole: null,
    memberships: [{ accountId: account.id, role: 'member' }],
    view: { ...view, staffRole },
  }
}

export function openAccount<P extends AccountPermission, A extends AccountRef>(
  person: Person,
  account: A,
  permission: P,
): AccountAccess<P, A> | null {
  const role = roleOn(person, account.id)
  return role && may(person, role, permission) ? ({ person, role, account } as AccountAccess<P, A>) : null
}

export function openPlatform<P extends PlatformPermission>(person: Person, permission: P): PlatformAccess<P> | null {
  const role = person.disabledAt ? null : person.staffRole
  return role && PLATFORM_PERMISSIONS[role].includes(permission) ? ({ person, role } as PlatformAccess<P>) : null
}

/** Whether a ticket's holder may also do something else to the same account. */
export function mayAlso(access: AccountAccess, permission: AccountPermission): boolean {
  return may(access.person, access.role, permission)
}

/** A background job's access to one account: the sync and the webhook act for no person, and never write to Stripe. */
export type SystemAccess = {
  job: 'sync' | 'stripe_event' | 'intent' | 'sweep'
  account: AccountRef
  readonly [checked]: 'account:read'
}

export function openForJob(job: SystemAccess['job'], account: AccountRef): SystemAccess {
  return { job, account } as SystemAccess
}

/**
 * What a rollout may do to an account: what the person may who carries it out. It has a job, so nobody
 * waits at a page because of it.
 */
export type RolloutAccess = AccountAccess<'balance_settings:update'> & { job: 'rollout' }

export function openForRollout(person: Person, account: AccountRef): RolloutAccess | null {
  const access = openAccount(person, account, 'balance_settings:update')
  return access && { ...access, job: 'rollout' }
}

/** The background job that plans and carries out rollouts. It writes to accounts only as the person who lets it. */
export type FleetJobAccess = { job: 'rollout'; readonly [checked]: 'fleet:read' }

export const openFleetForJob = (): FleetJobAccess => ({ job: 'rollout' }) as FleetJobAccess

declare const announced: unique symbol

/**
 * What a recorded intent may do, no matter who resolves it: read its account, and retry or void its own write under its
 * own key.
 */
export type IntentAccess = SystemAccess & {
  /** The id of the intent's entry, which is the idempotency key. */
  entryId: string
  readonly [announced]: true
}

export function openForIntent(entryId: string, account: AccountRef): IntentAccess {
  return { ...openForJob('intent', account), entryId } as IntentAccess
}
