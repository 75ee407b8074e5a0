'use client'
import { useTransition } from 'react'
import { logoutInstances } from '@/lib/features/embedded-balances/open-instances'
import { signOutAction } from '@/lib/features/sign-in/actions'
import { Button } from '@/lib/ui/button'

/** Stripe's sessions end first, while ours can still speak for them; then a new document forgets the rest. */
export function SignOut() {
  const [isLeaving, leave] = useTransition()
  return (
    <Button
      look="quiet"
      className="w-full"
      disabled={isLeaving}
      onClick={() =>
        leave(async () => {
          await logoutInstances()
          await signOutAction()
        })
      }
    >
      {isLeaving ? 'Signing out…' : 'Sign out'}
    </Button>
  )
}
