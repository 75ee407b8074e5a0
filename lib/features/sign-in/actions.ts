'use server'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/page-action'
import { refuseMalformed } from '@/lib/auth/request'
import { signIn } from './sign-in'
import { describeWait, signInErrors } from './text'

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
  if (result === 'wrong' || result === 'busy') return { email, error: signInErrors[result] }
  return { email, error: describeWait(result, Date.now()) }
})
