import { useEffect, useState } from 'react'
import type { BalanceSettings, FieldChange } from '@/lib/domain/settings/balance-settings'
import { Badge } from '@/lib/ui/badge'
import { Card } from '@/lib/ui/card'
import { classNames } from '@/lib/ui/class-names'
import { type Draft, readDraft } from './draft'
import { PayoutMonths } from './payout-months'
import { draftTerms, type InitialPreview, type Preview, type PreviewContext, termsOf } from './preview-terms'
import { previewText as text } from './text'

type Props = {
  /** What the server computed `initial` for; `base` is newer for a moment after a save. */
  loaded: BalanceSettings
  base: BalanceSettings
  draft: Draft
  initial: InitialPreview
  context: PreviewContext
}

/** The next payouts now, and as they would be with what is in the form. Stripe is not asked. */
export function PayoutPreview(props: Props) {
  const { preview, isUnfinished } = usePreview(props)
  if (!preview) return null
  const isChanged = preview.rows.some((row) => row.change !== 'stays') || preview.facts.length > 0
  const shown = isUnfinished ? props.initial : preview
  return (
    <Card
      title={isChanged ? text.changedTitle : text.title}
      aside={<span className="text-xs text-muted">{text.estimated}</span>}
    >
      <div className="flex flex-col gap-3 p-4">
        {isUnfinished && <p className="text-sm text-muted">{text.unfinished}</p>}
        {shown && <PreviewBody preview={shown} />}
      </div>
    </Card>
  )
}

/**
 * The server computes the preview of the settings as loaded. Everything else is computed here, once somebody edits,
 * because it needs the holiday calendars.
 */
function usePreview({ loaded, base, draft, initial, context }: Props) {
  const [computed, setComputed] = useState<Preview | null>(null)
  const before = termsOf(base)
  const after = draftTerms(draft, base, context.country)
  const { changes } = readDraft(draft, base)
  const minimums = minimumsAfter(changes, base)
  const isInitial = initial !== null && changes.length === 0 && previewKey(base) === previewKey(loaded)

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are all that the preview depends on, as text
  useEffect(() => {
    if (!before || !after || isInitial) return
    let isCurrent = true
    import('./compute-preview').then(({ computePreview }) => {
      if (isCurrent) setComputed(computePreview(before, after, minimums, context))
    })
    return () => {
      isCurrent = false
    }
  }, [JSON.stringify([before, after, minimums, context.now])])

  return { preview: isInitial ? initial : (computed ?? initial), isUnfinished: after === null }
}

const previewKey = (settings: BalanceSettings) => JSON.stringify([termsOf(settings), settings.minimumBalances])

function minimumsAfter(changes: readonly FieldChange[], base: BalanceSettings) {
  const change = changes.find(({ field }) => field === 'minimumBalances')
  return change?.field === 'minimumBalances' ? change.after : base.minimumBalances
}

function PreviewBody({ preview: { rows, facts, amount, notes, today, rhythm, yearlyCost } }: { preview: Preview }) {
  return (
    <>
      <div role="status" className="contents">
        {facts.length > 0 && (
          <ul className="flex flex-col gap-1 text-sm">
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="text-sm text-muted">{text.none}</p>
      ) : (
        <div className="flex flex-col gap-4 sm:flex-row">
          <ol aria-label={text.dates} className="min-w-0 flex-1 divide-y divide-line text-sm">
            {rows.map((row) => (
              <PayoutRow key={row.sendOn} row={row} />
            ))}
          </ol>
          <PayoutMonths rows={rows} today={today} />
        </div>
      )}
      {amount && (
        <p className="text-sm">
          <span className="text-muted">{text.nextAmount}</span> {amount}
        </p>
      )}
      <Rhythm rhythm={rhythm} yearlyCost={yearlyCost} />
      {notes.map((note) => (
        <p key={note} className="text-xs text-muted">
          {note}
        </p>
      ))}
    </>
  )
}

const CHANGES = {
  stays: null,
  appears: { tone: 'accent', word: text.added },
  disappears: { tone: 'canceled', word: text.removed },
} as const

function PayoutRow({ row }: { row: Preview['rows'][number] }) {
  const change = CHANGES[row.change]
  return (
    <li className="py-1.5">
      <div className="flex flex-wrap items-center gap-x-2">
        <span
          className={classNames('tabular w-28 font-medium', row.change === 'disappears' && 'text-muted line-through')}
        >
          {row.day}
        </span>
        {row.change !== 'disappears' && <span className="tabular text-xs text-muted">{text.arrives(row.arrival)}</span>}
        {change && <Badge tone={change.tone}>{change.word}</Badge>}
      </div>
      {row.change !== 'disappears' &&
        row.notes.map((note) => (
          <p key={note} className="text-xs text-muted">
            {note}
          </p>
        ))}
    </li>
  )
}

function Rhythm({ rhythm, yearlyCost }: Pick<Preview, 'rhythm' | 'yearlyCost'>) {
  const rows = [
    {
      label: text.perMonth,
      before: rhythm.before?.payoutsPerMonth.toFixed(1),
      after: rhythm.after?.payoutsPerMonth.toFixed(1),
    },
    {
      label: text.wait,
      before: rhythm.before?.waitDays.toFixed(1),
      after: rhythm.after?.waitDays.toFixed(1),
    },
    { label: text.cost, before: yearlyCost?.before, after: yearlyCost?.after },
  ].filter((row) => row.before !== undefined || row.after !== undefined)
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 text-sm sm:grid-cols-3">
      {rows.map(({ label, before = text.manual, after = text.manual }) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="tabular font-medium">
            {before === after ? (
              after
            ) : (
              <>
                <span className="font-normal text-muted">{before} → </span>
                {after}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
