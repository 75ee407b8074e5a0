'use server'
import { refresh } from 'next/cache'
import { after } from 'next/server'
import { z } from 'zod'
import {
  acceptInvitation,
  acceptLink,
  createResetLink,
  type Delivery,
  invitePerson,
  requestReset,
  resendInvitation,
  revokeInvitation,
} from '@/lib/auth/access-links'
import { requirePlatform } from '@/lib/auth/account-access'
import { pageAction, provenAction, publicAction } from '@/lib/auth/page-action'
import {
  addPerson,
  disablePerson,
  enablePerson,
  managerOf,
  type PeopleProblem,
  removeAccess,
  removeFactor,
  signOutEverywhere,
} from '@/lib/auth/people'
import { findOwnSession, findSignedInPerson } from '@/lib/auth/person'
import { refuseMalformed, requestOrigin } from '@/lib/auth/request'
import { addressGroup } from '@/lib/client-address'
import { type Grant, isPersonId, STAFF_ROLES } from '@/lib/domain/access/permissions'
import { decideOnReset } from '@/lib/domain/access/sign-in-limits'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import type { Result } from '@/lib/domain/result'
import { findPerson } from '@/lib/gateways/db/people'
import { takeTry } from '@/lib/gateways/db/sign-in-tries'

/** `delivery`: of a link, where one was made. The link itself is shown once. */
export type PeopleAnswer =
  | { kind: 'done'; delivery: Delivery | { kind: 'given' } | null; email: string }
  | { kind: 'refused'; problem: PeopleProblem | 'incomplete' | 'no_email' | 'signed_out' }

const email = z.string().trim().toLowerCase().pipe(z.email().max(254))
const staffRole = z.enum(STAFF_ROLES)
const accountId = z.string().trim().refine(isAccountId)

const grant: z.ZodType<Grant> = z.union([
  z.object({ staffRole }),
  z.object({ role: z.enum(['owner', 'member']), accountId }),
])

/** `accountId` is null for an invitation as staff. */
const invitation = z.object({ email, accountId: accountId.nullable() })

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), role: staffRole.nullable() }),
  z.object({ kind: z.literal('remove'), accountId: accountId.nullable() }),
  z.object({ kind: z.literal('disable') }),
  z.object({ kind: z.literal('enable') }),
  z.object({ kind: z.literal('sign_out') }),
  z.object({ kind: z.literal('reset_link') }),
  z.object({ kind: z.literal('remove_factor') }),
])
export type PersonChange = z.infer<typeof change>

function answerOf(result: Result<unknown, PeopleProblem>, email: string): PeopleAnswer {
  if (!result.ok) return { kind: 'refused', problem: result.failure }
  // The page shows what is so now.
  refresh()
  return { kind: 'done', delivery: null, email }
}

const answerWith = (made: Result<Delivery | { kind: 'given' }, PeopleProblem>, email: string): PeopleAnswer => {
  const answer = answerOf(made, email)
  return made.ok ? { kind: 'done', delivery: made.value, email } : answer
}

/** Changes what one person may do. */
export const changePersonAction = provenAction(async (personId: unknown, wanted: unknown): Promise<PeopleAnswer> => {
  const access = await requirePlatform('people:manage')
  const parsed = change.safeParse(wanted)
  if (!parsed.success || !isPersonId(personId)) return refuseMalformed('A change of a person can’t be read.')
  const by = await managerOf(access)
  const person = await findPerson(personId)
  if (!person) return { kind: 'refused', problem: 'unknown_person' }
  switch (parsed.data.kind) {
    case 'role': {
      const { role } = parsed.data
      if (role === null) return answerOf(await removeAccess(by, person.email, 'staff'), person.email)
      return answerOf(await addPerson(by, { staffRole: role }, { ...person, password: null }), person.email)
    }
    case 'remove': {
      const { accountId } = parsed.data
      if (accountId !== null) return answerOf(await removeAccess(by, person.email, { accountId }), person.email)
      const removed = await removeAccess(by, person.email, 'everything')
      // Without a refresh: the page of a person who is gone would be a missing page.
      return removed.ok ? { kind: 'done', delivery: null, email: person.email } : answerOf(removed, person.email)
    }
    case 'disable':
      return answerOf(await disablePerson(by, person.email, new Date()), person.email)
    case 'enable':
      return answerOf(await enablePerson(by, person.email), person.email)
    case 'sign_out':
      return answerOf(await signOutEverywhere(by, person.email), person.email)
    case 'remove_factor':
      return answerOf(await removeFactor(by, person.email), person.email)
    case 'reset_link':
      return answerWith(await createResetLink(by, person.email, new Date()), person.email)
  }
})

export const invitePersonAction = provenAction(async (form: unknown): Promise<PeopleAnswer> => {
  const access = await requirePlatform('people:manage')
  if (!(form instanceof FormData)) return refuseMalformed('An invitation came without a form.')
  const role = form.get('role')
  const whom = email.safeParse(form.get('email'))
  const what = grant.safeParse(
    staffRole.safeParse(role).success ? { staffRole: role } : { role, accountId: form.get('account') },
  )
  if (!whom.success || !what.success) return { kind: 'refused', problem: 'incomplete' }
  return answerWith(await invitePerson(await managerOf(access), what.data, whom.data, new Date()), whom.data)
})

/** The same invitation by a new link. */
export const resendInvitationAction = provenAction(async (whom: unknown, to: unknown): Promise<PeopleAnswer> => {
  const access = await requirePlatform('people:manage')
  const parsed = invitation.safeParse({ email: whom, accountId: to })
  if (!parsed.success) return refuseMalformed('An invitation to send again can’t be read.')
  const { email, accountId } = parsed.data
  return answerWith(await resendInvitation(await managerOf(access), email, accountId, new Date()), email)
})

export const revokeInvitationAction = provenAction(async (whom: unknown, to: unknown): Promise<PeopleAnswer> => {
  const access = await requirePlatform('people:manage')
  const parsed = invitation.safeParse({ email: whom, accountId: to })
  if (!parsed.success) return refuseMalformed('A revoked invitation can’t be read.')
  const { email, accountId } = parsed.data
  return answerOf(await revokeInvitation(await managerOf(access), email, accountId), email)
})

const passwordForm = z.object({
  token: z.string().min(1).max(100),
  // PostgreSQL stores no NUL, and nobody's name has a line break.
  name: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u),
  password: z.string().max(200),
})

export type PasswordAnswer = { kind: 'done' } | { kind: 'refused'; problem: PeopleProblem | 'signed_in' }

/** Sets a password by a link. Somebody who is signed in doesn't do so for another person. */
export const setPasswordAction = publicAction(async (form: unknown): Promise<PasswordAnswer> => {
  if (!(form instanceof FormData)) return refuseMalformed('A new password came without a form.')
  const parsed = passwordForm.safeParse({
    token: form.get('token'),
    name: form.get('name') ?? '',
    password: form.get('password'),
  })
  if (!parsed.success) return refuseMalformed('A new password can’t be read.')
  if (await findSignedInPerson()) return { kind: 'refused', problem: 'signed_in' }
  const { token, name, password } = parsed.data
  const accepted = await acceptLink(token, { name, password }, new Date())
  return accepted.ok ? { kind: 'done' } : { kind: 'refused', problem: accepted.failure }
})

export type AcceptAnswer = { kind: 'done' } | { kind: 'refused'; problem: PeopleProblem | 'signed_out' }

/** Accepts an invitation to an account by somebody who can sign in already. */
export const acceptInvitationAction = pageAction(async (token: unknown): Promise<AcceptAnswer> => {
  const session = await findOwnSession()
  if (!session) return { kind: 'refused', problem: 'signed_out' }
  if (typeof token !== 'string' || token.length > 100) return refuseMalformed('An invitation came without its link.')
  const accepted = await acceptInvitation(session.person, token, new Date())
  return accepted.ok ? { kind: 'done' } : { kind: 'refused', problem: accepted.failure }
})

/** `asked`: also where nobody has the email. */
export type ResetAnswer = { kind: 'asked' | 'incomplete' } | { kind: 'wait'; until: number; now: number }

/**
 * Asks for a link by which somebody who has forgotten their password sets a new one. What depends on whether the email is
 * known happens after the answer, so neither the answer nor its time says which emails are.
 */
export const requestResetAction = publicAction(async (form: unknown): Promise<ResetAnswer> => {
  if (!(form instanceof FormData)) return refuseMalformed('A forgotten password came without a form.')
  const parsed = email.safeParse(form.get('email'))
  if (!parsed.success) return { kind: 'incomplete' }
  const [origin, now] = [await requestOrigin(), new Date()]
  const address = origin.ipAddress ? addressGroup(origin.ipAddress) : 'unknown'
  const limits = { address: ['reset address', address], email: ['reset email', parsed.data] } as const
  const verdict = await takeTry(limits, decideOnReset, now)
  if (verdict.kind === 'wait') return { kind: 'wait', until: verdict.until, now: now.getTime() }
  after(() => requestReset(parsed.data, origin, now))
  return { kind: 'asked' }
})
