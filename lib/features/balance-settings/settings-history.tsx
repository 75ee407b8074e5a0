import { useEffect, useState } from 'react'
import {
  type BalanceSettings,
  type BalanceSettingsPatch,
  describeFieldValue,
  diffBalanceSettings,
  type FieldChange,
  patchOf,
  reversed,
  undoChanges,
} from '@/lib/domain/settings/balance-settings'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import { type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { askAction } from '@/lib/ui/call-action'
import { RECORDED } from '@/lib/ui/page-events'
import { TextField } from '@/lib/ui/text-field'
import { RecordedTime } from '@/lib/ui/time'
import { readSettingsHistoryAction } from './actions'
import { historyText as text } from './history-text'
import type { SettingsHistory as Recorded, SettingsChange } from './read-settings-history'
import { restorationOf } from './restoring'
import { editorText } from './text'

type Restoring = {
  current: BalanceSettings
  locks: Record<BalanceSettingsField, FieldLock>
  /** Puts earlier values into the form; nothing is saved by it. */
  onRestore: (patch: BalanceSettingsPatch) => void
}

type Props = Restoring & { accountId: string }

/** What the settings were: change by change, and on a date in the past. */
export default function SettingsHistory({ accountId, ...restoring }: Props) {
  const history = useHistory(accountId)
  return (
    <div className="flex flex-col gap-4 border-t border-line p-4">
      {history === 'loading' ? (
        <p role="status" className="text-sm text-muted">
          {editorText.loadingHistory}
        </p>
      ) : history === 'failed' ? (
        <p role="alert" className="text-sm text-failed">
          {text.failed}
        </p>
      ) : (
        <>
          <Comparison history={history} {...restoring} />
          <RecordedChanges history={history.changes} {...restoring} />
        </>
      )}
    </div>
  )
}

/** Read when it is opened, and after every change that this page records. */
function useHistory(accountId: string) {
  const [history, setHistory] = useState<Recorded | 'loading' | 'failed'>('loading')
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const called = await askAction(readSettingsHistoryAction, accountId)
      if (isCurrent) setHistory((called.ok && called.value) || 'failed')
    }
    void read()
    window.addEventListener(RECORDED, read)
    return () => {
      isCurrent = false
      window.removeEventListener(RECORDED, read)
    }
  }, [accountId])
  return history
}

function Comparison({ history: { changes: recorded, knownSince }, ...restoring }: Restoring & { history: Recorded }) {
  const [day, setDay] = useState('')
  const isKnown = knownSince === null || new Date(knownSince) <= endOf(day)
  const changes = day && isKnown ? changesSince(day, restoring.current, recorded) : null
  return (
    <>
      <TextField
        type="date"
        label={text.compare}
        value={day}
        max={new Date().toISOString().slice(0, 10)}
        onChange={(event) => setDay(event.target.value)}
        controlClassName="max-w-44"
      />
      {day && !isKnown && (
        <p role="status" className="text-sm text-muted">
          {text.tooFarBack}
        </p>
      )}
      {changes && (
        <section aria-label={text.comparison}>
          {changes.length === 0 ? (
            <p className="text-sm text-muted">{text.same}</p>
          ) : (
            <ChangeList changes={changes} words={[text.past, text.now]} {...restoring} />
          )}
        </section>
      )}
    </>
  )
}

const endOf = (day: string) => new Date(`${day}T23:59:59.999Z`)

/** From the end of a day in the past (UTC) to now. */
function changesSince(day: string, current: BalanceSettings, history: SettingsChange[]): FieldChange[] {
  const later = history.filter(({ at }) => new Date(at) > endOf(day)).flatMap(({ changes }) => changes)
  return diffBalanceSettings(undoChanges(current, later), current)
}

/** How many of the latest changes are listed. */
const LISTED = 10

function RecordedChanges({ history, ...restoring }: Restoring & { history: SettingsChange[] }) {
  if (history.length === 0) return <p className="text-sm text-muted">{text.empty}</p>
  return (
    <ol aria-label={text.changes} className="flex flex-col divide-y divide-line">
      {history.slice(0, LISTED).map((entry) => (
        <li key={entry.id} className="py-2">
          <p className="text-xs text-muted">
            <bdi translate="no">{entry.actor}</bdi> <span aria-hidden="true">·</span> <RecordedTime at={entry.at} />
          </p>
          <ChangeList changes={entry.changes} words={[text.before, text.after]} {...restoring} />
        </li>
      ))}
    </ol>
  )
}

function ChangeList({
  changes,
  words,
  current,
  locks,
  onRestore,
}: Restoring & { changes: FieldChange[]; words: [before: string, after: string] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map((change) => {
        const restoration = restorationOf(change, { locks, current })
        return (
          <li key={change.field} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0">
              <span className="text-muted">{labelOf(change.field)}</span>{' '}
              <span>{describeFieldValue(change, 'before')}</span> <span className="text-xs text-muted">{words[0]}</span>{' '}
              <span aria-hidden="true">→</span> <span>{describeFieldValue(change, 'after')}</span>{' '}
              <span className="text-xs text-muted">{words[1]}</span>
            </span>
            {restoration === 'not_clearable' && <span className="text-xs text-muted">{text.notClearable}</span>}
            {restoration === 'offered' && (
              <Button
                onClick={() => onRestore(patchOf([reversed(change)]))}
                aria-label={text.restoreLabel(labelOf(change.field), describeFieldValue(change, 'before'))}
              >
                {text.restore}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
