import 'server-only'
import { findPasswordProblem, type PasswordProblem } from '@/lib/domain/access/passwords'
import {
  type AccountAccess,
  type AccountRole,
  describeGrant,
  type Grant,
  type Person,
  type PlatformAccess,
} from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor, NewEvent } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { revokeAccessLinks } from '@/lib/gateways/db/access-links'
import { findAccount } from '@/lib/gateways/db/accounts'
import { deleteKeysOf } from '@/lib/gateways/db/api-keys'
import { actorOf, NO_ORIGIN, type Origin, recordEntry } from '@/lib/gateways/db/audit-log'
import { revokeCalendarFeedsOf } from '@/lib/gateways/db/calendar-feeds'
import { database, type Transaction, transaction } from '@/lib/gateways/db/client'
import { deletePasskeys } from '@/lib/gateways/db/passkeys'
import {
  createPerson,
  deleteMembership,
  deletePerson,
  findPersonByEmail,
  findPersonById,
  isLastAdmin,
  isLastOwner,
  saveMembership,
  setDisabled,
  setMembershipDisabled,
  setPassword,
  setStaffRole,
} from '@/lib/gateways/db/people'
import { deleteFactor } from '@/lib/gateways/db/second-factors'
import { endSessions } from '@/lib/gateways/db/sessions'
import { hashPassword } from './better-auth'
import { commonPasswords } from './common-passwords'
import { requestOrigin } from './request'

// Who may sign in and reach what. Each function changes everything or nothing, together with its entry in the record.

export type PeopleProblem =
  | 'unknown_person'
  | 'unknown_account'
  /** The person has a password already; it is changed only where that is asked for. */
  | 'has_password'
  | 'no_password'
  | PasswordProblem
  /** Nobody could manage the platform afterwards. */
  | 'last_admin'
  /** Nobody could manage the account afterwards. */
  | 'last_owner'
  /** The person reaches the account already. */
  | 'has_access'
  /** Invitations of owners need a mail server, so that only the person who is invited sees the link. */
  | 'no_mail'
  | 'has_no_such_access'
  /** An admin can't take from themselves what another admin gave. */
  | 'own_access'
  | 'no_factor'
  /** An admin has disabled the person. */
  | 'is_disabled'
  /** Unknown, used, revoked, replaced or expired. */
  | 'link_ended'

/** Who changes something about people, and from where. */
export type PeopleManager = { actor: Actor; personId: string | null; origin: Origin }

export const COMMAND_LINE: PeopleManager = {
  actor: { kind: 'system', name: 'Command line' },
  personId: null,
  origin: NO_ORIGIN,
}

export async function managerOf(
  access: PlatformAccess<'people:manage'> | AccountAccess<'account_people:manage'>,
): Promise<PeopleManager> {
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
export async function accountOf(grant: Grant): Promise<Found> {
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
export async function give(
  by: PeopleManager,
  person: Person,
  grant: Grant,
  account: AccountRef | null,
  tx: Transaction,
): Promise<Result<boolean, PeopleProblem>> {
  const [had, wanted] = [accessOf(person, account), describeGrant(grant)]
  const isDisabled = account !== null && isDisabledOn(person, account)
  if (had === wanted && !isDisabled) return succeed(false)
  if ('staffRole' in grant) {
    if (had === 'admin' && (await isLastAdmin(person.id, tx))) return fail('last_admin')
    if (had && by.personId === person.id) return fail('own_access')
    await setStaffRole(person.id, grant.staffRole, tx)
  } else await saveMembership(person.id, grant.accountId, grant.role, tx)
  const { email } = person
  const event: NewEvent =
    had === wanted
      ? { type: 'person.enabled', email }
      : had
        ? { type: 'person.role_changed', email, from: had, to: wanted }
        : { type: 'person.added', email, role: wanted }
  await recordAboutPerson(by, event, tx, account)
  return succeed(true)
}

/** What someone may reach: a role of the platform's staff, or of one account. Null without it. */
function accessOf(person: Person, account: Pick<AccountRef, 'id'> | null): string | null {
  if (!account) return person.staffRole
  const membership = membershipOf(person, account)
  return membership ? describeGrant(membership) : null
}

/** Also one of which an owner has shut them out. */
export const membershipOf = ({ memberships, disabledMemberships = [] }: Person, account: Pick<AccountRef, 'id'>) =>
  [...memberships, ...disabledMemberships].find(({ accountId }) => accountId === account.id)

const isDisabledOn = ({ disabledMemberships = [] }: Person, account: Pick<AccountRef, 'id'>): boolean =>
  disabledMemberships.some(({ accountId }) => accountId === account.id)

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

    await takeFrom(person, typeof from === 'object' ? from.accountId : from, tx)
    await recordAboutPerson(by, { type: 'person.removed', email: person.email, role: removed }, tx, account)
    return succeed({ removed })
  })
}

/** An owner removes somebody from their account, or leaves it. Other accounts of the person stay as they are. */
export function removeFromAccount(
  by: PeopleManager,
  personId: string,
  account: AccountRef,
): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonById(personId, tx)
    const role = person && membershipOf(person, account)?.role
    // Who doesn't belong to the account is nobody to its owners.
    if (!person || !role) return fail('unknown_person')
    if (role === 'owner' && (await isLastOwner(person.id, account.id, tx))) return fail('last_owner')
    await takeFrom(person, account.id, tx)
    const removed = describeGrant({ role, accountId: account.id })
    await recordAboutPerson(by, { type: 'person.removed', email: person.email, role: removed }, tx, account)
    return succeed(null)
  })
}

/** An owner makes somebody of their account an owner or a member, but never themselves. */
export function changeAccountRole(
  by: PeopleManager,
  personId: string,
  account: AccountRef,
  role: AccountRole,
): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonById(personId, tx)
    const had = person && membershipOf(person, account)?.role
    if (!person || !had) return fail('unknown_person')
    if (isDisabledOn(person, account)) return fail('is_disabled')
    if (by.personId === personId) return fail('own_access')
    if (had === 'owner' && role !== 'owner' && (await isLastOwner(person.id, account.id, tx))) return fail('last_owner')
    const given = await give(by, person, { role, accountId: account.id }, account, tx)
    return given.ok ? succeed(null) : given
  })
}

/**
 * An owner shuts somebody out of their account, or lets them in again, in the role that they had. Other accounts of the
 * person stay as they are. Their private calendar links to the account, and invitations to it, end.
 */
export function setAccountAccess(
  by: PeopleManager,
  personId: string,
  account: AccountRef,
  disabledAt: Date | null,
): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonById(personId, tx)
    const role = person && membershipOf(person, account)?.role
    if (!person || !role) return fail('unknown_person')
    if (by.personId === personId) return fail('own_access')
    if (isDisabledOn(person, account) === (disabledAt !== null)) return succeed(null)
    if (disabledAt && role === 'owner' && (await isLastOwner(person.id, account.id, tx))) return fail('last_owner')
    await setMembershipDisabled(person.id, account.id, disabledAt, tx)
    if (disabledAt) {
      const memberships = person.memberships.filter(({ accountId }) => accountId !== account.id)
      await revokeCalendarFeedsOf({ ...person, memberships }, disabledAt, tx)
      await revokeAccessLinks(person.email, { invitationTo: account.id }, tx)
    }
    const type = disabledAt ? 'person.disabled' : 'person.enabled'
    await recordAboutPerson(by, { type, email: person.email }, tx, account)
    return succeed(null)
  })
}

/** Takes access to the account of this id, the role as staff, or everything. */
async function takeFrom(person: Person, what: string, tx: Transaction): Promise<void> {
  const [isAll, accountId] = [what === 'everything', what === 'everything' || what === 'staff' ? null : what]
  const left = {
    ...person,
    staffRole: accountId ? person.staffRole : null,
    memberships: isAll ? [] : person.memberships.filter((each) => each.accountId !== accountId),
  }
  await revokeCalendarFeedsOf(left, new Date(), tx)
  await revokeAccessLinks(person.email, isAll ? 'all' : { invitationTo: accountId }, tx)
  if (isAll) return deletePerson(person.id, tx)
  await endSessions(person.id, tx)
  if (accountId) await deleteMembership(person.id, accountId, tx)
  else await setStaffRole(person.id, null, tx)
}

/**
 * Shuts a person out without taking anything from them for good: sessions, API keys, links and private calendar links end,
 * and they can't sign in. Role, accounts, password and second factor stay. Whether it changed something.
 */
export function disablePerson(by: PeopleManager, email: string, now: Date): Promise<Result<boolean, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    if (person.disabledAt) return succeed(false)
    if (person.staffRole === 'admin' && (await isLastAdmin(person.id, tx))) return fail('last_admin')
    if (by.personId === person.id) return fail('own_access')
    await setDisabled(person.id, now, tx)
    await endSessionsAndKeys(by, person, tx)
    await revokeCalendarFeedsOf({ ...person, disabledAt: now }, now, tx)
    await revokeAccessLinks(person.email, 'all', tx)
    await recordAboutPerson(by, { type: 'person.disabled', email: person.email }, tx)
    return succeed(true)
  })
}

/** Lets a person sign in again, with what they had but their keys and links. Whether it changed something. */
export function enablePerson(by: PeopleManager, email: string): Promise<Result<boolean, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    if (!person.disabledAt) return succeed(false)
    await setDisabled(person.id, null, tx)
    await recordAboutPerson(by, { type: 'person.enabled', email: person.email }, tx)
    return succeed(true)
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

/** Sets another password, which ends the sessions and the other reset link. */
export async function replacePassword(
  by: Omit<PeopleManager, 'personId'>,
  person: Person,
  passwordHash: string,
  tx: Transaction,
): Promise<void> {
  await setPassword(person.id, passwordHash, tx)
  await endSessionsAndKeys(by, person, tx)
  await revokeAccessLinks(person.email, 'reset', tx)
  await recordAboutPerson(by, { type: 'person.password_reset', email: person.email }, tx)
}

/** What a person had open, and the keys that they or somebody else made in their name. How many sessions there were. */
async function endSessionsAndKeys(
  by: Omit<PeopleManager, 'personId'>,
  person: Person,
  tx: Transaction,
): Promise<number> {
  for (const { name } of await deleteKeysOf(person.id, tx))
    await recordAboutPerson(by, { type: 'api_key.revoked', email: person.email, name }, tx)
  return endSessions(person.id, tx)
}

/** Signs a person out everywhere and revokes their API keys. How many sessions there were. */
export function signOutEverywhere(by: PeopleManager, email: string): Promise<Result<number, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    const sessions = await endSessionsAndKeys(by, person, tx)
    if (sessions > 0) await recordAboutPerson(by, { type: 'person.signed_out', email: person.email, sessions }, tx)
    return succeed(sessions)
  })
}

/** For somebody who has lost their app, their passkeys and the recovery codes. */
export function removeFactor(by: PeopleManager, email: string): Promise<Result<null, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    const [passkeys, hadApp] = [await deletePasskeys(person.id, tx), await deleteFactor(person.id, tx)]
    if (!hadApp && passkeys.length === 0) return fail('no_factor')
    await recordAboutPerson(by, { type: 'person.factor_removed', email: person.email }, tx)
    return succeed(null)
  })
}
