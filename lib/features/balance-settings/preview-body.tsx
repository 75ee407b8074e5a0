import { Badge } from '@/lib/ui/badge'
import { PayoutMonths } from './payout-months'
import type { Preview, PreviewRow } from './preview-terms'
import { previewText as text } from './preview-text'

/** Dates, amount, rhythm and notes. Rendered by the server at first, and by the browser once somebody edits. */
export function PreviewBody({
  preview: { rows, amounts, hold, notes, today, rhythm, yearlyCost },
}: {
  preview: Preview
}) {
  return (
    <>
      {hold && <p className="text-sm">{hold}</p>}
      {rows.length === 0 ? (
        <p className="text-sm text-muted">{text.none}</p>
      ) : (
        <div className="flex flex-col gap-4 sm:flex-row">
          <ol aria-label={text.dates} className={`tabular min-w-0 flex-1 divide-y divide-line text-sm ${ROWS}`}>
            {rows.map((row) => (
              <PayoutRow key={row.sendOn} row={row} />
            ))}
          </ol>
          <PayoutMonths rows={rows} today={today} />
        </div>
      )}
      {amounts.map((amount) => (
        <p key={amount} className="text-sm">
          <span className="text-muted">{text.nextAmount}</span> <span>{amount}</span>
        </p>
      ))}
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

/** Said once for all rows. */
const ROWS =
  '[&>li]:flex [&>li]:flex-wrap [&>li]:items-center [&>li]:gap-x-2 [&>li]:py-1.5 [&_b]:w-28 [&_b]:font-medium [&_small]:text-xs [&_small]:text-muted'

function PayoutRow({ row }: { row: PreviewRow }) {
  const change = CHANGES[row.change]
  return (
    <li>
      <b {...(row.change === 'disappears' && { className: 'text-muted line-through' })}>{row.day}</b>
      {row.change !== 'disappears' && <small>{row.arrival}</small>}
      {change && <Badge tone={change.tone}>{change.word}</Badge>}
      {row.change !== 'disappears' &&
        row.notes.map((note) => (
          <p key={note} className="basis-full text-xs text-muted">
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
  if (rows.length === 0) return null
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 text-sm sm:grid-cols-3">
      {rows.map(({ label, before = text.manual, after = text.manual }) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="tabular font-medium">
            {before === after ? (
              <span>{after}</span>
            ) : (
              <>
                <span className="font-normal text-muted">{`${before} → `}</span>
                <span>{after}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
