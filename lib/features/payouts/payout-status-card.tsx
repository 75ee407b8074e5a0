import type { Route } from 'next'
import type { PayoutCause, PayoutCauseState } from '@/lib/domain/payouts/payout-cause'
import type { Reading } from '@/lib/domain/reading'
import { Card } from '@/lib/ui/card'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'
import { Skeleton } from '@/lib/ui/skeleton'
import { statusText as text } from './text'

const MARKS: Record<PayoutCauseState, string> = {
  blocked: 'bg-failed',
  action_needed: 'bg-pending',
  waiting: 'bg-pending',
  on_schedule: 'bg-paid',
}

type Props = {
  status: Promise<PayoutCause[] | null>
  /** What the status is based on. */
  readings: Promise<Reading<unknown>>[]
  /** Where this person sends a manual payout, if that is elsewhere. */
  sendAt?: Route | null
}

/** Why the account was not paid yet or when it will be, the most severe cause first; the same for everybody. */
export async function PayoutStatusCard({ status, readings, sendAt = null }: Props) {
  const [causes, ...sources] = await Promise.all([status, ...readings])
  const [first, ...others] = causes ?? []
  if (!first) {
    return (
      <Card title={text.title}>
        <p className="px-4 py-3 text-sm text-muted">{text.missing}</p>
      </Card>
    )
  }
  const hasSeveral = new Set(causes?.map(({ currency }) => currency).filter(Boolean)).size > 1
  return (
    <Card title={text.title}>
      <Cause cause={first} showCurrency={hasSeveral} sendAt={sendAt} isFirst />
      {others.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {others.map((cause) => (
            <li key={`${cause.code} ${cause.currency} ${cause.date}`}>
              <Cause cause={cause} showCurrency={hasSeveral} sendAt={sendAt} />
            </li>
          ))}
        </ul>
      )}
      {sources.some(({ kind }) => kind === 'stale') && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{text.stale}</p>
      )}
    </Card>
  )
}

function Cause({
  cause: { code, state, currency, headline, next },
  showCurrency,
  sendAt,
  isFirst = false,
}: {
  cause: PayoutCause
  showCurrency: boolean
  sendAt: Route | null
  isFirst?: boolean
}) {
  return (
    <div className={classNames('flex gap-3 px-4', isFirst ? 'py-3' : 'py-2')}>
      <span
        aria-hidden="true"
        className={classNames('size-2 shrink-0 rounded-full', isFirst ? 'mt-2' : 'mt-1.5', MARKS[state])}
      />
      <div className="min-w-0">
        <p className={classNames('text-pretty', isFirst ? 'text-lg font-medium' : 'text-sm')}>
          {showCurrency && currency && <span className="mr-1 text-sm text-muted uppercase">{`${currency} `}</span>}
          <span>{headline}</span>
        </p>
        <p className="mt-0.5 text-sm text-pretty text-muted">{next}</p>
        {code === 'manual' && sendAt && (
          <PageLink href={sendAt} className="text-sm font-medium text-accent underline underline-offset-2">
            {text.send}
          </PageLink>
        )}
      </div>
    </div>
  )
}

export function PayoutStatusSkeleton() {
  return (
    <Card title={text.title}>
      <div role="status" aria-label={text.loading} className="flex flex-col gap-2 px-4 py-3.5">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-4 w-1/3" />
      </div>
    </Card>
  )
}
