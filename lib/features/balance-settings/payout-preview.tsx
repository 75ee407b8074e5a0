import { useEffect, useState } from 'react'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
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

const drawnFor = (settings: BalanceSettings) => JSON.stringify([termsOf(settings), settings.minimumBalances])

/** The next payouts now, and as they would be with what is in the form. Stripe is not asked. */
export function PayoutPreview({ loaded, base, draft, initial, context }: Props) {
  const [computed, setComputed] = useState<{ key: string; preview: Preview } | null>(null)
  const before = termsOf(base)
  const after = draftTerms(draft, base, context.country)
  const { changes } = readDraft(draft, base)
  const minimums = changes.find((change) => change.field === 'minimumBalances')
  const kept = minimums ? minimums.after : base.minimumBalances
  const isAsDrawn = initial !== null && changes.length === 0 && drawnFor(base) === drawnFor(loaded)
  // The server has computed the settings as loaded; everything else is computed here, with calendars loaded for it.
  const key = JSON.stringify([before, after, kept, context.now])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the preview depends on
  useEffect(() => {
    if (!before || !after) return
    let isCurrent = true
    if (isAsDrawn) return
    import('./compute-preview').then(({ computePreview }) => {
      if (isCurrent) setComputed({ key, preview: computePreview(before, after, kept, context) })
    })
    return () => {
      isCurrent = false
    }
  }, [key])

  const preview = isAsDrawn ? initial : (computed?.preview ?? initial)
  if (!preview) return null
  const isChanged = preview.rows.some((row) => row.change !== 'stays') || preview.facts.length > 0
  const shown = after ? preview : initial
  return (
    <Card
      title={isChanged ? text.changedTitle : text.title}
      aside={<span className="text-xs text-muted">{text.estimated}</span>}
    >
      <div className="flex flex-col gap-3 p-4">
        {after === null && <p className="text-sm text-muted">{text.unfinished}</p>}
        {shown && (
          <>
            <div role="status" className="contents">
              {shown.facts.length > 0 && (
                <ul className="flex flex-col gap-1 text-sm">
                  {shown.facts.map((fact) => (
                    <li key={fact}>{fact}</li>
                  ))}
                </ul>
              )}
            </div>
            {shown.rows.length === 0 ? (
              <p className="text-sm text-muted">{text.none}</p>
            ) : (
              <div className="flex flex-col gap-4 sm:flex-row">
                <ol aria-label={text.dates} className="min-w-0 flex-1 divide-y divide-line text-sm">
                  {shown.rows.map((row) => (
                    <PayoutRow key={row.sendOn} row={row} />
                  ))}
                </ol>
                <PayoutMonths rows={shown.rows} today={shown.today} />
              </div>
            )}
            {shown.amount && (
              <p className="text-sm">
                <span className="text-muted">{text.nextAmount}</span> {shown.amount}
              </p>
            )}
            <Rhythm preview={shown} />
            {shown.notes.map((note) => (
              <p key={note} className="text-xs text-muted">
                {note}
              </p>
            ))}
          </>
        )}
      </div>
    </Card>
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

function Rhythm({ preview: { rhythm, yearlyCost } }: { preview: Preview }) {
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
