'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { RECORDED } from '@/lib/ui/page-events'
import { TextField } from '@/lib/ui/text-field'
import { createCalendarLinkAction, revokeCalendarLinkAction } from './actions'
import { linkText as text } from './calendar-link-text'

/** Creates, regenerates or revokes the private link, and shows a new one once. */
export default function CalendarLinkPanel({ accountId, isActive }: { accountId: string; isActive: boolean }) {
  const router = useRouter()
  const [link, setLink] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()

  function run(work: () => Promise<boolean>) {
    start(async () => {
      const isDone = await work().catch(() => false)
      setProblem(isDone ? null : text.unknown)
      window.dispatchEvent(new Event(RECORDED))
      router.refresh()
    })
  }
  const create = async () => {
    const created = await createCalendarLinkAction(accountId)
    setLink(created)
    return created !== null
  }
  const revoke = async () => {
    setLink(null)
    return revokeCalendarLinkAction(accountId)
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
        <Button disabled={isBusy} onClick={() => run(create)}>
          {isActive ? text.regenerate : text.create}
        </Button>
        {isActive && (
          <Button disabled={isBusy} onClick={() => run(revoke)}>
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
