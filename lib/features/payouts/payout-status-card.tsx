import type { Route } from 'next'
import type { PayoutCause } from '@/lib/domain/payouts/payout-cause'
import type { Reading } from '@/lib/domain/reading'
import { Card } from '@/lib/ui/card'
import { Skeleton } from '@/lib/ui/skeleton'
import { CauseList, type CauseWords } from './cause-list'
import { statusText as text } from './text'

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
      <CauseList causes={[first, ...others].map((cause) => causeWords(cause, hasSeveral, sendAt))} />
      {sources.some(({ kind }) => kind === 'stale') && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{text.stale}</p>
      )}
    </Card>
  )
}

function causeWords(cause: PayoutCause, showCurrency: boolean, sendAt: Route | null): CauseWords {
  const { code, state, currency, headline, next } = cause
  return {
    ...{ state, headline, next },
    ...(showCurrency && currency && { currency }),
    ...(code === 'manual' && sendAt && { send: [sendAt, text.send] }),
  }
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
