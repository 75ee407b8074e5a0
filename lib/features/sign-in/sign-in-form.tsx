'use client'
import { type ReactNode, useActionState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { TextField } from '@/lib/ui/text-field'
import { type SignInAnswer, signInAction } from './actions'
import { signInText as text } from './text'

/** The demo's people, to sign in with a click. The server renders what is shown of them. */
type Demo = { introduction: ReactNode; people: { email: string; password: string; label: ReactNode }[] }

/** A new document for a new person. The address says that a session was opened, so that its absence is explained. */
async function signIn(returnPath: string | null, form: FormData): Promise<SignInAnswer> {
  const called = await callAction(signInAction, form)
  const email = String(form.get('email') ?? '')
  if (!called.ok) return { email, error: called.failure === 'no_answer' ? text.no_answer : null }
  if (called.value.error !== null) return called.value
  location.assign(`/sign-in?signed-in${returnPath ? `&to=${encodeURIComponent(returnPath)}` : ''}`)
  // The form stays as it is until the browser has left.
  return new Promise(() => {})
}

/** `returnPath`: the page that was asked for before the sign-in. */
export function SignInForm({
  demo,
  forgot,
  returnPath,
}: {
  demo: Demo | null
  forgot: ReactNode
  returnPath: string | null
}) {
  const [state, submit, isPending] = useActionState(
    (_before: SignInAnswer, form: FormData) => signIn(returnPath, form),
    { email: '', error: null },
  )
  return (
    <>
      <form action={submit} className="flex flex-col gap-3">
        <TextField
          key={state.email}
          label={text.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={state.email}
        />
        <TextField
          label={text.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          aria-describedby="sign-in-error"
        />
        <p id="sign-in-error" role="alert" className="min-h-5 text-sm text-failed">
          {state.error}
        </p>
        <Button look="primary" type="submit" disabled={isPending}>
          {isPending ? text.submitting : text.submit}
        </Button>
        <p>{forgot}</p>
      </form>
      {demo && (
        <section aria-labelledby="demo-people" className="mt-8 border-t border-line pt-4">
          {demo.introduction}
          <ul className="mt-3 flex flex-col gap-1">
            {demo.people.map(({ email, password, label }) => (
              <li key={email}>
                <form action={submit}>
                  <input type="hidden" name="email" value={email} />
                  <input type="hidden" name="password" value={password} />
                  <button
                    type="submit"
                    disabled={isPending}
                    className="flex w-full items-center justify-between gap-3 rounded-sm border border-line px-3 py-2 text-left text-sm hover:bg-sunken"
                  >
                    {label}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
