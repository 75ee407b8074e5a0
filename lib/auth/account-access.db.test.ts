import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { toEntry, WITH_OUTCOMES } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import {
  findAccountForStream,
  findPlatform,
  requireAccount,
  requireAccountInAction,
  requireAccountPerson,
  requirePlatform,
} from './account-access'

const signedIn = vi.hoisted(() => ({ person: null as Person | null }))
vi.mock('./person', () => ({
  findSignedInPerson: async () => signedIn.person,
  followSignedInPerson: async () => async () => signedIn.person,
  requirePerson: async () => signedIn.person ?? Promise.reject(new Error('to /sign-in')),
}))
vi.mock('./request', () => ({ requestOrigin: async () => ({ requestId: 'r1', ipAddress: '192.0.2.1' }) }))
vi.mock('next/navigation', () => ({
  notFound: () => {
    throw new Error('404')
  },
  redirect: (path: string) => {
    throw new Error(`to ${path}`)
  },
}))

const [OWN, THEIRS] = [profileOf('acct_1Own'), profileOf('acct_1Theirs')]
beforeAll(async () => {
  await openTestDatabase()
  await saveAccountProfiles([OWN, THEIRS], new Date())
}, 60_000)
let run = 0
beforeEach(() => void run++)

type Role = 'admin' | 'operator' | 'viewer' | 'owner' | 'member' | 'nobody’s'
function personIn(role: Role): Person {
  const staffRole = role === 'admin' || role === 'operator' || role === 'viewer' ? role : null
  const memberships = role === 'owner' || role === 'member' ? [{ accountId: OWN.id, role }] : []
  return { ...ADMIN, id: `${role} ${run}`, staffRole, memberships }
}

const DOORS = {
  'the audit log': () => requirePlatform('audit:read'),
  'the people': () => requirePlatform('people:manage'),
  'what a list asks by itself': () => findPlatform('accounts:list'),
  'the owners’ view': requireAccountPerson,
  'a page of theirs': () => requireAccount(THEIRS.id, 'account:read'),
  'a page of their own': () => requireAccount(OWN.id, 'account:read'),
  'a payout of their own': () => requireAccountInAction(OWN.id, 'payouts:create'),
  'an account that nobody has': () => requireAccount('acct_1Nobodys', 'account:read'),
  'the stream of theirs': () => findAccountForStream(THEIRS.id),
}
type DoorName = keyof typeof DOORS

/** Everybody who gets in; the others are denied. */
const OPENS: Record<DoorName, readonly Role[]> = {
  'the audit log': ['admin', 'operator', 'viewer'],
  'the people': ['admin'],
  'what a list asks by itself': ['admin', 'operator', 'viewer'],
  'the owners’ view': ['owner', 'member', 'nobody’s'],
  'a page of theirs': ['admin', 'operator', 'viewer'],
  'a page of their own': ['admin', 'operator', 'viewer', 'owner', 'member'],
  'a payout of their own': ['admin', 'owner'],
  'an account that nobody has': [],
  'the stream of theirs': ['admin', 'operator', 'viewer'],
}

async function recorded() {
  const rows = await (await database()).auditEntry.findMany({
    where: { actorId: signedIn.person?.id ?? 'none' },
    include: WITH_OUTCOMES,
  })
  return rows.map(toEntry)
}

const everybody: Role[] = ['admin', 'operator', 'viewer', 'owner', 'member', 'nobody’s']
const tries = Object.keys(DOORS).flatMap((door) => everybody.map((role) => [role, door as DoorName] as const))

test.each(tries)('a person in the role %s at %s gets in, or is denied and recorded', async (role, door) => {
  signedIn.person = personIn(role)
  const answer = await DOORS[door]().catch((error: Error) => error)
  const isOpen = OPENS[door].includes(role)
  expect(answer === null || answer instanceof Error).toBe(!isOpen)
  expect((await recorded()).map(({ event, actor }) => [event.type, actor])).toEqual(
    isOpen ? [] : [['denied', expect.objectContaining({ kind: 'person', id: signedIn.person.id })]],
  )
})

test('an owner at the staff’s door is sent home, and what they tried is recorded with the reason', async () => {
  signedIn.person = personIn('owner')
  await expect(requirePlatform('people:manage')).rejects.toThrow('to /balance')
  expect((await recorded()).map(({ event }) => event)).toEqual([
    { type: 'denied', attempted: 'people:manage', because: 'not one of the platform’s staff' },
  ])
})

test('without a session nothing is recorded, as there is nobody who was denied anything', async () => {
  signedIn.person = null
  expect(await findPlatform('accounts:list')).toBeNull()
  expect(await findAccountForStream(OWN.id)).toBeNull()
  expect(await (await database()).auditEntry.count({ where: { actorId: null } })).toBe(0)
})
