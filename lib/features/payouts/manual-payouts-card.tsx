import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { balanceParts } from '@/lib/domain/money/balance-parts'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountMoney } from '@/lib/domain/payouts/account-money'
import { offerManualPayout, type PayoutOffer } from '@/lib/domain/payouts/manual-payout'
import type { PayoutMethod } from '@/lib/domain/payouts/payout'
import { explainPayoutsDisabled } from '@/lib/domain/payouts/payouts-disabled'
import { Card } from '@/lib/ui/card'
import { SendPayoutButton } from './send-payout-button'
import { manualPayoutsText as text } from './text'

type Props = { access: AccountAccess; money: Promise<AccountMoney | null>; rules: Promise<PlatformRules> }

/** Manual payouts, for those who may send them: how much, or the one reason why not. */
export async function ManualPayoutsCard({ access, money, rules }: Props) {
  if (!mayAlso(access, 'payouts:create')) return null
  const [known, current] = await Promise.all([money, rules])
  if (!known) return <ManualPayoutsNote>{text.missing}</ManualPayoutsNote>
  // The payout status, at the top of the page, explains why.
  if (explainPayoutsDisabled(known.account, known.settings.payoutsStatus))
    return <ManualPayoutsNote>{text.disabled}</ManualPayoutsNote>

  const allowed = allowedPayoutMethods(access, current)
  const currencies = balanceParts(known.balance, {
    minimums: known.settings.minimumBalances,
    schedule: known.settings.schedule,
    payouts: known.payouts,
    defaultCurrency: known.account.defaultCurrency,
  }).map(({ currency }) => currency)
  const methods: PayoutMethod[] = ['standard', 'instant']
  return (
    <Card title={text.title}>
      <ul className="divide-y divide-line">
        {currencies.flatMap((currency) =>
          methods.map((method) => {
            const result = offerManualPayout(method, currency, known, allowed)
            const code = currencies.length > 1 ? ` ${currency.toUpperCase()}` : ''
            return (
              <li
                key={`${currency} ${method}`}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-sm"
              >
                <div className="min-w-0 flex-1 basis-60">
                  <h3 className="font-medium">
                    {text.methods[method].title}
                    {code && <span className="text-muted"> ·{code}</span>}
                  </h3>
                  <p className="text-muted">{result.ok ? describeOffer(result.offer) : result.refusal.because}</p>
                </div>
                {result.ok && <SendPayoutButton offer={result.offer} label={`${text.methods[method].send}${code}…`} />}
              </li>
            )
          }),
        )}
      </ul>
    </Card>
  )
}

function describeOffer({ method, currency, most, remainder }: PayoutOffer): string {
  const money = (amount: number) => formatMoney({ amount, currency })
  return [
    text.upTo(money(most)),
    text.methods[method].arrival,
    ...(remainder > 0 ? [text.remainder(money(remainder))] : []),
  ].join(' ')
}

const ManualPayoutsNote = ({ children }: { children: string }) => (
  <Card title={text.title}>
    <p className="px-4 py-3 text-sm text-muted">{children}</p>
  </Card>
)
