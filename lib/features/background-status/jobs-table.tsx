import type { WorkerStatus } from '@/lib/record/worker-status'
import { Badge } from '@/lib/ui/badge'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { statusText as text } from './text'

type Run = WorkerStatus['jobs'][number]
/** A job that this version knows, or of which a run is recorded. */
type Row = { job: string; run: Run | undefined }

const COLUMNS: Column<Row>[] = [
  {
    header: text.columns.job,
    isRowHeader: true,
    className: 'font-normal',
    cell: ({ job, run }) => (
      <>
        <p className="font-medium">{text.jobs[job]?.name ?? job}</p>
        {text.jobs[job] && <p className="text-xs text-muted">{text.jobs[job].help}</p>}
        {run && run.failures > 0 && <Failure run={run} />}
        {run && (
          <p className="text-xs md:hidden">
            <Time at={run.finishedAt} />
          </p>
        )}
      </>
    ),
  },
  { header: text.columns.state, cell: ({ run }) => <Result run={run} /> },
  { header: text.columns.run, className: 'max-md:hidden', cell: ({ run }) => run && <Time at={run.finishedAt} /> },
  {
    header: text.columns.took,
    className: 'whitespace-nowrap max-md:hidden',
    isNumeric: true,
    cell: ({ run }) => run && `${((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000).toFixed(1)} s`,
  },
]

export function JobsTable({ runs }: { runs: readonly Run[] }) {
  const known = Object.keys(text.jobs)
  const others = runs.map(({ job }) => job).filter((job) => !known.includes(job))
  const rows = [...known, ...others].map((job) => ({ job, run: runs.find((run) => run.job === job) }))
  return (
    <section aria-label={text.jobsScroll} className="overflow-x-auto">
      <Table columns={COLUMNS} rows={rows} rowKey={({ job }) => job} rowClassName="align-top [&>*]:py-2.5" />
    </section>
  )
}

function Result({ run }: { run: Run | undefined }) {
  if (!run) return <Badge tone="canceled">{text.notRun}</Badge>
  return run.failures > 0 ? (
    <Badge tone="failed">{text.failed(run.failures)}</Badge>
  ) : (
    <Badge tone="paid">{text.ok}</Badge>
  )
}

function Failure({ run: { job, error } }: { run: Run }) {
  const cause = error === null ? text.causes.fault : causeOf(error)
  return (
    <div className="mt-1 space-y-0.5 text-xs">
      <p className="text-failed">{cause}</p>
      {text.jobs[job] && <p>{text.jobs[job].without}</p>}
      {error !== null && cause !== error && (
        <details>
          <summary className="cursor-pointer">{text.details}</summary>
          <pre className="mt-1 max-w-prose whitespace-pre-wrap break-words" translate="no">
            {error.trim()}
          </pre>
        </details>
      )}
    </div>
  )
}

/** Our own sentences are shown as they are; an error from the database or a bug is not meant for people. */
function causeOf(error: string): string {
  if (/^Stripe [^\n]*\.$/.test(error)) return error
  return /prisma|database|sqlite|ECONN|connection|disk/i.test(error) ? text.causes.database : text.causes.fault
}
