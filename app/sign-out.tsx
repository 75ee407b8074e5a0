'use client'
import { useTransition } from 'react'
import { logoutInstances } from '@/lib/features/embedded-balances/open-instances'
import { signOutAction } from '@/lib/features/sign-in/actions'
import { Button } from '@/lib/ui/button'

/** Ends Stripe's sessions first, which needs ours, and then ours. */
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
