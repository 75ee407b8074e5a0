import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import type { LoadedBalance } from './load-balance'

/** The balance in our own words: what the API says, usable when the component cannot load or may not be shown. */
export async function BalanceFigures({ balance }: { balance: Promise<LoadedBalance> }) {
  const loaded = await balance
  if (loaded.kind === 'missing') {
    return (
      <Notice tone="problem" title="The balance could not be read">
        {loaded.because} Reload the page to try again.
      </Notice>
    )
  }
  const { available, pending } = loaded.balance
  const currencies = [...new Set([...available, ...pending].map((money) => money.currency))]
  const amountIn = (list: typeof available, currency: string) =>
    list.find((money) => money.currency === currency) ?? { amount: 0, currency }
  return (
    <div className="flex flex-col gap-3">
      {loaded.kind === 'stale' && (
        <Notice tone="warning" title="Stripe’s last known balance">
          {loaded.because} It was read <Time at={loaded.readAt} ageOnly />.
        </Notice>
      )}
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-muted [&>th]:py-1.5 [&>th]:font-medium">
            <th scope="col" className="text-left">
              Currency
            </th>
            <th scope="col" className="text-right">
              Available
            </th>
            <th scope="col" className="text-right">
              Pending
            </th>
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => (
            <tr key={currency} className="border-b border-line last:border-0 [&>*]:py-2">
              <th scope="row" className="text-left font-medium uppercase">
                {currency}
              </th>
              <td className="text-right">
                <MoneyAmount money={amountIn(available, currency)} />
              </td>
              <td className="text-right">
                <MoneyAmount money={amountIn(pending, currency)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-xs text-muted">
        Available can be paid out now. Pending has been earned and is still settling.
      </p>
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
