'use client'
import { useActionState } from 'react'
import { Button } from '@/lib/ui/button'
import { TextField } from '@/lib/ui/text-field'
import { signInAction } from './actions'
import { signInText as text } from './text'

export type DemoPerson = { name: string; role: string; email: string; password: string }

export function SignInForm({ demoPeople }: { demoPeople: DemoPerson[] }) {
  const [state, submit, isPending] = useActionState(signInAction, { email: '', error: null })
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
      </form>
      {demoPeople.length > 0 && (
        <section aria-labelledby="demo-people" className="mt-8 border-t border-line pt-4">
          <h2 id="demo-people" className="text-sm font-semibold">
            {text.demoPeople}
          </h2>
          <p className="mt-1 text-xs text-muted">{text.demoPeopleHelp}</p>
          <ul className="mt-3 flex flex-col gap-1">
            {demoPeople.map((person) => (
              <li key={person.email}>
                <form action={submit}>
                  <input type="hidden" name="email" value={person.email} />
                  <input type="hidden" name="password" value={person.password} />
                  <button
                    type="submit"
                    disabled={isPending}
                    className="flex w-full items-center justify-between gap-3 rounded-sm border border-line px-3 py-2 text-left text-sm hover:bg-sunken"
                  >
                    <span>
                      <span className="block font-medium">{person.name}</span>
                      <span className="block text-xs text-muted">{person.email}</span>
                    </span>
                    <span className="text-xs text-muted">{person.role}</span>
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
