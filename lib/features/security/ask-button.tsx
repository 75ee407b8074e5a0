'use client'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import { Button } from '@/lib/ui/button'
import { useAsk } from './use-ask'

type Props = {
  /** What the button does to one of the person's own things. */
  action: (viewer: string, id: string) => Promise<PageAnswer<unknown>>
  id: string
  label: string
  /** The label with the thing's name, where several buttons have the same label. */
  name?: string
}

/** A button that asks the server for one change, and says below itself why it wasn't made. */
export function AskButton({ action, id, label, name }: Props) {
  const { problem, isBusy, ask } = useAsk()
  return (
    <>
      <Button
        disabled={isBusy}
        aria-label={name}
        onClick={() =>
          ask<unknown>(
            (call) => call(action, id),
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
