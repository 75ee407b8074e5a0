// The title of a tab shows an account's name to those who may open its page, and to nobody else.
import { expect, test, vi } from 'vitest'
import type { Person } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { accountTitle, ownAccountTitle } from './account-title'

const ACCOUNT = profileOf('acct_1', { name: 'Hillside Bakery' })
const OWNER: Person = { ...ADMIN, staffRole: null, memberships: [{ accountId: 'acct_1', role: 'owner' }] }
const STRANGER: Person = { ...OWNER, memberships: [{ accountId: 'acct_2', role: 'owner' }] }

const signedIn = vi.hoisted(() => ({ person: null as Person | null }))
vi.mock('@/lib/auth/person', () => ({ findSignedInPerson: async () => signedIn.person }))
vi.mock('@/lib/auth/record-for', () => ({ recordFor: async () => {}, recordDenied: async () => {} }))
vi.mock('@/lib/gateways/db/account-overview', () => ({
  findAccountOverview: async (id: string) => (id === ACCOUNT.id ? ACCOUNT : null),
}))
vi.mock('@/lib/gateways/db/accounts', () => ({ listOwnAccounts: async (ids: string[]) => ids.map((id) => ({ id })) }))
vi.mock('@/lib/gateways/db/account-list', () => ({}))
vi.mock('@/lib/gateways/db/sync-runs', () => ({}))

test.each<[who: string, person: Person | null, asked: unknown, staffs: string, owners: string]>([
  ['staff', ADMIN, 'acct_1', 'Hillside Bakery · Payout', 'Payout'],
  ['its owner', OWNER, 'acct_1', 'Hillside Bakery · Payout', 'Hillside Bakery · Payout'],
  ['its owner, without an account in the address', OWNER, undefined, 'Payout', 'Hillside Bakery · Payout'],
  ['a stranger', STRANGER, 'acct_1', 'Payout', 'Payout'],
  ['somebody signed out', null, 'acct_1', 'Payout', 'Payout'],
  ['staff, of an account that does not exist', ADMIN, 'acct_3', 'Payout', 'Payout'],
  ['its owner, of what is no id', OWNER, ['acct_1', 'acct_2'], 'Payout', 'Payout'],
])('for %s', async (_, person, asked, staffs, owners) => {
  signedIn.person = person
  expect(await accountTitle(asked, 'Payout')).toEqual({ title: staffs })
  expect(await ownAccountTitle(asked, 'Payout')).toEqual({ title: owners })
})
