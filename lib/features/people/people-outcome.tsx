import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { problemText } from './text'
import type { PeopleOutcome } from './use-change'

/** What became of a change, and the link that it made, which is shown this once. */
export function PeopleOutcomeNotice({
  outcome,
  done,
  sent,
  linkLabel,
}: {
  outcome: PeopleOutcome | null
  done: string
  /** Said instead where a link went by mail. */
  sent: string
  linkLabel: string
}) {
  if (!outcome) return null
  if (outcome.kind === 'refused') return <Notice tone="problem" title={problemText[outcome.problem]} live="alert" />
  if (outcome.kind === 'unconfirmed') return <Notice tone="warning" title={problemText.unconfirmed} live="alert" />
  const { delivery } = outcome
  return (
    <div className="flex flex-col gap-2">
      <Notice tone="good" title={delivery?.kind === 'mailed' ? sent : done} live="status" />
      {delivery?.kind === 'link' && (
        <TextField
          label={linkLabel}
          readOnly
          value={delivery.link}
          onFocus={(event) => event.target.select()}
          controlClassName="font-mono"
        />
      )}
    </div>
  )
}
