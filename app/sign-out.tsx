'use client'
import { type FormEvent, useState } from 'react'
import { logoutInstances } from '@/lib/features/embedded-balances/open-instances'
import { Button } from '@/lib/ui/button'
import { forgetDrafts, holdsDrafts, leaveOnPurpose } from '@/lib/ui/drafts'
import { openTabChannel, pageViewer } from '@/lib/ui/page-news'

/** Ends Stripe's sessions first, which needs ours, and then ours. */
export function SignOut({ viewer }: { viewer: string }) {
  const [isLeaving, setIsLeaving] = useState(false)
  async function leave(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    // Asked before anything is ended, so that a person who stays can continue.
    if (holdsDrafts() && !confirm('Sign out? What you typed and haven’t saved is removed.')) return
    setIsLeaving(true)
    await logoutInstances()
    leaveOnPurpose()
    forgetDrafts()
    openTabChannel()?.postMessage('sign_out')
    form.viewer.value = pageViewer()
    form.submit()
  }
  return (
    <form action="/sign-out" method="post" onSubmit={leave}>
      <input type="hidden" name="viewer" value={viewer} />
      <Button look="quiet" type="submit" className="w-full" disabled={isLeaving}>
        {isLeaving ? 'Signing out…' : 'Sign out'}
      </Button>
    </form>
  )
}
