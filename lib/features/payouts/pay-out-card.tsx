import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { balanceParts } from '@/lib/domain/money/balance-parts'
import { formatMoney } from '@/lib/domain/money/money'
import {
  type AccountMoney,
  offerManualPayout,
  type PayoutOffer,
  type PayoutOfferResult,
} from '@/lib/domain/payouts/manual-payout'
import type { PayoutMethod } from '@/lib/domain/payouts/payout'
import { Card } from '@/lib/ui/card'
import { PayOutButton } from './pay-out-button'

const METHODS: Record<PayoutMethod, { title: string; arrives: string }> = {
  standard: { title: 'Standard payout', arrives: 'arrives in one to three business days' },
  instant: { title: 'Instant payout', arrives: 'usually arrives within 30 minutes, at any hour' },
}

/** Payouts by hand, for those who may make them: how much, or the one reason why not. Nothing is hidden silently. */
export async function PayOutCard({
  access,
  picture,
  rules,
}: {
  access: AccountAccess
  picture: Promise<AccountMoney | null>
  rules: Promise<PlatformRules>
}) {
  if (!mayAlso(access, 'payouts:create')) return null
  const known = await picture
  if (!known) {
    return (
      <Card title="Pay out by hand">
        <p className="px-4 py-3 text-sm text-muted">What can be paid out is not known while Stripe does not answer.</p>
      </Card>
    )
  }
  const mayUse = allowedPayoutMethods(access, await rules)
  const parts = balanceParts(known.balance, {
    minimums: known.settings.minimumBalances,
    schedule: known.settings.schedule,
    payouts: known.payouts,
    defaultCurrency: known.account.defaultCurrency,
  })
  return (
    <Card title="Pay out by hand">
      <ul className="divide-y divide-line">
        {parts.flatMap(({ currency }) =>
          (['standard', 'instant'] as const).map((method) => (
            <Choice
              key={`${currency} ${method}`}
              method={method}
              currency={currency}
              answer={offerManualPayout(method, currency, known, mayUse)}
              showCurrency={parts.length > 1}
            />
          )),
        )}
      </ul>
    </Card>
  )
}

const describeRemainder = ({ besides, currency }: PayoutOffer) =>
  besides > 0
    ? ` Another ${formatMoney({ amount: besides, currency })} was paid in another way and leaves by a payout of its own.`
    : ''

function Choice({
  method,
  currency,
  answer,
  showCurrency,
}: {
  method: PayoutMethod
  currency: string
  answer: PayoutOfferResult
  showCurrency: boolean
}) {
  const { title, arrives } = METHODS[method]
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="font-medium">
          {title}
          {showCurrency && <span className="text-muted"> · {currency.toUpperCase()}</span>}
        </h3>
        <p className="text-muted">
          {answer.ok
            ? `Up to ${formatMoney({ amount: answer.offer.most, currency })}; ${arrives}.${describeRemainder(answer.offer)}`
            : answer.refusal.because}
        </p>
      </div>
      {answer.ok && (
        <PayOutButton
          offer={answer.offer}
          label={`${method === 'instant' ? 'Pay out instantly' : 'Pay out'}${showCurrency ? ` ${currency.toUpperCase()}` : ''}…`}
        />
      )}
    </li>
  )
}
