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
import { type BalanceSettingsField, definitionOf, labelOf } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { inputClasses } from '@/lib/ui/field'
import { RECORDED } from '@/lib/ui/page-events'
import { Time } from '@/lib/ui/time'
import { readSettingsHistoryAction } from './actions'
import type { SettingsChange } from './read-settings-history'
import { editorText, historyText as text } from './text'

type Props = {
  accountId: string
  current: BalanceSettings
  locks: Record<BalanceSettingsField, FieldLock>
  /** Puts earlier values into the form; nothing is saved by it. */
  onRestore: (patch: BalanceSettingsPatch) => void
}

/** What the settings were: change by change, and on a date in the past. */
export default function SettingsHistory({ accountId, current, locks, onRestore }: Props) {
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
          {editorText.loadingHistory}
        </p>
      )}
      {history === 'failed' && (
        <p role="alert" className="text-sm text-failed">
          {text.failed}
        </p>
      )}
      {Array.isArray(history) && (
        <>
          <label className="text-xs font-medium text-muted">
            {text.compare}
            <input
              type="date"
              value={day}
              max={new Date().toISOString().slice(0, 10)}
              onChange={(event) => setDay(event.target.value)}
              className={`${inputClasses} block max-w-44`}
            />
          </label>
          {then && (
            <section aria-label={text.comparison}>
              {then.length === 0 ? (
                <p className="text-sm text-muted">{text.same}</p>
              ) : (
                <ChangeList changes={then} words={[text.past, text.now]} locks={locks} onRestore={onRestore} />
              )}
            </section>
          )}
          {history.length === 0 ? (
            <p className="text-sm text-muted">{text.empty}</p>
          ) : (
            <ol aria-label={text.changes} className="flex flex-col divide-y divide-line">
              {history.slice(0, 10).map((entry) => (
                <li key={entry.id} className="py-2">
                  <p className="text-xs text-muted">
                    {entry.who} · <Time at={entry.at} />
                  </p>
                  <ChangeList
                    changes={entry.changes}
                    words={[text.before, text.after]}
                    locks={locks}
                    onRestore={onRestore}
                  />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </div>
  )
}

/** As differences from then to now; restoring one means its earlier side. */
function asOf(current: BalanceSettings, history: SettingsChange[], day: string): FieldChange[] {
  const end = `${day}T23:59:59.999Z`
  const later = history.filter(({ at }) => new Date(at).toISOString() > end).flatMap(({ changes }) => changes)
  return diffBalanceSettings(undoChanges(current, later), current)
}

function ChangeList({
  changes,
  words,
  locks,
  onRestore,
}: { changes: FieldChange[]; words: [string, string] } & Pick<Props, 'locks' | 'onRestore'>) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map((change) => (
        <li key={change.field} className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0">
            <span className="text-muted">{labelOf(change.field)}</span> {describeFieldValue(change, 'before')}{' '}
            <span className="text-xs text-muted">{words[0]}</span> → {describeFieldValue(change, 'after')}{' '}
            <span className="text-xs text-muted">{words[1]}</span>
          </span>
          {canRestore(change, locks) && (
            <Button
              onClick={() => onRestore(patchOf([reversed(change)]))}
              aria-label={text.restoreLabel(labelOf(change.field), describeFieldValue(change, 'before'))}
            >
              {text.restore}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

const canRestore = ({ field, before }: FieldChange, locks: Props['locks']) =>
  locks[field] === null && (before !== null || definitionOf(field).canBeCleared)
