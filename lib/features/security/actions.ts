'use server'
import { refresh } from 'next/cache'
import { encode } from 'uqr'
import { z } from 'zod'
import {
  addPasskey,
  beginFactor,
  changeOwnPassword,
  confirmFactor,
  endOwnSessions,
  removeOwnFactor,
  removePasskey,
  renameOwnPasskey,
} from '@/lib/auth/own-sign-in'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { creationOptions } from '@/lib/auth/passkeys'
import { findOwnSession } from '@/lib/auth/person'
import { refuseMalformed } from '@/lib/auth/request'
import { showRecoveryCode } from '@/lib/domain/access/recovery-codes'
import { describeProblem, PASSKEY_PROBLEMS, securityText as text } from './text'

/** `squares`: the dark ones of a QR code of that many on each side, as an SVG path. */
export type SetUp = { kind: 'set_up'; size: number; squares: string; key: string }
export type Codes = { kind: 'codes'; codes: string[] }
export type Refused = { kind: 'refused'; problem: string }

const SIGNED_OUT: Refused = { kind: 'refused', problem: text.signedOut }

/** The secret as a picture for the app and as text for typing; it is shown this once. */
export const beginFactorAction = provenAction(async (): Promise<SetUp | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  const begun = await beginFactor(session)
  if (!begun.ok) return { kind: 'refused', problem: text.hasFactor }
  const { address } = begun.value
  const key = new URL(address).searchParams.get('secret') ?? ''
  const { size, data } = encode(address)
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { kind: 'set_up', size, squares, key: key.replace(/(.{4})(?=.)/g, '$1 ') }
})

export const confirmFactorAction = pageAction(async (typed: unknown): Promise<Codes | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  if (typeof typed !== 'string') return refuseMalformed('A code of an app is missing.')
  const confirmed = await confirmFactor(session, typed.slice(0, 40), new Date())
  if (!confirmed.ok) return { kind: 'refused', problem: describeProblem(confirmed.failure, Date.now()) }
  return { kind: 'codes', codes: confirmed.value.recoveryCodes.map(showRecoveryCode) }
})

export const removeFactorAction = provenAction(async (): Promise<'removed' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  await removeOwnFactor(session)
  refresh()
  return 'removed'
})

/** What the browser makes a passkey from. */
export const beginPasskeyAction = provenAction(async () => {
  const session = await findOwnSession()
  return session ? creationOptions(session.person, { kind: 'add', sessionId: session.id }, new Date()) : SIGNED_OUT
})

/** What the browser calls a passkey; the authenticator has given it. */
const passkeyId = z.string().regex(/^[\w-]{1,1400}$/)

const passkeyName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .refine((typed) => typed.isWellFormed() && !/\p{C}/u.test(typed))

/** Keeps the passkey that the browser made. With recovery codes where there was no second factor. */
export const addPasskeyAction = pageAction(
  async (sent: unknown, typed: unknown): Promise<Codes | 'added' | Refused> => {
    const session = await findOwnSession()
    if (!session) return SIGNED_OUT
    const name = passkeyName.safeParse(typed)
    if (!name.success) return { kind: 'refused', problem: text.nameMissing }
    const added = await addPasskey(session, { sent, name: name.data }, new Date())
    if (!added.ok) return { kind: 'refused', problem: PASSKEY_PROBLEMS[added.failure] }
    const codes = added.value.recoveryCodes.map(showRecoveryCode)
    // The codes are shown only now, so the page is not rendered again around them.
    if (codes.length > 0) return { kind: 'codes', codes }
    refresh()
    return 'added'
  },
)

export const removePasskeyAction = provenAction(async (id: unknown): Promise<'removed' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  const parsed = passkeyId.safeParse(id)
  if (!parsed.success) return refuseMalformed('A passkey to remove has no id.')
  await removePasskey(session, parsed.data)
  refresh()
  return 'removed'
})

export const renamePasskeyAction = pageAction(async (id: unknown, typed: unknown): Promise<'renamed' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  const name = passkeyName.safeParse(typed)
  if (!name.success) return { kind: 'refused', problem: text.nameMissing }
  const parsed = passkeyId.safeParse(id)
  if (!parsed.success) return refuseMalformed('A passkey to rename has no id.')
  await renameOwnPasskey(session, { id: parsed.data, name: name.data })
  refresh()
  return 'renamed'
})

const passwordForm = z.object({ current: z.string().max(200), password: z.string().max(200) })

export const changePasswordAction = pageAction(async (form: unknown): Promise<'changed' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  if (!(form instanceof FormData)) return refuseMalformed('A new password came without a form.')
  const parsed = passwordForm.safeParse({ current: form.get('current'), password: form.get('password') })
  if (!parsed.success) return refuseMalformed('A new password can’t be read.')
  const changed = await changeOwnPassword(session, parsed.data, new Date())
  if (!changed.ok) return { kind: 'refused', problem: describeProblem(changed.failure, Date.now()) }
  refresh()
  return 'changed'
})

/** Ends one of the person's own sessions by its id, or all `others`. */
export const endSessionAction = pageAction(async (which: unknown): Promise<'ended' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  if (typeof which !== 'string' || !/^[\w-]{1,100}$/.test(which)) return refuseMalformed('A session to end has no id.')
  await endOwnSessions(session, which)
  refresh()
  return 'ended'
})
