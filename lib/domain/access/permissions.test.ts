import { describe, expect, test } from 'vitest'
import type { AccountRef } from '../accounts/connected-account'
import type { BalanceSettings } from '../settings/balance-settings'
import { fieldLock } from '../settings/field-locks'
import { embeddedBalances, gainsByProof, placedComponents } from './component-features'
import { PLACED_COMPONENTS, placementsOf } from './component-placements'
import { forEachProfile } from './controller-profile'
import { allowedPayoutMethods } from './payout-access'
import {
  type AccountAccess,
  type AccountPermission,
  mayAlso,
  mayChangeOwn,
  openAccount,
  openPlatform,
  type Person,
  permissionsOf,
  ROLES,
  viewAsOwner,
} from './permissions'
import { DEFAULT_RULES, withLocks } from './platform-rules'

const custom: AccountRef = {
  id: 'acct_1',
  name: 'Bakery',
  country: 'US',
  controller: {
    lossesLiability: 'application',
    requirementCollection: 'application',
    dashboard: 'none',
    isController: true,
  },
}
const standard: AccountRef = {
  ...custom,
  controller: { lossesLiability: 'stripe', requirementCollection: 'stripe', dashboard: 'full', isController: true },
}

const staff = (staffRole: Person['staffRole']): Person => ({
  id: 'p',
  name: 'P',
  email: 'p@x',
  staffRole,
  memberships: [],
})
const ofAccount = (role: 'owner' | 'member', accountId = 'acct_1'): Person => ({
  ...staff(null),
  memberships: [{ accountId, role }],
})

const VIEW = { id: 'v', accountId: 'acct_1', until: new Date(0) }
function inView(person: Person): Person {
  const viewer = viewAsOwner(person, custom, VIEW)
  if (!viewer) throw new Error('no view')
  return viewer
}

const people = {
  admin: staff('admin'),
  operator: staff('operator'),
  approver: staff('approver'),
  viewer: staff('viewer'),
  auditor: staff('auditor'),
  owner: ofAccount('owner'),
  member: ofAccount('member'),
  stranger: ofAccount('owner', 'acct_2'),
  nobody: staff(null),
  'admin in a view as owner': inView(staff('admin')),
  'operator in a view as owner': inView(staff('operator')),
}

test.each<{ who: keyof typeof people; may: AccountPermission[] }>([
  {
    who: 'admin',
    may: [
      'account:read',
      'balance_settings:update',
      'balance_settings:approve',
      'account_session:create',
      'payouts:create',
      'external_accounts:manage',
      'calendar_feed:manage',
      'account_people:manage',
      'support_view:start',
    ],
  },
  {
    who: 'operator',
    may: ['account:read', 'balance_settings:update', 'account_session:create', 'support_view:start'],
  },
  { who: 'approver', may: ['account:read', 'balance_settings:approve', 'account_session:create'] },
  { who: 'viewer', may: ['account:read', 'account_session:create'] },
  { who: 'auditor', may: [] },
  {
    who: 'owner',
    may: [
      'account:read',
      'balance_settings:update',
      'account_session:create',
      'payouts:create',
      'external_accounts:manage',
      'calendar_feed:manage',
      'account_people:manage',
    ],
  },
  { who: 'member', may: ['account:read', 'account_session:create'] },
  { who: 'stranger', may: [] },
  { who: 'nobody', may: [] },
  { who: 'admin in a view as owner', may: ['account:read'] },
  { who: 'operator in a view as owner', may: ['account:read'] },
])('$who gets a ticket for exactly $may', ({ who, may }) => {
  const all: AccountPermission[] = [
    'account:read',
    'balance_settings:update',
    'balance_settings:approve',
    'account_session:create',
    'payouts:create',
    'external_accounts:manage',
    'calendar_feed:manage',
    'account_people:manage',
    'support_view:start',
  ]
  expect(all.filter((permission) => openAccount(people[who], custom, permission))).toEqual(may)
})

test.each([
  { who: 'admin', lists: true, syncs: true },
  { who: 'operator', lists: true, syncs: false },
  { who: 'approver', lists: true, syncs: false },
  { who: 'viewer', lists: true, syncs: false },
  { who: 'auditor', lists: false, syncs: false },
  { who: 'owner', lists: false, syncs: false },
  { who: 'nobody', lists: false, syncs: false },
  { who: 'admin in a view as owner', lists: false, syncs: false },
] as const)('$who lists accounts: $lists, starts a sync: $syncs', ({ who, lists, syncs }) => {
  expect([
    openPlatform(people[who], 'accounts:list') !== null,
    openPlatform(people[who], 'accounts:sync') !== null,
  ]).toEqual([lists, syncs])
})

test.each([
  { who: 'admin', reads: true },
  { who: 'operator', reads: false },
  { who: 'approver', reads: false },
  { who: 'viewer', reads: false },
  { who: 'auditor', reads: false },
  { who: 'owner', reads: false },
  { who: 'nobody', reads: false },
] as const)('$who reads the status of the background work: $reads', ({ who, reads }) => {
  expect(openPlatform(people[who], 'status:read') !== null).toBe(reads)
})

const UNLIMITED = { isProven: true, coolsOff: false }

test('a view as owner reads its account, and nothing else is left of what the person may', () => {
  const everything = [...new Set(ROLES.flatMap((role) => [...permissionsOf(role)]))]
  for (const person of [people['admin in a view as owner'], people['operator in a view as owner']]) {
    const granted = everything.filter(
      (permission) =>
        openAccount(person, custom, permission as AccountPermission) ??
        openPlatform(person, permission as 'audit:read'),
    )
    expect(granted).toEqual(['account:read'])
    expect(openAccount(person, { ...custom, id: 'acct_2' }, 'account:read')).toBeNull()
    expect(mayChangeOwn(person)).toBe(false)
    const ticket = openAccount(person, custom, 'account:read') as AccountAccess
    expect(everything.filter((permission) => mayAlso(ticket, permission as AccountPermission))).toEqual([
      'account:read',
    ])
    expect(embeddedBalances(ticket, DEFAULT_RULES, UNLIMITED).kind).toBe('withheld')
    expect(allowedPayoutMethods(ticket, DEFAULT_RULES)).toEqual({ standard: false, instant: false })
  }
})

test.each([
  'approver',
  'viewer',
  'auditor',
  'owner',
  'member',
  'stranger',
  'nobody',
  'admin in a view as owner',
] as const)('%s can’t begin a view as owner', (who) => expect(viewAsOwner(people[who], custom, VIEW)).toBeNull())

const access = (person: Person, account: AccountRef) =>
  openAccount(person, account, 'account_session:create') as AccountAccess

test('a viewer’s component has every feature off where the platform collects requirements', () => {
  expect(embeddedBalances(access(people.viewer, custom), DEFAULT_RULES, UNLIMITED)).toEqual({
    kind: 'component',
    features: {
      instant_payouts: false,
      standard_payouts: false,
      edit_payout_schedule: false,
      external_account_collection: false,
      disable_stripe_user_authentication: true,
    },
  })
})

test('where Stripe collects requirements, bank account editing cannot be switched off, so readers get no component', () => {
  expect(embeddedBalances(access(people.viewer, standard), DEFAULT_RULES, UNLIMITED).kind).toBe('withheld')
  expect(embeddedBalances(access(people.member, standard), DEFAULT_RULES, UNLIMITED).kind).toBe('withheld')
})

test('where Stripe collects requirements, neither restricted flag is sent', () => {
  expect(embeddedBalances(access(people.owner, standard), DEFAULT_RULES, UNLIMITED)).toEqual({
    kind: 'component',
    features: { instant_payouts: false, standard_payouts: false, edit_payout_schedule: false },
  })
})

test('where Stripe doesn’t say who is liable, instant payouts are what every kind of account has', () => {
  const unknown = { ...custom, controller: { ...custom.controller, requirementCollection: null } }
  expect(allowedPayoutMethods(access(people.owner, unknown), DEFAULT_RULES).instant).toBe('dashboard_rules')
  expect(allowedPayoutMethods(access(people.operator, unknown), DEFAULT_RULES).instant).toBe(false)
})

describe('Without a proof of the last minutes', () => {
  const limits = { isProven: false, coolsOff: false }
  const everything = { ...DEFAULT_RULES, placements: placementsOf(() => PLACED_COMPONENTS) }
  const on = { instant_payouts: true, standard_payouts: true, edit_payout_schedule: true }
  const rules = {
    ...everything,
    features: forEachProfile((profile) => {
      const features = withLocks(
        { ...on, external_account_collection: true, disable_stripe_user_authentication: true },
        profile,
      )
      return { admin: features, operator: features, owner: features }
    }),
  }

  test.each(['admin', 'operator', 'owner'] as const)(
    '%s has Stripe’s components with nothing that moves money',
    (who) => {
      for (const account of [custom, standard]) {
        const embedded = embeddedBalances(access(people[who], account), rules, limits)
        const placed = Object.values(placedComponents(access(people[who], account), rules, limits))
        expect(placed.length).toBeGreaterThan(2)
        const balances = embedded.kind === 'component' ? embedded.features : null
        expect(balances).toMatchObject({ instant_payouts: false, standard_payouts: false, edit_payout_schedule: false })
        for (const features of [balances, ...placed.map((each) => each?.features)]) {
          const { disable_stripe_user_authentication: _, ...moving } = features ?? {}
          expect(Object.values(moving)).not.toContain(true)
        }
        expect(gainsByProof(access(people[who], account), rules, limits)).toBe(true)
        expect(gainsByProof(access(people[who], account), rules, UNLIMITED)).toBe(false)
      }
    },
  )

  test('people who only read would gain nothing by a proof, so none is asked of them', () => {
    for (const who of ['viewer', 'member', 'approver'] as const)
      expect(gainsByProof(access(people[who], custom), rules, limits)).toBe(false)
  })

  test('bank accounts are edited with Stripe’s own sign-in where Stripe collects requirements', () => {
    const embedded = embeddedBalances(access(people.owner, standard), rules, limits)
    expect(embedded.kind === 'component' && embedded.features).not.toHaveProperty('disable_stripe_user_authentication')
  })
})

test('where manual payouts to new bank accounts wait, Stripe’s components send none, because they don’t wait', () => {
  const limits = { isProven: true, coolsOff: true }
  const rules = { ...DEFAULT_RULES, placements: placementsOf(() => PLACED_COMPONENTS) }
  for (const person of [people.admin, people.owner])
    for (const account of [custom, standard]) {
      const none = { instant_payouts: false, standard_payouts: false }
      expect(embeddedBalances(access(person, account), rules, limits)).toMatchObject({ features: none })
      expect(placedComponents(access(person, account), rules, limits).payouts?.features).toMatchObject(none)
    }
})

test('nobody edits the schedule in the component: the native editor is the one writer', () => {
  for (const person of [people.admin, people.operator, people.owner]) {
    expect(embeddedBalances(access(person, custom), DEFAULT_RULES, UNLIMITED)).toMatchObject({
      features: { edit_payout_schedule: false },
    })
  }
})

const settings: BalanceSettings = {
  schedule: { interval: 'daily' },
  debitNegativeBalances: true,
  statementDescriptor: null,
  delayDays: 2,
  delayDaysOverride: null,
  payoutsStatus: 'enabled',
}
const foreign: AccountRef = { ...custom, controller: { ...custom.controller, isController: false } }

test.each([
  {
    field: 'schedule',
    role: 'owner',
    account: custom,
    settings,
    lock: null,
    because: 'owners may say when they are paid',
  },
  {
    field: 'statementDescriptor',
    role: 'owner',
    account: custom,
    settings,
    lock: null,
    because: 'owners may name their payouts',
  },
  {
    field: 'delayDaysOverride',
    role: 'owner',
    account: custom,
    settings,
    lock: /Only the platform/,
    because: 'the delay is the platform’s risk',
  },
  {
    field: 'debitNegativeBalances',
    role: 'owner',
    account: custom,
    settings,
    lock: /Only the platform/,
    because: 'debits are the platform’s risk',
  },
  { field: 'schedule', role: 'viewer', account: custom, settings, lock: /can read/, because: 'viewers only read' },
  {
    field: 'schedule',
    role: 'approver',
    account: custom,
    settings,
    lock: /can read/,
    because: 'approvers decide only',
  },
  { field: 'schedule', role: 'member', account: custom, settings, lock: /can read/, because: 'members only read' },
  {
    field: 'delayDaysOverride',
    role: 'admin',
    account: standard,
    settings,
    lock: /Stripe is liable/,
    because: 'Stripe is liable for the losses',
  },
  {
    field: 'delayDaysOverride',
    role: 'admin',
    account: custom,
    settings,
    lock: null,
    because: 'the platform is liable for the losses',
  },
  {
    field: 'schedule',
    role: 'admin',
    account: foreign,
    settings,
    lock: /Another platform/,
    because: 'another platform is the controller',
  },
  {
    field: 'delayDaysOverride',
    role: 'admin',
    account: custom,
    settings: { ...settings, delayDaysOverride: undefined },
    lock: /API version/,
    because: 'the preview shape lacks it',
  },
] as const)('$field for $role is locked: $lock, because $because', ({ field, role, account, settings, lock }) => {
  const reason = fieldLock(field, { account, role, settings, rules: DEFAULT_RULES })
  if (lock) expect(reason).toMatch(lock)
  else expect(reason).toBeNull()
})

test('the table that is shown says exactly what the checks allow', () => {
  for (const role of ROLES) {
    const person = people[role]
    const shown = permissionsOf(role)
    const platform = ['accounts:list', 'accounts:sync', 'audit:read', 'people:manage', 'requests:read'] as const
    for (const each of platform) expect(shown.includes(each), each).toBe(openPlatform(person, each) !== null)
    const account = ['account:read', 'balance_settings:approve', 'payouts:create'] as const
    for (const each of account) expect(shown.includes(each), each).toBe(openAccount(person, custom, each) !== null)
  }
})
