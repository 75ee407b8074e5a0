'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { type ActionAnswer, callAction } from '@/lib/ui/call-action'
import { announceRecorded } from '@/lib/ui/page-events'
import { TextField } from '@/lib/ui/text-field'
import { createCalendarLinkAction, revokeCalendarLinkAction } from './actions'
import { linkText as text } from './calendar-link-text'

/** Creates, regenerates or revokes the private link, and shows a new one once. */
export default function CalendarLinkPanel({ accountId, isActive }: { accountId: string; isActive: boolean }) {
  const router = useRouter()
  const [link, setLink] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()

  /** What is done answers with the new link, or with true; anything else means that it isn't known to be done. */
  function run(work: () => Promise<ActionAnswer<string | boolean | null>>) {
    setProblem(null)
    start(async () => {
      const called = await work()
      if (!called.ok && called.failure === 'not_done') return
      const result = called.ok && called.value
      setLink(typeof result === 'string' ? result : null)
      if (!result) setProblem(text.unknown)
      announceRecorded()
      router.refresh()
    })
  }

  return (
    <div className="flex flex-col gap-2">
      {link && (
        <TextField
          label={text.link}
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          controlClassName="font-mono"
        />
      )}
      {isActive && <p className="text-muted">{text.regenerateHelp}</p>}
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => run(() => callAction(createCalendarLinkAction, accountId))}>
          {isActive ? text.regenerate : text.create}
        </Button>
        {isActive && (
          <Button disabled={isBusy} onClick={() => run(() => callAction(revokeCalendarLinkAction, accountId))}>
            {text.revoke}
          </Button>
        )}
      </div>
      <p role="status" className="text-failed">
        {problem}
      </p>
    </div>
  )
}
