import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { indexAccounts } from '@/lib/gateways/db/account-index'
import { type Database, openDatabase } from '@/lib/gateways/db/client'
import { world } from './world'

let opened: Promise<Database> | undefined

export function testDatabase(): Promise<Database> {
  opened ??= openDatabase(world.environment.DATABASE_URL)
  return opened
}

export type StaffRole = 'admin' | 'operator' | 'approver' | 'viewer' | 'auditor'
export type TestRole = StaffRole | 'owner' | 'member'

const HOUR = 60 * 60 * 1000

/** A person with a role and an open session, as if they had just signed in; returns the session's cookie value. */
export async function createSignedInPerson(
  role: TestRole,
  accountIds: string[],
  givenName?: string,
): Promise<{ personId: string; name: string; email: string; cookie: string; viewer: string }> {
  const db = await testDatabase()
  const personId = randomUUID()
  const isStaff = role !== 'owner' && role !== 'member'
  const name = givenName ?? `${role[0]?.toUpperCase()}${role.slice(1)} ${personId.slice(0, 4)}`
  const email = `${personId}@people.example`
  await db.person.create({ data: { id: personId, name, email, emailVerified: true, staffRole: isStaff ? role : null } })
  if (!isStaff) for (const accountId of accountIds) await db.membership.create({ data: { personId, accountId, role } })

  const token = randomBytes(24).toString('base64url')
  await db.authSession.create({
    data: { id: randomUUID(), token, userId: personId, expiresAt: new Date(Date.now() + HOUR) },
  })
  appendFileSync(`${world.folder}/people.jsonl`, `${JSON.stringify({ token, personId, role, accountIds })}\n`)
  // better-auth signs its cookie: the token, a dot, and an HMAC of it under AUTH_SECRET.
  const signature = createHmac('sha256', world.environment.AUTH_SECRET).update(token).digest('base64')
  return { personId, name, email, cookie: encodeURIComponent(`${token}.${signature}`), viewer: viewerIdOf(personId) }
}

/** What a page that was rendered for this person carries. */
const viewerIdOf = (personId: string, viewId?: string) =>
  createHmac('sha256', world.environment.AUTH_SECRET)
    .update(`viewer ${personId}${viewId ? ` in ${viewId}` : ''}`)
    .digest('base64url')
    .slice(0, 22)

/** This admin looks at an account as its owner; returns what pages in the view carry. */
export async function beginView(personId: string, accountId: string): Promise<string> {
  const db = await testDatabase()
  const [id, startedAt] = [randomUUID(), new Date()]
  const until = new Date(startedAt.getTime() + HOUR / 4)
  await db.supportView.create({
    data: { id, accountId, personId, personName: '', staffRole: 'admin', startedAt, until },
  })
  await db.authSession.updateMany({ where: { userId: personId }, data: { viewId: id } })
  return viewerIdOf(personId, id)
}

/** Someone with more rights takes a role away, or gives another one. */
export async function changeRole(personId: string, staffRole: StaffRole | null): Promise<void> {
  await (await testDatabase()).person.update({ where: { id: personId }, data: { staffRole } })
}

export async function removeMembership(personId: string, accountId: string): Promise<void> {
  await (await testDatabase()).membership.delete({ where: { personId_accountId: { personId, accountId } } })
}

/** The server forgets every session of this person, as when it expires or is revoked. */
export async function endSessions(personId: string): Promise<void> {
  await (await testDatabase()).authSession.deleteMany({ where: { userId: personId } })
}

/** What this person proved at sign-in is eleven minutes old. */
export async function ageProofs(email: string): Promise<void> {
  const db = await testDatabase()
  const { id } = await db.person.findUniqueOrThrow({ where: { email } })
  await db.authSession.updateMany({ where: { userId: id }, data: { verifiedAt: new Date(Date.now() - 11 * 60_000) } })
}

/** A sign-in of this person needs a code from now on, which nobody typed in the sessions that are open. */
export async function demandCode(personId: string): Promise<void> {
  await (await testDatabase()).person.update({ where: { id: personId }, data: { secondFactorAt: new Date() } })
}

/** Twelve hours have passed since this person signed in. */
/** An admin has disabled the person; a session that the disabling missed is still stored. */
export async function disable(personId: string): Promise<void> {
  await (await testDatabase()).person.update({ where: { id: personId }, data: { disabledAt: new Date() } })
}

export async function expireSessions(personId: string): Promise<void> {
  const expiresAt = new Date(Date.now() - 1000)
  await (await testDatabase()).authSession.updateMany({ where: { userId: personId }, data: { expiresAt } })
}

export async function countSessions(personId: string): Promise<number> {
  return (await testDatabase()).authSession.count({ where: { userId: personId } })
}

/** What an admin has decided for the platform is as at the beginning. */
export async function forgetPlatformRules(): Promise<void> {
  await (await testDatabase()).platformSettings.deleteMany()
}

/** Accounts that only our database knows, for what concerns the list alone. */
export async function storeAccounts(accounts: { id: string; name: string; email?: string }[]): Promise<void> {
  const now = new Date()
  const db = await testDatabase()
  await db.$transaction(async (tx) => {
    await tx.connectedAccount.createMany({
      data: accounts.map(({ id, name, email }) => ({
        id,
        name,
        nameSearch: name.toLowerCase(),
        email: email ?? null,
        country: 'US',
        defaultCurrency: 'usd',
        chargesEnabled: true,
        payoutsEnabled: true,
        detailsSubmitted: true,
        dashboard: 'none',
        lossesLiability: 'application',
        requirementCollection: 'application',
        isController: true,
        createdAtStripe: now,
        syncedAt: now,
      })),
    })
    await indexAccounts(
      tx,
      accounts.map(({ id }) => id),
    )
  })
}

export async function storedAccount(id: string) {
  return (await testDatabase()).connectedAccount.findUniqueOrThrow({ where: { id } })
}

/** Makes our copy of an account differ from Stripe's, without Stripe saying so. */
export async function spoilStoredInterval(id: string, payoutInterval: string): Promise<void> {
  await (await testDatabase()).connectedAccount.update({ where: { id }, data: { payoutInterval } })
}

export async function countSyncRuns(): Promise<{ all: number; running: number }> {
  const { syncRun } = await testDatabase()
  return { all: await syncRun.count(), running: await syncRun.count({ where: { finishedAt: null } }) }
}

/** Stripe's events of this account that we have received, and how many of them still wait. */
export async function storedEvents(accountId: string): Promise<{ ids: string[]; waiting: number }> {
  const rows = await (await testDatabase()).stripeEvent.findMany({ where: { accountId } })
  return { ids: rows.map(({ id }) => id), waiting: rows.filter(({ processedAt }) => processedAt === null).length }
}

/** The account has reached the list, and every event of it is processed. */
export async function hasReachedList(accountId: string): Promise<boolean> {
  const isListed = await (await testDatabase()).connectedAccount.count({ where: { id: accountId } })
  return isListed === 1 && (await storedEvents(accountId)).waiting === 0
}

export type StoredEntry = {
  id: string
  type: string
  outcomes: string[]
  actorId: string | null
  actorName: string
  actorRole: string | null
  accountId: string | null
  details: string
  changes: unknown
  reason: string | null
  requestId: string | null
  ipAddress: string | null
  stripeRequestId: string | null
}

async function findEntries(where: object): Promise<StoredEntry[]> {
  const rows = await (await testDatabase()).auditEntry.findMany({
    where,
    include: { outcomes: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    outcomes: row.outcomes.map(({ outcome }) => outcome),
    actorId: row.actorId,
    actorName: row.actorName,
    actorRole: row.actorRole,
    accountId: row.accountId,
    details: JSON.stringify(row.details),
    changes: row.changes,
    reason: row.reason,
    ipAddress: row.ipAddress,
    requestId: row.requestId,
    stripeRequestId: row.outcomes.at(-1)?.stripeRequestId ?? null,
  }))
}

/** The account's entries as they lie in the table, oldest first; sessions opened by looking are left out. */
export const storedEntries = (accountId: string): Promise<StoredEntry[]> =>
  findEntries({ accountId, type: { not: 'account_session.created' } })

export const storedEntriesOf = (person: { personId: string }): Promise<StoredEntry[]> =>
  findEntries({ actorId: person.personId })

/** What is recorded of people who have not signed in: they are known by the email they tried. */
export const storedEntriesNamed = (actorName: string): Promise<StoredEntry[]> => findEntries({ actorName })

export const storedEntriesOfType = (type: string): Promise<StoredEntry[]> => findEntries({ type })

/** Everything that every table holds, as text: what must never be stored is looked for here. */
export async function everythingStored(): Promise<string> {
  const db = await testDatabase()
  const tables = await Promise.all([
    db.auditEntry.findMany(),
    db.auditOutcome.findMany(),
    db.connectedAccount.findMany(),
    db.accountFacet.findMany(),
    db.accountWord.findMany(),
    db.stripeEvent.findMany(),
    db.payoutOrder.findMany(),
    db.openIntent.findMany(),
    db.pendingLeaf.findMany(),
    db.logState.findMany(),
    db.recordedPayout.findMany(),
    db.calendarFeed.findMany(),
    db.savedView.findMany(),
    db.syncRun.findMany(),
    db.person.findMany(),
    db.membership.findMany(),
    db.authSession.findMany(),
    db.credential.findMany(),
    db.verification.findMany(),
    db.rateLimit.findMany(),
    db.stripeBucket.findMany(),
    db.signInTries.findMany(),
    db.refusedSignIns.findMany(),
    db.deniedActs.findMany(),
  ])
  return JSON.stringify(tables, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** The record in any database: every entry and every outcome as a row of its own, by id. */
export async function readRecord(url: string) {
  const db = await openDatabase(url)
  const [entries, outcomes, open] = [
    await db.auditEntry.findMany(),
    await db.auditOutcome.findMany(),
    await db.openIntent.count(),
  ]
  await db.$disconnect()
  return {
    rows: new Map([...entries, ...outcomes].map((row) => [row.id, JSON.stringify(row)])),
    outcomesOf: (id: string) => outcomes.filter(({ entryId }) => entryId === id).map(({ outcome }) => outcome),
    open,
  }
}

/** What a crash two minutes ago has left: an intent on disk and no outcome, held until its lease ends. Returns its id. */
export async function leaveIntent(
  account: { id: string; name: string },
  changes: object[],
  leaseUntil?: Date,
): Promise<string> {
  const at = new Date(Date.now() - 120_000)
  const entry = await (await testDatabase()).auditEntry.create({
    data: {
      at,
      type: 'balance_settings.update',
      actorKind: 'system',
      actorName: 'Before the crash',
      accountId: account.id,
      accountName: account.name,
      changes,
      isIntent: true,
      pendingLeaf: { create: {} },
      open: { create: { accountId: account.id, lock: `balance_settings:${account.id}`, leaseUntil: leaseUntil ?? at } },
    },
  })
  return entry.id
}

/** A policy for accounts that don't exist, and a rollout of it that nobody has started. */
export async function addFleet(): Promise<{ policyId: string; rolloutId: string }> {
  const [policyId, rolloutId] = [randomUUID(), randomUUID()]
  const db = await testDatabase()
  const segment = { facts: { country: ['AQ'] }, createdFrom: null }
  const made = { name: 'Policy of a test', createdAt: new Date() }
  await db.policy.create({
    data: {
      ...made,
      ...{ id: policyId, segment, values: { delayDaysOverride: 7 }, priority: 0, version: 1 },
      ...{ changedAt: made.createdAt, changedByName: 'Nobody' },
    },
  })
  const pace = { canary: 0, share: 100, haltAbove: 0, waits: false }
  await db.rollout.create({
    data: {
      ...made,
      id: rolloutId,
      policyId,
      policyVersion: 1,
      status: 'draft',
      pace,
      plannedById: 'x',
      plannedByName: 'Nobody',
    },
  })
  return { policyId, rolloutId }
}

/** A request of an owner that nobody has decided. */
export async function addOpenRequest({ id: accountId, name: accountName }: { id: string; name: string }) {
  const id = randomUUID()
  const now = Date.now()
  await (await testDatabase()).changeRequest.create({
    data: {
      id,
      accountId,
      accountName,
      lines: [`Payout delay: 3 days, for ${accountName}`],
      because: [],
      reason: 'asked for by a test',
      status: 'open',
      requestedById: randomUUID(),
      requestedByName: 'An owner',
      requestedByRole: 'owner',
      createdAt: new Date(now),
      expiresAt: new Date(now + HOUR),
    },
  })
  return id
}

/** How many rows there are of what people make and change, and of what is recorded beside refusals and files. */
export async function countWritten(): Promise<Record<string, number>> {
  const db = await testDatabase()
  const refusals = ['denied', 'denied.again', 'sign_in.refused', 'sign_in.limited', 'sign_in.refusals']
  const files = ['accounts.exported', 'record.exported']
  const counts = {
    people: db.person.count(),
    memberships: db.membership.count(),
    sessions: db.authSession.count(),
    links: db.accessLink.count(),
    keys: db.apiKey.count(),
    factors: db.secondFactor.count(),
    passkeys: db.passkey.count(),
    policies: db.policy.count(),
    rollouts: db.rollout.count(),
    requests: db.changeRequest.count(),
    views: db.savedView.count(),
    feeds: db.calendarFeed.count(),
    orders: db.payoutOrder.count(),
    entries: db.auditEntry.count({ where: { type: { notIn: [...refusals, ...files] } } }),
  }
  return Object.fromEntries(await Promise.all(Object.entries(counts).map(async ([what, count]) => [what, await count])))
}
