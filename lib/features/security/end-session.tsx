'use client'
import { Button } from '@/lib/ui/button'
import { endSessionAction } from './actions'
import { useAsk } from './use-ask'

/** @param which the id of a session, or `others` */
export function EndSession({ which, label, name }: { which: string; label: string; name?: string }) {
  const { problem, isBusy, ask } = useAsk()
  return (
    <>
      <Button
        disabled={isBusy}
        aria-label={name}
        onClick={() =>
          ask<'ended'>(
            (call) => call(endSessionAction, which),
            () => {},
          )
        }
      >
        {label}
      </Button>
      {problem && (
        <p role="alert" className="mt-1 text-xs text-failed">
          {problem}
        </p>
      )}
    </>
  )
}
