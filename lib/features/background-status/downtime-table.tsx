import type { WorkerStatus } from '@/lib/record/worker-status'
import { EmptyState } from '@/lib/ui/empty-state'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { statusText as text } from './text'

type Gap = WorkerStatus['gaps'][number]

const COLUMNS: Column<Gap>[] = [
  { header: text.gapColumns.from, cell: ({ startedAt }) => <Time at={startedAt} /> },
  { header: text.gapColumns.to, cell: ({ endedAt }) => <Time at={endedAt} /> },
  { header: text.gapColumns.state, cell: (gap) => <State gap={gap} /> },
  { header: text.gapColumns.found, cell: ({ found }) => String(found), isNumeric: true },
  { header: text.gapColumns.unread, cell: ({ unread }) => String(unread), isNumeric: true },
]

/** The latest times without a running instance, and what is known of Stripe's events in them. */
export const DowntimeTable = ({ gaps }: { gaps: readonly Gap[] }) => (
  // Focusable, so that the keyboard can scroll it where it is wider than the page.
  <section aria-label={text.gapsScroll} className="overflow-x-auto" tabIndex={gaps.length > 0 ? 0 : undefined}>
    <Table
      columns={COLUMNS}
      rows={gaps}
      rowKey={({ id }) => id}
      empty={<EmptyState title={text.noGaps} hint={text.noGapsHelp} />}
      className="min-w-[760px]"
      rowClassName="align-top [&>td]:py-2.5"
    />
  </section>
)

function State({ gap: { finishedAt, cursor, lostUntil } }: { gap: Gap }) {
  const progress = finishedAt ? text.caughtUp : cursor ? text.readingUpTo(cursor) : text.notBegun
  return (
    <>
      <p>{progress}</p>
      {lostUntil && (
        <p className="text-failed">
          <span>{text.lost}</span> <Time at={lostUntil} />
        </p>
      )}
    </>
  )
}
