'use server'
import { z } from 'zod'
import { pageAction, provenAction, publicAction } from '@/lib/auth/page-action'
import { requestOptions } from '@/lib/auth/passkeys'
import { findOwnSession, findSession } from '@/lib/auth/person'
import type { ProofResult } from '@/lib/auth/proof'
import { refuseMalformed } from '@/lib/auth/request'
import { describeWait, proofErrors } from '@/lib/domain/access/proof-words'
import { passCode, proveAgain, proveWithPasskey, signIn, signInWithPasskey } from './sign-in'
import { passkeyErrors, signInErrors } from './text'

/** `error` is null once the person is signed in. */
export type SignInAnswer = { email: string; error: string | null }

const signInForm = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  password: z.string().min(1).max(200),
})

export const signInAction = publicAction(async (form: unknown): Promise<SignInAnswer> => {
  if (!(form instanceof FormData)) return refuseMalformed('Sign-in came without a form.')
  const typed = form.get('email')
  const email = typeof typed === 'string' ? typed.slice(0, 254) : ''
  const parsed = signInForm.safeParse({ email: typed, password: form.get('password') })
  if (!parsed.success) return { email, error: signInErrors.incomplete }

  const result = await signIn(parsed.data.email, parsed.data.password)
  if (result === 'signed_in') return { email, error: null }
  if (typeof result === 'string') return { email, error: signInErrors[result] }
  return { email, error: describeWait(result, Date.now()) }
})

/** `error` is null once the person has proven who they are. */
export type ProofAnswer = { error: string | null }

function proofAnswer(result: ProofResult | 'signed_out'): ProofAnswer {
  if (result === 'right') return { error: null }
  return { error: typeof result === 'string' ? proofErrors[result] : describeWait(result, Date.now(), 'entry') }
}

const proof = z.string().min(1).max(200)

/** The code that follows the password at sign-in. */
export const passCodeAction = publicAction(async (typed: unknown): Promise<ProofAnswer> => {
  const parsed = proof.safeParse(typed)
  return proofAnswer(parsed.success ? await passCode(parsed.data) : 'wrong')
})

/** The code or the password again, before an act that needs it. */
export const proveAgainAction = pageAction(async (typed: unknown): Promise<ProofAnswer> => {
  if (!(await findOwnSession())) return proofAnswer('signed_out')
  const parsed = proof.safeParse(typed)
  return proofAnswer(parsed.success ? await proveAgain(parsed.data) : 'wrong')
})

/** Does nothing but ask for a proof that is missing, before a file is loaded. Null once the person is signed out. */
export const confirmAction = provenAction(async () => ((await findSession()) ? 'confirmed' : null))

/** What the browser asks the person for at a sign-in: any passkey of this site. */
export const passkeySignInOptionsAction = publicAction(async () =>
  requestOptions({ kind: 'sign_in' }, null, new Date()),
)

const PASSKEY_ERRORS = { right: null, wrong: passkeyErrors.refused, use_sso: signInErrors.use_sso }

export const signInWithPasskeyAction = publicAction(
  async (sent: unknown): Promise<ProofAnswer> => ({
    error: PASSKEY_ERRORS[await signInWithPasskey(sent)],
  }),
)

/** What the browser asks the person for before an act: one of their own passkeys. Null once they are signed out. */
export const passkeyProofOptionsAction = pageAction(async () => {
  const session = await findOwnSession()
  return session && requestOptions({ kind: 'prove', sessionId: session.id }, session.person.id, new Date())
})

export const proveWithPasskeyAction = pageAction(async (sent: unknown): Promise<ProofAnswer> => {
  if (!(await findOwnSession())) return proofAnswer('signed_out')
  const isRight = await proveWithPasskey(sent)
  if (isRight === 'signed_out') return proofAnswer('signed_out')
  return { error: isRight ? null : passkeyErrors.refused }
})
