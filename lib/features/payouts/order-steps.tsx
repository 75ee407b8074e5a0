import type { FormEvent } from 'react'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import { formatMoney } from '@/lib/domain/money/money'
import type { PayoutDestination } from '@/lib/domain/payouts/manual-payout'
import type { PayoutMethod } from '@/lib/domain/payouts/payout'
import { Button } from '@/lib/ui/button'
import { MoneyField } from '@/lib/ui/money-field'
import { SelectField } from '@/lib/ui/select-field'
import type { OrderErrors } from './order-outcome'
import { dialogText as text } from './send-payout-text'

export const AMOUNT_FIELD = 'payout-amount'
export const DESTINATION_FIELD = 'payout-destination'

type FormProps = {
  currency: string
  amount: string
  onAmount: (typed: string) => void
  /** Minor units. */
  most: number
  destinations: readonly PayoutDestination[]
  destinationId: string | undefined
  onDestination: (id: string) => void
  errors: OrderErrors
  onReview: (event: FormEvent) => void
  onCancel: () => void
}

/** First step: how much, and to where. */
export const OrderForm = (props: FormProps) => (
  <form onSubmit={props.onReview} noValidate className="flex flex-col gap-3">
    <MoneyField
      id={AMOUNT_FIELD}
      label={text.amount}
      currency={props.currency}
      controlClassName=""
      value={props.amount}
      onWrite={props.onAmount}
      help={text.upTo(formatMoney({ amount: props.most, currency: props.currency }))}
      error={props.errors.amount}
    />
    <SelectField
      id={DESTINATION_FIELD}
      label={text.to}
      value={props.destinationId}
      onChange={(event) => props.onDestination(event.target.value)}
      error={props.errors.destination}
    >
      {props.destinations.map((each) => (
        <option key={each.id} value={each.id}>
          {each.isDefault ? text.default(nameExternalAccount(each)) : nameExternalAccount(each)}
        </option>
      ))}
    </SelectField>
    <div className="flex justify-end gap-2">
      <Button onClick={props.onCancel}>{text.cancel}</Button>
      <Button look="primary" type="submit">
        {text.review}
      </Button>
    </div>
  </form>
)

type SummaryProps = {
  method: PayoutMethod
  currency: string
  /** Minor units; the fee is null where it is not known. */
  amount: number
  fee: number | null
  destination: string
  isSending: boolean
  onBack: () => void
  onSend: () => void
}

/** Second step: what will happen, and the click that sends it. */
export function OrderSummary({ method, currency, amount, fee, destination, isSending, onBack, onSend }: SummaryProps) {
  const money = (minor: number) => formatMoney({ amount: minor, currency })
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1.5 text-sm [&>dd]:text-right [&>dt]:text-muted">
        <dt>{text.fromBalance}</dt>
        <dd className="tabular font-medium">
          {method === 'instant' && fee === null ? text.plusFee(money(amount)) : money(amount + (fee ?? 0))}
        </dd>
        {method === 'instant' && (
          <>
            <dt>{text.fee}</dt>
            <dd className="tabular">{fee === null ? text.feeUnknown : text.aboutFee(money(fee))}</dd>
          </>
        )}
        <dt>{text.toBank}</dt>
        <dd className="tabular font-medium">{money(amount)}</dd>
        <dt>{text.to}</dt>
        <dd>{destination}</dd>
        <dt>{text.arrival}</dt>
        <dd>{text.arrives[method]}</dd>
      </dl>
      <p className="text-xs text-muted">{text.note}</p>
      <div className="flex justify-end gap-2">
        {/* Focused, so that Enter held down sends nothing. */}
        <Button onClick={onBack} autoFocus disabled={isSending}>
          {text.back}
        </Button>
        <Button look="primary" disabled={isSending} onClick={onSend}>
          {text.send(money(amount))}
        </Button>
      </div>
    </div>
  )
}
