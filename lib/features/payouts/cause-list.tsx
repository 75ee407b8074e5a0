'use client'
import type { Route } from 'next'
import type { PayoutCauseState } from '@/lib/domain/payouts/payout-cause'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'

const MARKS: Record<PayoutCauseState, string> = {
  blocked: 'bg-failed',
  action_needed: 'bg-pending',
  waiting: 'bg-pending',
  on_schedule: 'bg-paid',
}

export type CauseWords = {
  state: PayoutCauseState
  /** Where there are causes of several currencies. */
  currency?: string
  headline: string
  next: string
  /** Where this person sends a manual payout. */
  send?: readonly [href: Route, label: string]
}

/** The first cause in large type, the others as lines. */
export function CauseList({ causes: [first, ...others] }: { causes: readonly CauseWords[] }) {
  return (
    <>
      {first && <Cause cause={first} isFirst />}
      {others.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {others.map((cause) => (
            <li key={`${cause.currency} ${cause.headline} ${cause.next}`}>
              <Cause cause={cause} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Cause({
  cause: { state, currency, headline, next, send },
  isFirst = false,
}: {
  cause: CauseWords
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
          {currency && <span className="mr-1 text-sm text-muted uppercase">{`${currency} `}</span>}
          <span>{headline}</span>
        </p>
        <p className="mt-0.5 text-sm text-pretty text-muted">{next}</p>
        {send && (
          <PageLink href={send[0]} className="text-sm font-medium text-accent underline underline-offset-2">
            {send[1]}
          </PageLink>
        )}
      </div>
    </div>
  )
}
