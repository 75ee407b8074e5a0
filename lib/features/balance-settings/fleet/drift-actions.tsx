'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { TextField } from '@/lib/ui/text-field'
import { acceptDriftAction, endExceptionAction, reapplyAction } from './actions'
import { FleetOutcomeNotice } from './fleet-outcome'
import { driftText as text } from './text'
import { useFleet } from './use-fleet'

type Props = { isAccepted: boolean; isEmpty: boolean; children: ReactNode }

/** Around the table of what differs: what is to become of the selected accounts. */
export function DriftForm({ isAccepted, isEmpty, children }: Props) {
  const { outcome, isBusy, run, setOutcome } = useFleet()
  const [isAccepting, setIsAccepting] = useState(false)
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const ids = form.getAll('id').map(String)
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (ids.length === 0) return setOutcome({ kind: 'invalid', problems: [text.nothing] })
    if (submitter?.value === 'end') return run((call) => call(endExceptionAction, ids))
    if (submitter?.value === 'reapply') return run((call) => call(reapplyAction, ids))
    const [reason, until] = ['reason', 'until'].map((name) => String(form.get(name) ?? ''))
    run((call) => call(acceptDriftAction, { ids, reason, until }))
  }
  return (
    <form onSubmit={send} noValidate>
      {children}
      <fieldset
        aria-label={text.bar}
        className={isEmpty && !outcome ? 'hidden' : 'flex flex-col gap-3 border-t border-line p-3 text-sm'}
      >
        <FleetOutcomeNotice outcome={outcome} done={text.done} />
        {isAccepting && !isEmpty && (
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField autoFocus label={text.reason} name="reason" maxLength={500} />
            <TextField label={text.untilDay} name="until" type="date" help={text.untilHelp} />
          </div>
        )}
        <div className={isEmpty ? 'hidden' : 'flex flex-wrap gap-2'}>
          {isAccepted ? (
            <Button type="submit" value="end" disabled={isBusy}>
              {text.end}
            </Button>
          ) : isAccepting ? (
            <>
              <Button look="primary" type="submit" value="accept" disabled={isBusy}>
                {text.acceptNow}
              </Button>
              <Button onClick={() => setIsAccepting(false)}>{text.keep}</Button>
            </>
          ) : (
            <>
              <Button look="primary" type="submit" value="reapply" disabled={isBusy}>
                {text.reapply}
              </Button>
              <Button disabled={isBusy} onClick={() => setIsAccepting(true)}>
                {text.accept}
              </Button>
            </>
          )}
        </div>
      </fieldset>
    </form>
  )
}

/** In the heading of the boxes. */
export const SelectAllDrift = () => (
  <input
    type="checkbox"
    aria-label={text.all}
    className="block size-4 noscript:hidden"
    onChange={({ target: { form, checked } }) => {
      for (const box of form?.querySelectorAll<HTMLInputElement>('[name=id]') ?? []) box.checked = checked
    }}
  />
)
