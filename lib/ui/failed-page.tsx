'use client'
import { Button } from './button'

/**
 * The error page of a page that only reads. The number finds the cause in the server's log. Trying again loads a new
 * document, because the old one never retries a script that didn't arrive.
 */
export function FailedPage({ digest }: { digest: string | undefined }) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-2 px-6 py-24">
      <h1 className="text-xl font-semibold">Couldn’t show this page</h1>
      <p className="text-sm text-muted">
        Spillway failed to load it. Nothing was changed. Try again, and if it keeps happening, send the platform’s admin
        the number below.
      </p>
      {digest && <p className="font-mono text-xs text-muted">{digest}</p>}
      <Button look="primary" className="mt-3" onClick={() => location.reload()}>
        Try again
      </Button>
    </div>
  )
}
