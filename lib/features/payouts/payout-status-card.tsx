import { balanceParts } from '@/lib/domain/money/balance-parts'
import type { AccountMoney } from '@/lib/domain/payouts/manual-payout'
import { type AccountPayoutStatus, describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { Card } from '@/lib/ui/card'
import { classNames } from '@/lib/ui/class-names'
import { Skeleton } from '@/lib/ui/skeleton'

const TITLE = 'When money arrives'

const MARKS: Record<AccountPayoutStatus['tone'], string> = {
  good: 'bg-paid',
  waiting: 'bg-pending',
  problem: 'bg-failed',
}

/** One sentence with its cause, and what to do, for each currency in which there is money; the same for everybody. */
export async function PayoutStatusCard({
  picture,
  isOld,
}: {
  picture: Promise<AccountMoney | null>
  /** Whether it rests in part on what Stripe said last, because it does not answer now. */
  isOld: Promise<boolean>
}) {
  const [known, rests] = await Promise.all([picture, isOld])
  if (!known) {
    return (
      <Card title={TITLE}>
        <p className="px-4 py-3 text-sm text-muted">This cannot be said while Stripe does not answer.</p>
      </Card>
    )
  }
  const [main, ...others] = balanceParts(known.balance, {
    minimums: known.settings.minimumBalances,
    schedule: known.settings.schedule,
    payouts: known.payouts,
    defaultCurrency: known.account.defaultCurrency,
  })
  const currencies = [main, ...others.filter(({ available, pending, inTransit }) => available || pending || inTransit)]
  return (
    <Card title={TITLE}>
      <ul className="divide-y divide-line">
        {currencies.map(
          (part) =>
            part && (
              <Answer
                key={part.currency}
                {...part}
                answer={describePayoutStatus(known, part.currency)}
                showCurrency={currencies.length > 1}
              />
            ),
        )}
      </ul>
      {rests && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          Stripe does not answer in part, so this rests on what it said last.
        </p>
      )}
    </Card>
  )
}

function Answer({
  currency,
  answer,
  showCurrency,
}: {
  currency: string
  answer: AccountPayoutStatus
  showCurrency: boolean
}) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <span aria-hidden="true" className={classNames('mt-2 size-2 shrink-0 rounded-full', MARKS[answer.tone])} />
      <div className="min-w-0">
        <p className="text-lg font-medium text-pretty">
          {showCurrency && <span className="mr-1 text-sm text-muted uppercase">{currency} </span>}
          {answer.headline}
        </p>
        <p className="mt-0.5 text-sm text-pretty text-muted">{answer.next}</p>
      </div>
    </li>
  )
}

export function PayoutStatusSkeleton() {
  return (
    <Card title={TITLE}>
      <div role="status" aria-label="Reading payouts from Stripe" className="flex flex-col gap-2 px-4 py-3.5">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-4 w-1/3" />
      </div>
    </Card>
  )
}
