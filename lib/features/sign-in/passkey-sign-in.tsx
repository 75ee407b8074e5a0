'use client'
import { Button } from '@/lib/ui/button'
import { passkeySignInOptionsAction, signInWithPasskeyAction } from './actions'
import { passkeyText as text } from './text'
import { usePasskey } from './use-passkey'

/** @param to where a sign-in leads, in a new document */
export function PasskeySignIn({ to }: { to: string }) {
  const { error, isBusy, start } = usePasskey(passkeySignInOptionsAction, signInWithPasskeyAction, () =>
    location.assign(to),
  )
  return (
    <form action={start} className="mb-4 flex flex-col gap-2 noscript:hidden">
      <Button type="submit" disabled={isBusy} className="w-full">
        {text.use}
      </Button>
      <p role="alert" className="text-sm text-failed empty:hidden">
        {error}
      </p>
    </form>
  )
}
