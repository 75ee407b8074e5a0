import type { Balance } from '@/lib/domain/money/balance'
import { balanceParts, PART_WORDS } from '@/lib/domain/money/balance-parts'
import type { Payout } from '@/lib/domain/payouts/payout'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Badge } from '@/lib/ui/badge'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import { figuresText as text } from './text'

type Props = {
  balance: Promise<Reading<Balance>>
  /** What they add is left out while they are missing. */
  settings: Promise<Reading<BalanceSettings>>
  payouts: Promise<Reading<{ payouts: readonly Payout[] }>>
  defaultCurrency: string | null
}

/** The balance as the API has it, also where the component can't load or may not be shown. */
export async function BalanceFigures({ balance, settings, payouts, defaultCurrency }: Props) {
  const [reading, currentSettings, list] = await Promise.all([
    balance,
    settings.then(knownValue),
    payouts.then(knownValue),
  ])
  if (reading.kind === 'missing') {
    return (
      <Notice tone="problem" title={text.missing}>
        {reading.because} {text.reload}
      </Notice>
    )
  }
  const parts = balanceParts(reading.value, {
    minimums: currentSettings?.minimumBalances,
    schedule: currentSettings?.schedule ?? null,
    payouts: list?.payouts ?? [],
    defaultCurrency,
  })
  const hasReserved = parts.some(({ reserved }) => reserved > 0)
  return (
    <div className="flex flex-col gap-3">
      {reading.kind === 'stale' && (
        <Notice tone="warning" title={text.stale}>
          {reading.because} {text.readAt} <Time at={reading.readAt} ageOnly />.
        </Notice>
      )}
      <div className="overflow-x-auto">
        <table className="w-full text-xs sm:text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-muted [&>th]:py-1.5 [&>th]:font-medium [&>th+th]:pl-3 [&>th+th]:text-right">
              <th scope="col" className="text-left">
                {text.currency}
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
                      <Badge tone="failed">{text.negative}</Badge>
                    </>
                  )}
                </th>
                <td className="text-right">
                  <MoneyAmount money={{ amount: available, currency }} />
                  {reserved > 0 && (
                    <p className="text-xs whitespace-nowrap text-muted">
                      <MoneyAmount money={{ amount: reserved, currency }} /> {text.reserved}
                    </p>
                  )}
                </td>
                <td className="text-right">
                  <MoneyAmount money={{ amount: pending, currency }} />
                </td>
                <td className="text-right">
                  {list ? <MoneyAmount money={{ amount: inTransit, currency }} /> : text.notKnown}
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
    <div role="status" aria-label={text.loading} className="flex flex-col gap-3">
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  )
}
