import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  type AccountRole,
  describeGrant,
  type Grant,
  openAccount,
  openPlatform,
  type Person,
} from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { environment, mailSettings, mustUseSso } from '@/lib/env'
import {
  type AccessLink,
  findAccessLink,
  findInvitation,
  revokeAccessLinks,
  saveAccessLink,
  takeAccessLink,
} from '@/lib/gateways/db/access-links'
import { findAccount } from '@/lib/gateways/db/accounts'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { database, type Transaction, transaction } from '@/lib/gateways/db/client'
import { queueLinkMail } from '@/lib/gateways/db/outbox'
import {
  createPerson,
  findPerson,
  findPersonByEmail,
  findPersonById,
  findPersonIdByEmail,
  isOfAccount,
} from '@/lib/gateways/db/people'
import { hashPassword } from './better-auth'
import { tokenOfMail } from './mail-token'
import {
  accountOf,
  give,
  type PeopleManager,
  type PeopleProblem,
  problemOf,
  recordAboutPerson,
  replacePassword,
} from './people'
import { requestOrigin } from './request'

// Links by which people set a password: invited, or to replace the one they have.

const HOUR = 3_600_000

/** Milliseconds for which a link can be used. A reset opens an existing account, so it lasts for a shorter time. */
const LASTS = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR, asked: HOUR }

/** Mailed to the person, or else the link, to be shown once to who made it. */
export type Delivery = { kind: 'mailed' } | { kind: 'link'; link: string }

/** An invitation. A person who has a password gets the role at once instead, which is `given`. */
export async function invitePerson(
  by: PeopleManager,
  grant: Grant,
  typedEmail: string,
  now: Date,
): Promise<Result<Delivery | { kind: 'given' }, PeopleProblem>> {
  const account = await accountOf(grant)
  if (!account.ok) return account
  const email = typedEmail.toLowerCase()
  return transaction(async (tx) => {
    const existing = await findPersonByEmail(email, tx)
    if (existing) {
      const given = await give(by, existing, grant, account.value, tx)
      return given.ok ? succeed({ kind: 'given' } as const) : given
    }
    return succeed(await sendInvitation(by, { email, grant, account: account.value }, now, tx))
  })
}

/**
 * An owner invites somebody to their account. The answer is the same whether or not the person can sign in already, and
 * they have to accept in either case, so owners can't find out who else uses the platform.
 */
export async function inviteToAccount(
  by: PeopleManager,
  { email, role, account }: { email: string; role: AccountRole; account: AccountRef },
  now: Date,
): Promise<Result<Delivery, PeopleProblem>> {
  if (!mailSettings()) return fail('no_mail')
  return transaction(async (tx) => {
    if (await isOfAccount(email, account.id, tx)) return fail('has_access')
    return succeed(await sendInvitation(by, { email, grant: { role, accountId: account.id }, account }, now, tx))
  })
}

/**
 * A link that can be used: not where who made it may no longer give what it gives, so that nobody leaves a way in behind.
 *
 * @param of whose it has to be; one of somebody else is like one that doesn't exist
 */
export async function findUsableLink(token: string, now: Date, of?: Pick<Person, 'email'>): Promise<AccessLink | null> {
  const link = await findAccessLink(token, now)
  if (!link || (of && link.email !== of.email)) return null
  if (link.createdById === null) return link
  const creator = await findPerson(link.createdById)
  const account =
    link.purpose === 'invitation' && 'accountId' in link.grant ? await findAccount(link.grant.accountId) : null
  const mayStill =
    creator &&
    (account ? openAccount(creator, account, 'account_people:manage') : openPlatform(creator, 'people:manage'))
  return mayStill ? link : null
}

/** Somebody who is signed in accepts an invitation of their own. One of another person does nothing, and stays. */
export async function acceptInvitation(person: Person, token: string, now: Date): Promise<Result<null, PeopleProblem>> {
  const open = await findUsableLink(token, now, person)
  if (open?.purpose !== 'invitation') return fail('link_ended')
  const account = await accountOf(open.grant)
  if (!account.ok) return account
  const origin = await requestOrigin()
  return transaction(async (tx) => {
    const link = await takeAccessLink(token, now, tx)
    const self = await findPersonById(person.id, tx)
    if (link?.purpose !== 'invitation' || !self) return fail('link_ended')
    const by = { actor: actorOf({ person, role: null }), personId: null, origin }
    const given = await give(by, self, link.grant, account.value, tx)
    return given.ok ? succeed(null) : given
  })
}

/** Makes an invitation again, with a new term; the link before stops working. */
export async function resendInvitation(
  by: PeopleManager,
  email: string,
  accountId: string | null,
  now: Date,
): Promise<Result<Delivery, PeopleProblem>> {
  const open = await findInvitation(email, accountId, now)
  const account = open ? await accountOf(open.grant) : fail('link_ended' as const)
  if (!open || !account.ok) return fail(account.ok ? 'link_ended' : account.failure)
  return transaction(async (tx) => {
    // Accepted or revoked meanwhile.
    if ((await revokeAccessLinks(email, { invitationTo: accountId }, tx)).length === 0) return fail('link_ended')
    return succeed(await sendInvitation(by, { email, grant: open.grant, account: account.value }, now, tx))
  })
}

const sendInvitation = (
  by: PeopleManager,
  { email, grant, account }: { email: string; grant: Grant; account: AccountRef | null },
  now: Date,
  tx: Transaction,
): Promise<Delivery> =>
  send(
    by,
    { purpose: 'invitation', email, grant, ...termOf('invitation', by, now) },
    { event: { type: 'person.invited', email, role: describeGrant(grant) }, account },
    tx,
  )

/** Ends an invitation that wasn't accepted. */
export async function revokeInvitation(
  by: PeopleManager,
  email: string,
  accountId: string | null,
): Promise<Result<null, PeopleProblem>> {
  const account = accountId === null ? null : await findAccount(accountId)
  return transaction(async (tx) => {
    for (const link of await revokeAccessLinks(email, { invitationTo: accountId }, tx)) {
      if (link.purpose !== 'invitation') continue
      const event = { type: 'person.invitation_revoked' as const, email, role: describeGrant(link.grant) }
      await recordAboutPerson(by, event, tx, account)
      return succeed(null)
    }
    return fail('link_ended')
  })
}

/** A link by which a person sets a new password. Until it is used, the former password works. */
export function createResetLink(by: PeopleManager, email: string, now: Date): Promise<Result<Delivery, PeopleProblem>> {
  return transaction(async (tx) => {
    const person = await findPersonByEmail(email, tx)
    if (!person) return fail('unknown_person')
    if (person.disabledAt) return fail('is_disabled')
    const event = { type: 'person.reset_link' as const, email: person.email }
    const link = { purpose: 'reset' as const, email: person.email, ...termOf('reset', by, now) }
    return succeed(await send(by, link, { event, account: null }, tx))
  })
}

/**
 * Mails a link to somebody who has forgotten their password, and does nothing for an email that nobody has. The person who
 * asked must not learn which of the two it was, so nothing is returned and nobody waits for it.
 */
export async function requestReset(typedEmail: string, origin: PeopleManager['origin'], now: Date): Promise<void> {
  if (!mailSettings() || !(await findPersonIdByEmail(typedEmail))) return
  const by: PeopleManager = { actor: { kind: 'outside', name: typedEmail }, personId: null, origin }
  await transaction(async (tx) => {
    const person = await findPersonByEmail(typedEmail, tx)
    // Whose passwords are closed gets no link to one.
    if (!person || person.disabledAt || mustUseSso(person)) return
    const link = { purpose: 'reset' as const, email: person.email, ...termOf('asked', by, now) }
    await send(by, link, { event: { type: 'person.reset_requested', email: person.email }, account: null }, tx)
  })
}

/** Keeps a link, records it, and queues its mail, all or nothing. Without a mail server, the person who made it passes it on. */
async function send(
  by: PeopleManager,
  link: AccessLink,
  { event, account }: { event: NewEvent; account: AccountRef | null },
  tx: Transaction,
): Promise<Delivery> {
  const mailId = mailSettings() ? randomUUID() : null
  const token = mailId ? tokenOfMail(mailId) : randomBytes(32).toString('base64url')
  await saveAccessLink(link, token, tx)
  const entryId = await recordAboutPerson(by, event, tx, account)
  if (!mailId) return { kind: 'link', link: addressOfLink(token) }
  await queueLinkMail({ id: mailId, entryId, token, now: link.createdAt }, tx)
  return { kind: 'mailed' }
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
  const open = await findUsableLink(token, now)
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
    if (!link || existing?.disabledAt || (link.purpose === 'reset') !== (existing !== null)) return fail('link_ended')
    const person = existing ?? (await createPerson({ name, email: link.email, passwordHash }, tx))
    const by = { actor: actorOf({ person, role: null }), personId: null, origin }
    if (link.purpose === 'reset') await replacePassword(by, person, passwordHash, tx)
    else await give(by, person, link.grant, account.value, tx)
    return succeed({ email: person.email })
  })
}

const addressOfLink = (token: string) => new URL(`/set-password/${token}`, environment().APP_URL).href

const termOf = (term: keyof typeof LASTS, by: PeopleManager, now: Date) => ({
  createdAt: now,
  expiresAt: new Date(now.getTime() + LASTS[term]),
  createdBy: by.actor.name,
  createdById: by.personId,
})
