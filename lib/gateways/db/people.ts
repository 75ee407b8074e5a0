import 'server-only'
import type { Person } from '@/lib/domain/access/permissions'
import { database } from './client'

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

export async function setStaffRole(personId: string, staffRole: Person['staffRole']): Promise<void> {
  await (await database()).person.update({ where: { id: personId }, data: { staffRole } })
}

export async function saveMembership(personId: string, accountId: string, role: 'owner' | 'member'): Promise<void> {
  await (await database()).membership.upsert({
    where: { personId_accountId: { personId, accountId } },
    create: { personId, accountId, role },
    update: { role },
  })
}

export async function countPeople(): Promise<number> {
  return (await database()).person.count()
}
