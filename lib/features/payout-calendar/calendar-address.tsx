'use client'
import { useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { inputClasses } from '@/lib/ui/field'
import { RECORDED } from '@/lib/ui/page-events'
import { createCalendarAddressAction, revokeCalendarAddressAction } from './actions'

export function CalendarAddress({ accountId, initiallyActive }: { accountId: string; initiallyActive: boolean }) {
  const [isActive, setIsActive] = useState(initiallyActive)
  const [address, setAddress] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()

  function run(work: () => Promise<boolean>) {
    start(async () => {
      setProblem(null)
      const isDone = await work().catch(() => false)
      if (!isDone) setProblem('That did not work, and nothing was changed. Reload the page and try again.')
      window.dispatchEvent(new Event(RECORDED))
    })
  }
  const create = async () => {
    const made = await createCalendarAddressAction(accountId)
    setAddress(made)
    if (made) setIsActive(true)
    return made !== null
  }
  const revoke = async () => {
    const isDone = await revokeCalendarAddressAction(accountId)
    if (isDone) {
      setAddress(null)
      setIsActive(false)
    }
    return isDone
  }

  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">
        {isActive
          ? 'A secret address is in use. Whoever knows it can read the dates, and nothing else.'
          : 'Or subscribe by a secret address that keeps itself up to date.'}
      </p>
      {address && (
        <label className="text-xs font-medium text-muted">
          Secret address, shown only now
          <input
            readOnly
            value={address}
            onFocus={(event) => event.target.select()}
            className={`${inputClasses} font-mono`}
          />
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => run(create)}>
          {isActive ? 'Replace the address' : 'Create a secret address'}
        </Button>
        {isActive && (
          <Button disabled={isBusy} onClick={() => run(revoke)}>
            Revoke it
          </Button>
        )}
      </div>
      <p role="status" className="text-failed">
        {problem}
      </p>
    </div>
  )
}
