import 'server-only'
import { randomBytes } from 'node:crypto'
import { findPasswordProblem, type PasswordProblem } from '@/lib/domain/access/passwords'
import { describeGrant, type Grant, type Person, type PlatformAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor, NewEvent } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { environment } from '@/lib/env'
import { findAccessLink, revokeAccessLinks, saveAccessLink, takeAccessLink } from '@/lib/gateways/db/access-links'
import { findAccount } from '@/lib/gateways/db/accounts'
import { actorOf, NO_ORIGIN, type Origin, recordEntry } from '@/lib/gateways/db/audit-log'
import { revokeCalendarFeedsOf } from '@/lib/gateways/db/calendar-feeds'
import { database, type Transaction, transaction } from '@/lib/gateways/db/client'
import {
  createPerson,
  deleteMembership,
  deletePerson,
  findPersonByEmail,
  isLastAdmin,
  saveMembership,
  setPassword,
  setStaffRole,
} from '@/lib/gateways/db/people'
import { deleteFactor } from '@/lib/gateways/db/second-factors'
import { endSessions } from '@/lib/gateways/db/sessions'
import { hashPassword } from './better-auth'
import { commonPasswords } from './common-passwords'
import { requestOrigin } from './request'

// Who may sign in and reach what. Each function changes everything or nothing, together with its entry in the record.

/** Milliseconds for which a link can be used. A reset opens an existing account, so it lasts for a shorter time. */
const LASTS = { invitation: 7 * 24 * 3_600_000, reset: 24 * 3_600_000 }

export type PeopleProblem =
  | 'unknown_person'
  | 'unknown_account'
  /** The person has a password already; it is changed only where that is asked for. */
  | 'has_password'
  | 'no_password'
  | PasswordProblem
  /** Nobody could manage the platform afterwards. */
  | 'last_admin'
  | 'has_no_such_access'
  /** An admin can't take from themselves what another admin gave. */
  | 'own_access'
  | 'no_factor'
  /** Unknown, used, revoked, replaced or expired. */
  | 'link_ended'

/** Who changes something about people, and from where. */
export type PeopleManager = { actor: Actor; personId: string | null; origin: Origin }

export const COMMAND_LINE: PeopleManager = {
  actor: { kind: 'system', name: 'Command line' },
  personId: null,
  origin: NO_ORIGIN,
}

export async function managerOf(access: PlatformAccess<'people:manage'>): Promise<PeopleManager> {
  return { actor: actorOf(access), personId: access.person.id, origin: await requestOrigin() }
}

/** Why somebody may not have this password. */
export async function problemOf(
  password: string,
  person: { name: string; email: string },
): Promise<PasswordProblem | null> {
  const common = await commonPasswords()
  return findPasswordProblem(password, person, (each) => common.has(each))
}

/** Records what was done about a person, together with it. */
export const recordAboutPerson = (
  { actor, origin }: Omit<PeopleManager, 'personId'>,
  event: NewEvent,
  tx: Transaction,
  account: AccountRef | null = null,
) => recordEntry({ event, actor, account, origin }, tx)

type Found = Result<AccountRef | null, PeopleProblem>

/** The account of a grant; null for a role as staff. Read before the transaction, in which SQLite reads nothing else. */
async function accountOf(grant: Grant): Promise<Found> {
  if ('staffRole' in grant) return succeed(null)
  const account = await findAccount(grant.accountId)
  return account ? succeed(account) : fail('unknown_account')
}

/** Adds a person, or gives an existing one a further or another role. `password` is null where the person has one. */
export async function addPerson(
  by: PeopleManager,
  grant: Grant,
  { name, email, password }: { name: string; email: string; password: string | null },
): Promise<Result<{ isNew: boolean; isChanged: boolean }, PeopleProblem>> {
  const problem = password === null ? null : await problemOf(password, { name, email })
  if (problem) return fail(problem)
  const account = await accountOf(grant)
  if (!account.ok) return account
  const passwordHash = password === null ? null : await hashPassword(password)
  return transaction(async (tx) => {
    const existing = await findPersonByEmail(email, tx)
    if (existing && passwordHash) return fail('has_password')
    if (!existing && !passwordHash) return fail('no_password')
    const person = existing ?? (await createPerson({ name, email, passwordHash: passwordHash ?? '' }, tx))
    const given = await give(by, person, grant, account.value, tx)
    return given.ok ? succeed({ isNew: existing === null, isChanged: given.value }) : given
  })
}

/** Whether it changed something. */
async function give(
  by: PeopleManager,
  person: Person,
  grant: Grant,
  account: AccountRef | null,
  tx: Transaction,
): Promise<Result<boolean, PeopleProblem>> {
  const [had, wanted] = [accessOf(person, account), describeGrant(grant)]
  if (had === wanted) return succeed(false)
  if ('staffRole' in grant) {
    if (had === 'admin' && (await isLastAdmin(person.id, tx))) return fail('last_admin')
    if (had && by.personId === person.id) return fail('own_access')
    await setStaffRole(person.id, grant.staffRole, tx)
  } else await saveMembership(person.id, grant.accountId, grant.role, tx)
  const { email } = person
  const event: NewEvent = had
    ? { type: 'person.role_changed', email, from: had, to: wanted }
    : { type: 'person.added', email, role: wanted }
  await recordAboutPerson(by, event, tx, account)
  return succeed(true)
}

/** What someone may reach: a role of the platform's staff, or of one account. Null without it. */
function accessOf({ staffRole, memberships }: Person, account: Pick<AccountRef, 'id'> | null): string | null {
  if (!account) return staffRole
  const membership = memberships.find(({ accountId }) => accountId === account.id)
  return membership ? describeGrant(membership) : null
}

/**
 * Takes access from a person: to one account, as staff, or all of it, where the person goes with sessions and password.
 * Links that open something for them stop working, and so do
 * the private calendar links that they made, of accounts that they no longer reach.
 */
export async function removeAccess(
  by: PeopleManager,
  email: string,
  from: { accountId: string } | 'staff' | 'everything',
): Promise<Result<{ removed: string | null }, PeopleProblem>> {
  const accountId = typeof from === 'object' ? from.accountId : null
  const account = accountId ? await findAccount(accountId) : null
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    const isAdmin = person.staffRole === 'admin' && (from === 'staff' || from === 'everything')
    if (isAdmin && (await isLastAdmin(person.id, tx))) return fail('last_admin')
    if (by.personId === person.id && !accountId) return fail('own_access')
    const removed = from === 'everything' ? null : accessOf(person, accountId ? { id: accountId } : null)
    if (from !== 'everything' && removed === null) return fail('has_no_such_access')

    const left = {
      ...person,
      staffRole: accountId ? person.staffRole : null,
      memberships: from === 'everything' ? [] : person.memberships.filter((each) => each.accountId !== accountId),
    }
    await revokeCalendarFeedsOf(left, new Date(), tx)
    await revokeAccessLinks(person.email, from === 'everything' ? null : 'invitation', tx)
    if (from === 'everything') await deletePerson(person.id, tx)
    else {
      await endSessions(person.id, tx)
      if (accountId) await deleteMembership(person.id, accountId, tx)
      else await setStaffRole(person.id, null, tx)
    }
    await recordAboutPerson(by, { type: 'person.removed', email: person.email, role: removed }, tx, account)
    return succeed({ removed })
  })
}

/** Gives a person a new password and signs them out everywhere. */
export async function resetPassword(
  by: PeopleManager,
  email: string,
  password: string,
): Promise<Result<null, PeopleProblem>> {
  const named = await findPersonByEmail(email, await database())
  const problem = await problemOf(password, named ?? { name: '', email })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(password)
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    await replacePassword(by, person, passwordHash, tx)
    return succeed(null)
  })
}

async function replacePassword(
  by: Omit<PeopleManager, 'personId'>,
  person: Person,
  passwordHash: string,
  tx: Transaction,
): Promise<void> {
  await setPassword(person.id, passwordHash, tx)
  await endSessions(person.id, tx)
  await revokeAccessLinks(person.email, 'reset', tx)
  await recordAboutPerson(by, { type: 'person.password_reset', email: person.email }, tx)
}

/** Signs a person out everywhere. How many sessions there were. */
export function signOutEverywhere(by: PeopleManager, email: string): Promise<Result<number, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    const sessions = await endSessions(person.id, tx)
    if (sessions > 0) await recordAboutPerson(by, { type: 'person.signed_out', email: person.email, sessions }, tx)
    return succeed(sessions)
  })
}

/** For somebody who has lost their app and the recovery codes. */
export function removeFactor(by: PeopleManager, email: string): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    if (!(await deleteFactor(person.id, tx))) return fail('no_factor')
    await recordAboutPerson(by, { type: 'person.factor_removed', email: person.email }, tx)
    return succeed(null)
  })
}

/** A new link, shown once. A person who has a password gets the role at once instead, and `link` is null. */
export async function invitePerson(
  by: PeopleManager,
  grant: Grant,
  typedEmail: string,
  now: Date,
): Promise<Result<{ link: string | null }, PeopleProblem>> {
  const account = await accountOf(grant)
  if (!account.ok) return account
  const [email, token] = [typedEmail.toLowerCase(), newToken()]
  return transaction(async (tx) => {
    const existing = await findPersonByEmail(email, tx)
    if (existing) {
      const given = await give(by, existing, grant, account.value, tx)
      return given.ok ? succeed({ link: null }) : given
    }
    await saveAccessLink({ purpose: 'invitation', email, grant, ...termOf('invitation', by, now) }, token, tx)
    await recordAboutPerson(by, { type: 'person.invited', email, role: describeGrant(grant) }, tx, account.value)
    return succeed({ link: addressOf(token) })
  })
}

/** Ends an invitation that wasn't accepted. */
export function revokeInvitation(by: PeopleManager, email: string): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    for (const link of await revokeAccessLinks(email, 'invitation', tx)) {
      if (link.purpose !== 'invitation') continue
      await recordAboutPerson(by, { type: 'person.invitation_revoked', email, role: describeGrant(link.grant) }, tx)
      return succeed(null)
    }
    return fail('link_ended')
  })
}

/** A link, shown once, by which a person sets a new password. Until it is used, the former password works. */
export function createResetLink(
  by: PeopleManager,
  email: string,
  now: Date,
): Promise<Result<{ link: string }, PeopleProblem>> {
  const token = newToken()
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    await saveAccessLink({ purpose: 'reset', email: person.email, ...termOf('reset', by, now) }, token, tx)
    await recordAboutPerson(by, { type: 'person.reset_link', email: person.email }, tx)
    return succeed({ link: addressOf(token) })
  })
}

/**
 * Sets the password of whom the link was made for. The link is used up with it, so of two browsers one gets in. An
 * invitation of somebody who has got a password since gives nothing.
 */
export async function acceptLink(
  token: string,
  { name, password }: { name: string; password: string },
  now: Date,
): Promise<Result<{ email: string }, PeopleProblem>> {
  const open = await findAccessLink(token, now)
  if (!open) return fail('link_ended')
  const named = await findPersonByEmail(open.email, await database())
  const problem = await problemOf(password, named ?? { name, email: open.email })
  if (problem) return fail(problem)
  const account = open.purpose === 'invitation' ? await accountOf(open.grant) : succeed(null)
  if (!account.ok) return account
  const [passwordHash, origin] = [await hashPassword(password), await requestOrigin()]
  return transaction(async (tx) => {
    const link = await takeAccessLink(token, now, tx)
    const existing = link && (await findPersonByEmail(link.email, tx))
    if (!link || (link.purpose === 'reset') !== (existing !== null)) return fail('link_ended')
    const person = existing ?? (await createPerson({ name, email: link.email, passwordHash }, tx))
    const by = { actor: actorOf({ person, role: null }), personId: null, origin }
    if (link.purpose === 'reset') await replacePassword(by, person, passwordHash, tx)
    else await give(by, person, link.grant, account.value, tx)
    return succeed({ email: person.email })
  })
}

const newToken = () => randomBytes(32).toString('base64url')
const addressOf = (token: string) => new URL(`/set-password/${token}`, environment().APP_URL).href

const termOf = (purpose: keyof typeof LASTS, by: PeopleManager, now: Date) => ({
  createdAt: now,
  expiresAt: new Date(now.getTime() + LASTS[purpose]),
  createdBy: by.actor.name,
})
