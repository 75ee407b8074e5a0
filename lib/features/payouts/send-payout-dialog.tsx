'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import { describeUnreadable, formatMoney, fromDecimal, toDecimal } from '@/lib/domain/money/money'
import {
  estimateInstantFee,
  findOrderErrors,
  type PayoutOffer,
  type PayoutOrder,
} from '@/lib/domain/payouts/manual-payout'
import { Button } from '@/lib/ui/button'
import { MoneyField } from '@/lib/ui/money-field'
import { Notice } from '@/lib/ui/notice'
import { SelectField } from '@/lib/ui/select-field'
import type { OrderErrors } from './order-outcome'
import { dialogText as text } from './send-payout-text'
import { type OrderState, usePayoutOrder } from './use-payout-order'

type Props = { accountId: string; offer: PayoutOffer; onClose: () => void }

/** Amount and destination, then a summary, then one click. */
export default function SendPayoutDialog({ accountId, offer, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // The offer as it was when the dialog was opened: the page behind it may be refreshed meanwhile.
  const [shown, setShown] = useState(offer)
  const { method, currency, destinations } = shown
  const [destinationId, setDestinationId] = useState(destinations[0]?.id ?? '')
  const destination = destinations.find(({ id }) => id === destinationId) ?? destinations[0]
  const most = destination?.most ?? shown.most
  const [typed, setTyped] = useState(() => toDecimal({ amount: most, currency }))
  const [errors, setErrors] = useState<OrderErrors>({})
  const order = usePayoutOrder(accountId)
  const { state } = order

  useEffect(() => dialog.current?.showModal(), [])
  // Stripe refused a field: that field is where to continue.
  useEffect(() => {
    if (state.kind === 'invalid') dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state.kind])
  const fieldErrors = state.kind === 'invalid' ? state.fields : errors
  const money = (amount: number) => formatMoney({ amount, currency })

  const amount = fromDecimal(typed, currency)
  const wanted: PayoutOrder = { method, amount: amount ?? 0, currency, destinationId: destination?.id ?? '' }
  const fee = amount === null ? null : estimateInstantFee(shown, amount, destination?.id)

  function review(event: FormEvent) {
    event.preventDefault()
    const found = amount === null ? { amount: describeUnreadable(typed, currency) } : findOrderErrors(wanted, shown)
    setErrors(found)
    if (Object.keys(found).length === 0) return order.review()
    document.getElementById(found.amount ? 'payout-amount' : 'payout-destination')?.focus()
  }

  function reviewChanged(now: number) {
    const changed = { most: now, feeForMost: destination ? estimateInstantFee(shown, now, destination.id) : null }
    setShown({
      ...shown,
      ...changed,
      destinations: destinations.map((each) => (each.id === destination?.id ? { ...each, ...changed } : each)),
    })
    order.edit()
  }

  const isSettled = state.kind === 'made' || state.kind === 'refused' || state.kind === 'signed_out'
  const isFinal = isSettled || state.kind === 'unknown' || state.kind === 'lost' || state.kind === 'signed_out_since'
  const isEditing = !order.isReviewing || state.kind === 'invalid'

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      // Closing would look like a cancellation, which it isn't.
      onCancel={(event) => state.kind === 'sending' && event.preventDefault()}
      aria-labelledby="payout-title"
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-0 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <div className="flex flex-col gap-4 p-5">
        <h2 id="payout-title" className="text-lg font-semibold">
          {text.title[method]} · {currency.toUpperCase()}
        </h2>
        <div aria-live="polite" className="not-has-[*]:-mt-4">
          <OrderStatus
            state={state}
            onReview={reviewChanged}
            destination={destination ? nameExternalAccount(destination) : ''}
          />
        </div>
        {!isFinal && state.kind !== 'changed' && isEditing && (
          <form onSubmit={review} noValidate className="flex flex-col gap-3">
            <MoneyField
              id="payout-amount"
              label={text.amount}
              currency={currency}
              controlClassName=""
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setErrors({})
                if (order.isReviewing) order.edit()
              }}
              help={text.upTo(money(most))}
              error={fieldErrors.amount}
            />
            <SelectField
              id="payout-destination"
              label={text.to}
              value={destination?.id}
              onChange={(event) => setDestinationId(event.target.value)}
              error={fieldErrors.destination}
            >
              {destinations.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.isDefault ? text.default(nameExternalAccount(each)) : nameExternalAccount(each)}
                </option>
              ))}
            </SelectField>
            <div className="flex justify-end gap-2">
              <Button onClick={() => dialog.current?.close()}>{text.cancel}</Button>
              <Button look="primary" type="submit">
                {text.review}
              </Button>
            </div>
          </form>
        )}
        {!isFinal && state.kind !== 'changed' && !isEditing && amount !== null && (
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
              <dd>{destination && nameExternalAccount(destination)}</dd>
              <dt>{text.arrival}</dt>
              <dd>{text.arrives[method]}</dd>
            </dl>
            <p className="text-xs text-muted">{text.note}</p>
            <div className="flex justify-end gap-2">
              <Button onClick={order.edit} autoFocus disabled={state.kind === 'sending'}>
                {text.back}
              </Button>
              <Button look="primary" disabled={state.kind === 'sending'} onClick={() => order.send(wanted, most)}>
                {text.send(money(amount))}
              </Button>
            </div>
          </div>
        )}
        {isFinal && (
          <div className="flex justify-end gap-2">
            {state.kind === 'lost' && <Button onClick={() => order.send(wanted, most)}>{text.checkAgain}</Button>}
            {state.kind === 'refused' && <Button onClick={order.edit}>{text.backToAmount}</Button>}
            <Button look="primary" autoFocus onClick={() => dialog.current?.close()}>
              {text.close}
            </Button>
          </div>
        )}
      </div>
    </dialog>
  )
}

type OrderStatusProps = { state: OrderState; onReview: (most: number) => void; destination: string }

function OrderStatus({ state, onReview, destination }: OrderStatusProps) {
  switch (state.kind) {
    case 'made':
      return (
        <Notice tone="good" title={text.sent(formatMoney(state.payout))}>
          {text.sentTo(destination)} {text.payoutId} <span className="font-mono text-xs">{state.payout.id}</span>.
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="problem" title={text.notSent}>
          {state.message}
        </Notice>
      )
    case 'invalid':
      return (
        <Notice tone="problem" title={text.notSent}>
          {text.checkField}
        </Notice>
      )
    case 'changed':
      return (
        <Notice tone="warning" title={text.notSent}>
          <p>{state.message}</p>
          <div className="mt-2">
            <Button onClick={() => onReview(state.most)}>{text.reviewAmount}</Button>
          </div>
        </Notice>
      )
    case 'unknown':
      return (
        <Notice tone="warning" title={text.unknown}>
          {text.checking}
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="warning" title={text.unknown}>
          {text.lost}
        </Notice>
      )
    case 'signed_out':
      return (
        <Notice tone="problem" title={text.notSent}>
          {text.sessionEnded} <SignInLink />.
        </Notice>
      )
    case 'signed_out_since':
      return (
        <Notice tone="warning" title={text.unknown}>
          {text.sessionEndedSince} <SignInLink /> {text.checkPayouts}
        </Notice>
      )
    case 'sending':
      return <p className="text-sm text-muted">{text.sending}</p>
    case 'editing':
      return null
  }
}

const SignInLink = () => (
  <a href="/sign-in" className="font-medium underline">
    {text.signIn}
  </a>
)
