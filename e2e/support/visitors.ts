import { randomUUID } from 'node:crypto'
import {
  beginView,
  changeRole,
  createSignedInPerson,
  demandCode,
  disable,
  endSessions,
  expireSessions,
  removeMembership,
  type TestRole,
} from './database'
import { ask } from './http'

export type Visitor = {
  kind: string
  /** What they are now, on the accounts by which they are known. */
  staffRole: TestRole | null
  roles: ReadonlyMap<string, TestRole>
  /** The accounts of which they are one of the people, whether or not their session is open. */
  belongsTo: readonly string[]
  cookie: string | null
  viewer: string
  personId: string
  name: string
  email: string
  /** Looks at an account as its owner, and may change nothing. */
  isView?: boolean
}

/** Everybody who may come to a door. Those who lost a right have used it a moment ago, in the same session. */
export async function createVisitors({ a, b, c }: { a: string; b: string; c: string }): Promise<Visitor[]> {
  const person = async (kind: string, role: TestRole, accounts: string[] = []): Promise<Visitor> => {
    const name = `Canary ${kind} ${randomUUID().slice(0, 13)}`
    const made = await createSignedInPerson(role, accounts, name)
    const isStaff = accounts.length === 0
    const roles = new Map(accounts.map((id) => [id, role]))
    return {
      ...made,
      kind,
      staffRole: isStaff ? role : null,
      roles,
      belongsTo: accounts,
      cookie: `spillway=${made.cookie}`,
    }
  }
  const gone = { staffRole: null, roles: new Map<string, TestRole>() }
  const visitors = [
    await person('owner of this', 'owner', [a]),
    await person('owner of another', 'owner', [b]),
    await person('owner of two', 'owner', [a, c]),
    await person('member', 'member', [a]),
    await person('viewer', 'viewer'),
    await person('operator', 'operator'),
    await person('approver', 'approver'),
    await person('admin', 'admin'),
  ]
  const viewing = await person('admin in a view as owner', 'admin')
  const demoted = await person('admin demoted to auditor', 'admin')
  const removed = await person('removed owner', 'owner', [a])
  const expired = await person('expired owner', 'owner', [a])
  const signedOut = await person('signed-out admin', 'admin')
  const disabled = await person('disabled admin', 'admin')
  const codeless = await person('admin without the code', 'admin')
  for (const { cookie } of [demoted, removed, expired, signedOut, disabled, codeless])
    await ask({ method: 'GET', path: '/', headers: { cookie: cookie ?? '' } })
  await changeRole(demoted.personId, 'auditor')
  await removeMembership(removed.personId, a)
  await expireSessions(expired.personId)
  await endSessions(signedOut.personId)
  await disable(disabled.personId)
  await demandCode(codeless.personId)
  return [
    ...visitors,
    {
      ...viewing,
      staffRole: null,
      roles: new Map([[a, 'member']]),
      viewer: await beginView(viewing.personId, a),
      isView: true,
    },
    { ...demoted, staffRole: 'auditor' },
    { ...removed, roles: new Map(), belongsTo: [] },
    { ...expired, ...gone },
    { ...signedOut, ...gone },
    { ...disabled, ...gone },
    { ...codeless, ...gone },
    { kind: 'nobody', ...gone, belongsTo: [], cookie: null, viewer: '', personId: '', name: '', email: '' },
  ]
}

/** Whose session is open. */
export const isSignedIn = ({ kind }: Visitor) =>
  !['nobody', 'expired owner', 'signed-out admin', 'disabled admin', 'admin without the code'].includes(kind)

export const roleOn = ({ staffRole, roles }: Visitor, accountId: string) => staffRole ?? roles.get(accountId) ?? null

/** What they are at all: staff, or in an account, or only somebody with a session. */
export const roleAnywhere = (visitor: Visitor): TestRole | null =>
  visitor.staffRole ?? [...visitor.roles.values()][0] ?? (isSignedIn(visitor) ? 'member' : null)
