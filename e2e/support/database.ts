import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '@/lib/gateways/db/client'
import { world } from './world'

let opened: Promise<Database> | undefined

export function testDatabase(): Promise<Database> {
  opened ??= openDatabase(world.databaseUrl)
  return opened
}

export type TestRole = 'admin' | 'operator' | 'viewer' | 'owner' | 'member'

const HOUR = 60 * 60 * 1000

/** A person with a role and an open session, as if they had just signed in; returns the session's cookie value. */
export async function createSignedInPerson(
  role: TestRole,
  accountIds: string[],
): Promise<{ personId: string; name: string; email: string; cookie: string }> {
  const db = await testDatabase()
  const personId = randomUUID()
  const isStaff = role === 'admin' || role === 'operator' || role === 'viewer'
  const name = `${role[0]?.toUpperCase()}${role.slice(1)} ${personId.slice(0, 4)}`
  const email = `${personId}@people.example`
  await db.person.create({ data: { id: personId, name, email, emailVerified: true, staffRole: isStaff ? role : null } })
  if (!isStaff) for (const accountId of accountIds) await db.membership.create({ data: { personId, accountId, role } })

  const token = randomBytes(24).toString('base64url')
  await db.authSession.create({
    data: { id: randomUUID(), token, userId: personId, expiresAt: new Date(Date.now() + HOUR) },
  })
  // better-auth signs its cookie: the token, a dot, and an HMAC of it under AUTH_SECRET.
  const signature = createHmac('sha256', process.env.AUTH_SECRET ?? '')
    .update(token)
    .digest('base64')
  return { personId, name, email, cookie: encodeURIComponent(`${token}.${signature}`) }
}

export type StoredEntry = {
  id: string
  type: string
  outcomes: string[]
  actorName: string
  reason: string | null
  stripeRequestId: string | null
}

/** The account's entries as they lie in the table, oldest first; sessions opened by looking are left out. */
export async function storedEntries(accountId: string): Promise<StoredEntry[]> {
  const rows = await (await testDatabase()).auditEntry.findMany({
    where: { accountId, type: { not: 'account_session.created' } },
    include: { outcomes: { orderBy: { at: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    outcomes: row.outcomes.map(({ outcome }) => outcome),
    actorName: row.actorName,
    reason: row.reason,
    stripeRequestId: row.outcomes.at(-1)?.stripeRequestId ?? null,
  }))
}

/** Everything that every table holds, as text: what must never be stored is looked for here. */
export async function everythingStored(): Promise<string> {
  const db = await testDatabase()
  const tables = await Promise.all([
    db.auditEntry.findMany(),
    db.auditOutcome.findMany(),
    db.connectedAccount.findMany(),
    db.stripeEvent.findMany(),
  ])
  return JSON.stringify(tables)
}
