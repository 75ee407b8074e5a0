import 'server-only'
import type { AccountRole, Person, StaffRole } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { findAccount } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { revokeCalendarFeedsOf } from '@/lib/gateways/db/calendar-feeds'
import { type Transaction, transaction } from '@/lib/gateways/db/client'
import {
  createPerson,
  deleteMembership,
  deletePerson,
  endSessions,
  findPersonByEmail,
  isLastAdmin,
  saveMembership,
  setPassword,
  setStaffRole,
} from '@/lib/gateways/db/people'
import { hashPassword, MIN_PASSWORD_LENGTH } from './better-auth'

// Called from the command line, never by a request. Each function changes everything or nothing, together with its entry.

export type Access = { staffRole: StaffRole } | { role: AccountRole; accountId: string }

/** `password` is null where an existing person keeps theirs. */
export type AddedPerson = { name: string; email: string; password: string | null } & Access

export type PeopleProblem =
  | 'unknown_person'
  | 'unknown_account'
  /** The person has a password already; it is changed only where that is asked for. */
  | 'has_password'
  | 'no_password'
  | 'short_password'
  /** Nobody could manage the platform afterwards. */
  | 'last_admin'
  | 'has_no_such_access'

const record = (event: NewEvent, tx: Transaction, account: AccountRef | null = null) =>
  recordEntry({ event, actor: { kind: 'system', name: 'Command line' }, account, origin: NO_ORIGIN }, tx)

/** Adds a person, or gives an existing one a further or another role. */
export async function addPerson(
  added: AddedPerson,
): Promise<Result<{ isNew: boolean; isChanged: boolean }, PeopleProblem>> {
  if (added.password !== null && added.password.length < MIN_PASSWORD_LENGTH) return fail('short_password')
  const account = 'accountId' in added ? await findAccount(added.accountId) : null
  if ('accountId' in added && !account) return fail('unknown_account')
  const passwordHash = added.password === null ? null : await hashPassword(added.password)
  return transaction(async (tx) => {
    const existing = await findPersonByEmail(added.email, tx)
    if (existing && passwordHash) return fail('has_password')
    if (!existing && !passwordHash) return fail('no_password')
    const person = existing ?? (await createPerson({ ...added, passwordHash: passwordHash ?? '' }, tx))
    const had = accessOf(person, account)
    if ('staffRole' in added) {
      if (had === 'admin' && added.staffRole !== 'admin' && (await isLastAdmin(person.id, tx)))
        return fail('last_admin')
      await setStaffRole(person.id, added.staffRole, tx)
    } else await saveMembership(person.id, added.accountId, added.role, tx)

    const isWanted = 'staffRole' in added ? added.staffRole : `${added.role} of ${added.accountId}`
    if (had === isWanted) return succeed({ isNew: false, isChanged: false })
    const event: NewEvent = had
      ? { type: 'person.role_changed', email: person.email, from: had, to: isWanted }
      : { type: 'person.added', email: person.email, role: isWanted }
    await record(event, tx, account)
    return succeed({ isNew: existing === null, isChanged: true })
  })
}

/** What someone may reach: a role of the platform's staff, or of one account. Null without it. */
function accessOf({ staffRole, memberships }: Person, account: Pick<AccountRef, 'id'> | null): string | null {
  if (!account) return staffRole
  const membership = memberships.find(({ accountId }) => accountId === account.id)
  return membership ? `${membership.role} of ${account.id}` : null
}

/**
 * Takes access from a person: to one account, as staff, or all of it, where the person goes with sessions and password.
 * Private calendar links that they made stop working.
 */
export async function removeAccess(
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
    const removed = from === 'everything' ? null : accessOf(person, accountId ? { id: accountId } : null)
    if (from !== 'everything' && removed === null) return fail('has_no_such_access')

    await revokeCalendarFeedsOf(person.id, new Date(), tx)
    if (from === 'everything') await deletePerson(person.id, tx)
    else {
      await endSessions(person.id, tx)
      if (accountId) await deleteMembership(person.id, accountId, tx)
      else await setStaffRole(person.id, null, tx)
    }
    await record({ type: 'person.removed', email: person.email, role: removed }, tx, account)
    return succeed({ removed })
  })
}

/** Gives a person a new password and signs them out everywhere. */
export async function resetPassword(email: string, password: string): Promise<Result<null, PeopleProblem>> {
  if (password.length < MIN_PASSWORD_LENGTH) return fail('short_password')
  const passwordHash = await hashPassword(password)
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    await setPassword(person.id, passwordHash, tx)
    await endSessions(person.id, tx)
    await record({ type: 'person.password_reset', email: person.email }, tx)
    return succeed(null)
  })
}

/** Signs a person out everywhere. How many sessions there were. */
export function signOutEverywhere(email: string): Promise<Result<number, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    const sessions = await endSessions(person.id, tx)
    if (sessions > 0) await record({ type: 'person.signed_out', email: person.email, sessions }, tx)
    return succeed(sessions)
  })
}
