'use client'
import type { PreviewRow } from './preview-terms'

const LOOKS: Record<PreviewRow['change'], string> = {
  stays: '',
  appears: 'bg-accent-soft text-accent outline-1 outline-accent',
  disappears: 'text-muted line-through outline-1 outline-line-strong outline-dashed',
}

/** A day with a payout, or the text up to the next one. */
export type PartOfMonth = string | readonly [day: string, change: PreviewRow['change']]

/** As text in columns of three figures, of which only the days of payouts are elements: a page shows two months. */
export const MonthText = ({ title, parts }: { title: string; parts: readonly PartOfMonth[] }) => (
  <div className="w-38">
    <p className="mb-1 text-xs font-medium">{title}</p>
    <pre className={`font-mono text-[11px] leading-5 text-muted ${DAYS}`}>
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a month never move
          <span key={index}>{part}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a month never move
          <b key={index} {...(LOOKS[part[1]] && { className: LOOKS[part[1]] })}>
            {part[0]}
          </b>
        ),
      )}
    </pre>
  </div>
)

/** Said once for all of them: half a figure wider than its day on either side. */
const DAYS =
  '[&>b]:-mx-[0.5ch] [&>b]:rounded-sm [&>b]:px-[0.5ch] [&>b]:py-0.5 [&>b]:font-normal [&>b:not([class])]:bg-accent [&>b:not([class])]:text-accent-ink'
