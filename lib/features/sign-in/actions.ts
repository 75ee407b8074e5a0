'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { findSignedInPerson } from '@/lib/auth/person'
import { recordFor } from '@/lib/auth/record-for'
import { signIn, signOut } from './sign-in'
import { signInErrors } from './text'

export type SignInState = { email: string; error: string | null }

const signInForm = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  password: z.string().min(1).max(200),
})

export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const typed = form.get('email')
  const email = typeof typed === 'string' ? typed.slice(0, 254) : ''
  const parsed = signInForm.safeParse({ email: typed, password: form.get('password') })
  if (!parsed.success) return { email, error: signInErrors.incomplete }

  const result = await signIn(parsed.data.email, parsed.data.password)
  if (result === 'wrong') return { email, error: signInErrors.wrong }
  if (result === 'too_many') return { email, error: signInErrors.tooMany }
  redirect('/')
}

export async function signOutAction(): Promise<void> {
  const person = await findSignedInPerson()
  await signOut()
  if (person) await recordFor({ person, role: person.staffRole }, { type: 'sign_out' })
  redirect('/sign-in')
}
