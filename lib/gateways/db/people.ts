import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  type AccountAccess,
  type AccountRole,
  type Person,
  type PlatformAccess,
  STAFF_ROLES,
} from '@/lib/domain/access/permissions'
import { beginningWith } from './begins-with'
import { database, type Transaction } from './client'

/** What better-auth calls the credentials of people who sign in with a password. */
const PASSWORD_PROVIDER = 'credential'

const WITH_MEMBERSHIPS = { memberships: { select: { accountId: true, role: true, disabledAt: true } } } as const

export async function findPerson(personId: string): Promise<Person | null> {
  return (await findSignIn(personId))?.person ?? null
}

/** With since when a person has an app and passkeys: null without. With either, a password alone isn’t enough. */
export type SignIn = { person: Person; secondFactorAt: Date | null; passkeyAt: Date | null }

export async function findSignIn(personId: string): Promise<SignIn | null> {
  const row = await (await database()).person.findUnique({ where: { id: personId }, include: WITH_MEMBERSHIPS })
  return row && { person: toPerson(row), secondFactorAt: row.secondFactorAt, passkeyAt: row.passkeyAt }
}

type SessionRow = {
  id: string
  createdAt: Date
  verifiedAt: Date | null
  seenAt: Date | null
  viewId: string | null
  expiresAt: Date
  personId: string
  name: string
  email: string
  staffRole: Person['staffRole']
  secondFactorAt: Date | null
  passkeyAt: Date | null
  accountId: string | null
  role: AccountRole | null
}

/** Who has a session open: read on every request, so that a changed role counts from the next one on, by one statement. */
export async function findOpenSession(
  token: string,
  now: Date,
): Promise<(SignIn & { session: Pick<SessionRow, 'id' | 'createdAt' | 'verifiedAt' | 'seenAt' | 'viewId'> }) | null> {
  const rows = await (await database()).$queryRaw<SessionRow[]>`
    SELECT "AuthSession"."id", "AuthSession"."createdAt", "AuthSession"."verifiedAt", "AuthSession"."seenAt",
      "AuthSession"."viewId", "AuthSession"."expiresAt", "Person"."id" AS "personId", "Person"."name", "Person"."email", "Person"."staffRole",
      "Person"."secondFactorAt", "Person"."passkeyAt", "Membership"."accountId", "Membership"."role"
    FROM "AuthSession" JOIN "Person" ON "Person"."id" = "AuthSession"."userId"
    LEFT JOIN "Membership" ON "Membership"."personId" = "Person"."id" AND "Membership"."disabledAt" IS NULL
    WHERE "AuthSession"."token" = ${token} AND "Person"."disabledAt" IS NULL
    ORDER BY "Membership"."accountId"`
  const [first] = rows
  if (!first || first.expiresAt <= now) return null
  const { id, createdAt, verifiedAt, seenAt, viewId, personId, name, email, staffRole, secondFactorAt, passkeyAt } =
    first
  const memberships = rows.flatMap(({ accountId, role }) =>
    accountId !== null && role !== null ? [{ accountId, role, disabledAt: null }] : [],
  )
  return {
    session: { id, createdAt, verifiedAt, seenAt, viewId },
    person: toPerson({ id: personId, name, email, staffRole, memberships }),
    ...{ secondFactorAt, passkeyAt },
  }
}

type SignInRow = Omit<Person, 'memberships'> & {
  secondFactorAt: Date | null
  passkeyAt: Date | null
  password: string | null
  accountId: string | null
  role: AccountRole | null
  shutOutAt: Date | null
}

/** Who signs in with this email, and the hash of their password; by one statement, as for an email that nobody has. */
export async function findSignInByEmail(email: string): Promise<(SignIn & { passwordHash: string | null }) | null> {
  const rows = await (await database()).$queryRaw<SignInRow[]>`
    SELECT "Person"."id", "Person"."name", "Person"."email", "Person"."staffRole", "Person"."disabledAt",
      "Person"."secondFactorAt", "Person"."passkeyAt", "Credential"."password", "Membership"."accountId",
      "Membership"."role", "Membership"."disabledAt" AS "shutOutAt"
    FROM "Person"
    LEFT JOIN "Credential" ON "Credential"."userId" = "Person"."id" AND "Credential"."providerId" = ${PASSWORD_PROVIDER}
    LEFT JOIN "Membership" ON "Membership"."personId" = "Person"."id"
    WHERE "Person"."email" = ${email.toLowerCase()}
    ORDER BY "Membership"."accountId"`
  const [first] = rows
  if (!first) return null
  const { secondFactorAt, passkeyAt, password: passwordHash } = first
  const memberships = rows.flatMap(({ accountId, role, shutOutAt: disabledAt }) =>
    accountId !== null && role !== null ? [{ accountId, role, disabledAt }] : [],
  )
  return { person: toPerson({ ...first, memberships }), secondFactorAt, passkeyAt, passwordHash }
}

/** Null where nobody has this id. */
export async function findPasswordHash(personId: string): Promise<string | null> {
  const { credential } = await database()
  const row = await credential.findFirst({
    where: { userId: personId, providerId: PASSWORD_PROVIDER },
    select: { password: true },
  })
  return row?.password ?? null
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
  return row && toPerson(row)
}

/**
 * Whether somebody with this email belongs to the account, also one who is shut out of it; by one statement, as for an
 * email that nobody has.
 */
export async function isOfAccount(email: string, accountId: string, tx: Transaction): Promise<boolean> {
  const where = { accountId, person: { email: email.toLowerCase() } }
  return (await tx.membership.findFirst({ where, select: { role: true } })) !== null
}

export async function findPersonById(id: string, tx: Transaction): Promise<Person | null> {
  const row = await tx.person.findUnique({ where: { id }, include: WITH_MEMBERSHIPS })
  return row && toPerson(row)
}

/**
 * A person who has no access yet. Without a password, they sign in by the identity provider or with a passkey, or set one
 * by a link.
 */
export async function createPerson(
  {
    id = randomUUID(),
    name,
    email,
    passwordHash,
  }: { id?: string; name: string; email: string; passwordHash: string | null },
  tx: Transaction,
): Promise<Person> {
  const person = { id, name, email: email.toLowerCase() }
  await tx.person.create({ data: { ...person, emailVerified: true } })
  await tx.credential.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: PASSWORD_PROVIDER, password: passwordHash },
  })
  return { ...person, staffRole: null, memberships: [] }
}

/** Those who change the same person in a transaction take turns from here on. */
export async function lockPerson(personId: string, tx: Transaction): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { updatedAt: new Date() } })
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
    update: { role, disabledAt: null },
  })
}

export async function deleteMembership(personId: string, accountId: string, tx: Transaction): Promise<void> {
  await tx.membership.delete({ where: { personId_accountId: { personId, accountId } } })
}

/** Shuts a person out of an account, or lets them in again, and leaves them their role. */
export async function setMembershipDisabled(
  personId: string,
  accountId: string,
  disabledAt: Date | null,
  tx: Transaction,
): Promise<void> {
  await tx.membership.update({ where: { personId_accountId: { personId, accountId } }, data: { disabledAt } })
}

export async function setDisabled(personId: string, disabledAt: Date | null, tx: Transaction): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { disabledAt } })
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

/**
 * Whether nobody else could manage the platform. Two admins who demote each other at the same moment take turns here,
 * because both write the admins' rows.
 */
export async function isLastAdmin(personId: string, tx: Transaction): Promise<boolean> {
  await tx.person.updateMany({ where: { staffRole: 'admin' }, data: { updatedAt: new Date() } })
  const other = await tx.person.findFirst({
    where: { staffRole: 'admin', disabledAt: null, id: { not: personId } },
    select: { id: true },
  })
  return other === null
}

/** Whether nobody else could manage the account. Two owners who remove each other at the same moment take turns here. */
export async function isLastOwner(personId: string, accountId: string, tx: Transaction): Promise<boolean> {
  await tx.membership.updateMany({ where: { accountId, role: 'owner' }, data: { role: 'owner' } })
  const other = await tx.membership.findFirst({
    where: { accountId, role: 'owner', disabledAt: null, personId: { not: personId }, person: { disabledAt: null } },
    select: { personId: true },
  })
  return other === null
}

/** Someone who belongs to an account. */
export type AccountPerson = {
  id: string
  name: string
  email: string
  role: AccountRole
  since: Date
  disabledAt: Date | null
  /** Since when an owner has shut them out of this account. */
  disabledHereAt: Date | null
}

/** The people of an account, owners first, of at most the limit. */
export async function listAccountPeople({ account }: AccountAccess, limit: number): Promise<AccountPerson[]> {
  const rows = await (await database()).$queryRaw<AccountPerson[]>`
    SELECT "Person"."id", "Person"."name", "Person"."email", "Person"."disabledAt", "Membership"."role",
      "Membership"."createdAt" AS "since", "Membership"."disabledAt" AS "disabledHereAt"
    FROM "Membership" JOIN "Person" ON "Person"."id" = "Membership"."personId"
    WHERE "Membership"."accountId" = ${account.id}
    ORDER BY "Membership"."role" DESC, "Membership"."createdAt", "Membership"."personId" LIMIT ${limit}`
  return rows.sort((a, b) => Number(b.role === 'owner') - Number(a.role === 'owner'))
}

export type PeopleQuery = {
  /** Staff, or people who reach single accounts. */
  group: 'staff' | 'accounts'
  /** The beginning of an email, or the id of an account. */
  search: string
  /** The email up to which the page before came. */
  after: string | null
}

/** One page of people by their email, of both groups where none is given, and whether there are more. */
export async function listPeople(
  _access: PlatformAccess<'people:manage'>,
  { group, search, after }: Omit<PeopleQuery, 'group'> & { group: PeopleQuery['group'] | null },
  limit: number,
): Promise<{ people: Person[]; hasMore: boolean }> {
  const db = await database()
  const isAccount = search.startsWith('acct_')
  const email = isAccount || !search ? [] : [beginningWith(search)]
  const rows = await db.person.findMany({
    where: {
      AND: [...email, ...(after ? [{ gt: after }] : [])].map((range) => ({ email: range })),
      ...(isAccount
        ? { memberships: { some: { accountId: search } } }
        : group && { staffRole: group === 'staff' ? { in: [...STAFF_ROLES] } : null }),
    },
    include: WITH_MEMBERSHIPS,
    orderBy: { email: 'asc' },
    take: limit + 1,
  })
  return { people: rows.slice(0, limit).map(toPerson), hasMore: rows.length > limit }
}

/** For the command line, which prints all of them. */
export async function listEverybody(): Promise<Person[]> {
  const rows = await (await database()).person.findMany({ include: WITH_MEMBERSHIPS, orderBy: { email: 'asc' } })
  return rows.map(toPerson)
}

export async function countPeople(): Promise<number> {
  return (await database()).person.count()
}

type Row = Omit<Person, 'memberships'> & {
  memberships: { accountId: string; role: AccountRole; disabledAt: Date | null }[]
}

function toPerson({ id, name, email, staffRole, memberships, disabledAt = null }: Row): Person {
  const grants = (isDisabled: boolean) =>
    memberships
      .filter((each) => (each.disabledAt !== null) === isDisabled)
      .map(({ accountId, role }) => ({ accountId, role }))
  const disabledMemberships = grants(true)
  return {
    ...{ id, name, email, staffRole, disabledAt },
    memberships: grants(false),
    ...(disabledMemberships.length > 0 && { disabledMemberships }),
  }
}
