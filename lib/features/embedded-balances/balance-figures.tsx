import { balanceParts, PART_WORDS } from '@/lib/domain/money/balance-parts'
import type { Payout } from '@/lib/domain/payouts/payout'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Badge } from '@/lib/ui/badge'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import type { LoadedBalance } from './load-balance'

type Props = {
  balance: Promise<LoadedBalance>
  /** Null while Stripe does not answer; what they add is then left out. */
  settings: Promise<BalanceSettings | null>
  payouts: Promise<readonly Payout[] | null>
  defaultCurrency: string
}

/** The balance in our own words: what the API says, usable when the component cannot load or may not be shown. */
export async function BalanceFigures({ balance, settings, payouts, defaultCurrency }: Props) {
  const [loaded, knownSettings, knownPayouts] = await Promise.all([balance, settings, payouts])
  if (loaded.kind === 'missing') {
    return (
      <Notice tone="problem" title="The balance could not be read">
        {loaded.because} Reload the page to try again.
      </Notice>
    )
  }
  const parts = balanceParts(loaded.balance, {
    minimums: knownSettings?.minimumBalances,
    schedule: knownSettings?.schedule ?? null,
    payouts: knownPayouts ?? [],
    defaultCurrency,
  })
  const hasReserved = parts.some(({ reserved }) => reserved > 0)
  return (
    <div className="flex flex-col gap-3">
      {loaded.kind === 'stale' && (
        <Notice tone="warning" title="Stripe’s last known balance">
          {loaded.because} It was read <Time at={loaded.readAt} ageOnly />.
        </Notice>
      )}
      <div className="overflow-x-auto">
        <table className="w-full text-xs sm:text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-muted [&>th]:py-1.5 [&>th]:font-medium [&>th+th]:pl-3 [&>th+th]:text-right">
              <th scope="col" className="text-left">
                Currency
              </th>
              <th scope="col">{PART_WORDS.available.label}</th>
              <th scope="col">{PART_WORDS.pending.label}</th>
              <th scope="col">{PART_WORDS.in_transit.label}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ currency, available, pending, reserved, inTransit }) => (
              <tr key={currency} className="border-b border-line align-top last:border-0 [&>*]:py-2 [&>td]:pl-3">
                <th scope="row" className="text-left font-medium">
                  <span className="uppercase">{currency}</span>
                  {available < 0 && (
                    <>
                      {' '}
                      <Badge tone="failed">Negative</Badge>
                    </>
                  )}
                </th>
                <td className="text-right">
                  <MoneyAmount money={{ amount: available, currency }} />
                  {reserved > 0 && (
                    <p className="text-xs whitespace-nowrap text-muted">
                      kept back <MoneyAmount money={{ amount: reserved, currency }} />
                    </p>
                  )}
                </td>
                <td className="text-right">
                  <MoneyAmount money={{ amount: pending, currency }} />
                </td>
                <td className="text-right">
                  {knownPayouts ? <MoneyAmount money={{ amount: inTransit, currency }} /> : 'not known'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="flex flex-col gap-0.5 text-xs text-muted [&_dt]:inline [&_dt]:font-medium [&_dd]:inline">
        {(['available', 'reserved', 'pending', 'in_transit'] as const)
          .filter((part) => part !== 'reserved' || hasReserved)
          .map((part) => (
            <div key={part}>
              <dt>{PART_WORDS[part].label}:</dt> <dd>{PART_WORDS[part].meaning}</dd>
            </div>
          ))}
      </dl>
    </div>
  )
}

export function BalanceFiguresSkeleton() {
  return (
    <div role="status" aria-label="Reading the balance from Stripe" className="flex flex-col gap-3">
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  )
}
