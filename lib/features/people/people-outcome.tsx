import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { problemText } from './text'
import type { PeopleOutcome } from './use-change'

/** What became of a change, and the link that it made, which is shown this once. */
export function PeopleOutcomeNotice({
  outcome,
  done,
  linkLabel,
}: {
  outcome: PeopleOutcome | null
  done: string
  linkLabel: string
}) {
  if (!outcome) return null
  if (outcome.kind === 'refused') return <Notice tone="problem" title={problemText[outcome.problem]} live="alert" />
  if (outcome.kind === 'unconfirmed') return <Notice tone="warning" title={problemText.unconfirmed} live="alert" />
  return (
    <div className="flex flex-col gap-2">
      <Notice tone="good" title={done} live="status" />
      {outcome.link && (
        <TextField
          label={linkLabel}
          readOnly
          value={outcome.link}
          onFocus={(event) => event.target.select()}
          controlClassName="font-mono"
        />
      )}
    </div>
  )
}
