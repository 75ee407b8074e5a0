import { type AllowedPayouts, allowedPayoutMethods } from '@/lib/domain/access/payout-access'
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
  return (
    <Card title={text.title}>
      <ul className="divide-y divide-line">
        {rowsOf(known, currencies, allowed).map(({ titles, offer, says }) => (
          <li
            key={titles.join()}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-sm"
          >
            <div className="min-w-0 flex-1 basis-60">
              <h3 className="font-medium">{titles.join(', ')}</h3>
              <p className="text-muted">{says}</p>
            </div>
            {offer && <SendPayoutButton offer={offer.offer} label={offer.label} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Row = { titles: string[]; says: string; offer: { offer: PayoutOffer; label: string } | null }

const METHODS: PayoutMethod[] = ['standard', 'instant']

/** One row for each payout that can be sent, and one for each reason why others can't. */
function rowsOf(money: AccountMoney, currencies: readonly string[], allowed: AllowedPayouts): Row[] {
  const rows: Row[] = []
  for (const currency of currencies)
    for (const method of METHODS) {
      const result = offerManualPayout(method, currency, money, allowed)
      const code = currencies.length > 1 ? ` ${currency.toUpperCase()}` : ''
      const title = text.methods[method].title + code
      if (result.ok) {
        const label = `${text.methods[method].send}${code}…`
        rows.push({ titles: [title], says: describeOffer(result.offer), offer: { offer: result.offer, label } })
        continue
      }
      const says = result.refusal.because
      const same = rows.find((row) => row.says === says)
      if (same) same.titles.push(title)
      else rows.push({ titles: [title], says, offer: null })
    }
  return rows
}

function describeOffer({ method, currency, most, remainder, feeForMost }: PayoutOffer): string {
  const money = (amount: number) => formatMoney({ amount, currency })
  return [
    feeForMost ? text.upToNet(money(most), money(most + feeForMost), money(feeForMost)) : text.upTo(money(most)),
    text.methods[method].arrival,
    ...(remainder > 0 ? [text.remainder(money(remainder))] : []),
  ].join(' ')
}

const ManualPayoutsNote = ({ children }: { children: string }) => (
  <Card title={text.title}>
    <p className="px-4 py-3 text-sm text-muted">{children}</p>
  </Card>
)
