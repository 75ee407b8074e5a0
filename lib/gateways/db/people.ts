import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AccountRole, Person } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'

/** What better-auth calls the credentials of people who sign in with a password. */
const PASSWORD_PROVIDER = 'credential'

const WITH_MEMBERSHIPS = { memberships: { select: { accountId: true, role: true } } } as const

/** Read on every request, so that a changed role counts from the next one on. */
export async function findPerson(personId: string): Promise<Person | null> {
  const row = await (await database()).person.findUnique({ where: { id: personId }, include: WITH_MEMBERSHIPS })
  return row && { id: row.id, name: row.name, email: row.email, staffRole: row.staffRole, memberships: row.memberships }
}

export async function findPersonIdByEmail(email: string): Promise<string | null> {
  const row = await (await database()).person.findUnique({
    where: { email: email.toLowerCase() },
    select: { id: true },
  })
  return row?.id ?? null
}

/** Someone as the command line finds them, in the transaction that changes them. */
export async function findPersonByEmail(email: string, tx: Transaction): Promise<Person | null> {
  const row = await tx.person.findUnique({ where: { email: email.toLowerCase() }, include: WITH_MEMBERSHIPS })
  return row && { id: row.id, name: row.name, email: row.email, staffRole: row.staffRole, memberships: row.memberships }
}

/** A person who can sign in with a password, and has no access yet. */
export async function createPerson(
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
  tx: Transaction,
): Promise<Person> {
  const id = randomUUID()
  const person = { id, name, email: email.toLowerCase() }
  await tx.person.create({ data: { ...person, emailVerified: true } })
  await tx.credential.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: PASSWORD_PROVIDER, password: passwordHash },
  })
  return { ...person, staffRole: null, memberships: [] }
}

export async function setStaffRole(personId: string, staffRole: Person['staffRole'], tx: Transaction): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { staffRole } })
}

export async function saveMembership(
  personId: string,
  accountId: string,
  role: AccountRole,
  tx: Transaction,
): Promise<void> {
  await tx.membership.upsert({
    where: { personId_accountId: { personId, accountId } },
    create: { personId, accountId, role },
    update: { role },
  })
}

export async function deleteMembership(personId: string, accountId: string, tx: Transaction): Promise<void> {
  await tx.membership.delete({ where: { personId_accountId: { personId, accountId } } })
}

/** With sessions, password and memberships. Entries in the record keep the name that they were written with. */
export async function deletePerson(personId: string, tx: Transaction): Promise<void> {
  await tx.person.delete({ where: { id: personId } })
}

export async function setPassword(personId: string, passwordHash: string, tx: Transaction): Promise<void> {
  await tx.credential.updateMany({
    where: { userId: personId, providerId: PASSWORD_PROVIDER },
    data: { password: passwordHash },
  })
}

/** Signs the person out everywhere, from the next request on. How many sessions there were. */
export async function endSessions(personId: string, tx: Transaction): Promise<number> {
  const { count } = await tx.authSession.deleteMany({ where: { userId: personId } })
  return count
}

/** Whether nobody else could manage the platform. */
export async function isLastAdmin(personId: string, tx: Transaction): Promise<boolean> {
  return (
    (await tx.person.findFirst({ where: { staffRole: 'admin', id: { not: personId } }, select: { id: true } })) === null
  )
}

export async function listPeople(): Promise<Person[]> {
  const rows = await (await database()).person.findMany({ include: WITH_MEMBERSHIPS, orderBy: { email: 'asc' } })
  return rows.map(({ id, name, email, staffRole, memberships }) => ({ id, name, email, staffRole, memberships }))
}

export async function countPeople(): Promise<number> {
  return (await database()).person.count()
}
