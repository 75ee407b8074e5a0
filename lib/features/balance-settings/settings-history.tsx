import { useEffect, useState } from 'react'
import {
  type BalanceSettings,
  type BalanceSettingsField,
  type BalanceSettingsPatch,
  describeFieldValue,
  diffBalanceSettings,
  FIELD_LABELS,
  type FieldChange,
  patchOf,
  undoChanges,
} from '@/lib/domain/settings/balance-settings'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import { Button } from '@/lib/ui/button'
import { inputClasses } from '@/lib/ui/field'
import { RECORDED } from '@/lib/ui/page-events'
import { Time } from '@/lib/ui/time'
import { readSettingsHistoryAction } from './actions'
import type { SettingsChange } from './read-settings-history'

type Props = {
  accountId: string
  current: BalanceSettings
  locks: Record<BalanceSettingsField, FieldLock>
  /** Puts former values into the form; nothing is saved by it. */
  onPutBack: (patch: BalanceSettingsPatch) => void
}

/** What the settings were: change by change, and on a date in the past. */
export default function SettingsHistory({ accountId, current, locks, onPutBack }: Props) {
  const [history, setHistory] = useState<SettingsChange[] | 'reading' | 'failed'>('reading')
  const [day, setDay] = useState('')

  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const answer = await readSettingsHistoryAction(accountId).catch(() => null)
      if (isCurrent) setHistory(answer ?? 'failed')
    }
    void read()
    window.addEventListener(RECORDED, read)
    return () => {
      isCurrent = false
      window.removeEventListener(RECORDED, read)
    }
  }, [accountId])

  const then = Array.isArray(history) && day ? asOf(current, history, day) : null
  return (
    <div className="flex flex-col gap-4 border-t border-line p-4">
      {history === 'reading' && (
        <p role="status" className="text-sm text-muted">
          Reading the record…
        </p>
      )}
      {history === 'failed' && (
        <p role="alert" className="text-sm text-failed">
          The record could not be read. Nothing was changed; close this and open it again.
        </p>
      )}
      {Array.isArray(history) && (
        <>
          <label className="text-xs font-medium text-muted">
            Compare with a date in the past (end of that day, UTC)
            <input
              type="date"
              value={day}
              max={new Date().toISOString().slice(0, 10)}
              onChange={(event) => setDay(event.target.value)}
              className={`${inputClasses} block max-w-44`}
            />
          </label>
          {then && (
            <section aria-label="Compared with that date">
              {then.length === 0 ? (
                <p className="text-sm text-muted">The settings were the same as now.</p>
              ) : (
                <ChangeList changes={then} words={['then', 'now']} locks={locks} onPutBack={onPutBack} />
              )}
            </section>
          )}
          {history.length === 0 ? (
            <p className="text-sm text-muted">No change is on record yet.</p>
          ) : (
            <ol aria-label="Recorded changes" className="flex flex-col divide-y divide-line">
              {history.slice(0, 10).map((entry) => (
                <li key={entry.id} className="py-2">
                  <p className="text-xs text-muted">
                    {entry.who} · <Time at={entry.at} />
                  </p>
                  <ChangeList changes={entry.changes} words={['before', 'after']} locks={locks} onPutBack={onPutBack} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </div>
  )
}

/** As differences from then to now; putting one back means its earlier side. */
function asOf(current: BalanceSettings, history: SettingsChange[], day: string): FieldChange[] {
  const end = `${day}T23:59:59.999Z`
  const later = history.filter(({ at }) => new Date(at).toISOString() > end).flatMap(({ changes }) => changes)
  return diffBalanceSettings(undoChanges(current, later), current)
}

function ChangeList({
  changes,
  words,
  locks,
  onPutBack,
}: { changes: FieldChange[]; words: [string, string] } & Pick<Props, 'locks' | 'onPutBack'>) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map((change) => (
        <li key={change.field} className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0">
            <span className="text-muted">{FIELD_LABELS[change.field]}</span> {describeFieldValue(change, 'before')}{' '}
            <span className="text-xs text-muted">{words[0]}</span> → {describeFieldValue(change, 'after')}{' '}
            <span className="text-xs text-muted">{words[1]}</span>
          </span>
          {locks[change.field] === null && (
            <Button
              onClick={() => onPutBack(patchBack(change))}
              aria-label={`Put back ${FIELD_LABELS[change.field].toLowerCase()}: ${describeFieldValue(change, 'before')}`}
            >
              Put back
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The change turned round: from what it led to, back to what it came from. */
const patchBack = ({ field, before, after }: FieldChange) =>
  patchOf([{ field, before: after, after: before } as FieldChange])
