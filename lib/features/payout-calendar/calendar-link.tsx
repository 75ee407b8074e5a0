'use client'
import { useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { RECORDED } from '@/lib/ui/page-events'
import { TextField } from '@/lib/ui/text-field'
import { createCalendarLinkAction, revokeCalendarLinkAction } from './actions'
import { calendarText as text } from './text'

export function CalendarLink({ accountId, initiallyActive }: { accountId: string; initiallyActive: boolean }) {
  const [isActive, setIsActive] = useState(initiallyActive)
  const [link, setLink] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()

  function run(work: () => Promise<boolean>) {
    start(async () => {
      setProblem(null)
      const isDone = await work().catch(() => false)
      if (!isDone) setProblem(text.unknown)
      window.dispatchEvent(new Event(RECORDED))
    })
  }
  const create = async () => {
    const created = await createCalendarLinkAction(accountId)
    setLink(created)
    if (created) setIsActive(true)
    return created !== null
  }
  const revoke = async () => {
    const isDone = await revokeCalendarLinkAction(accountId)
    if (isDone) {
      setLink(null)
      setIsActive(false)
    }
    return isDone
  }

  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">{isActive ? text.active : text.inactive}</p>
      {link && (
        <TextField
          label={text.link}
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          controlClassName="font-mono"
        />
      )}
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
