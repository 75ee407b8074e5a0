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
import { describedBy, FieldMessage, inputClasses } from '@/lib/ui/field'
import { Notice } from '@/lib/ui/notice'
import type { OrderErrors } from './order-outcome'
import { type OrderState, usePayoutOrder } from './use-payout-order'

type Props = { accountId: string; offer: PayoutOffer; onClose: () => void }

/** Amount and destination, then what exactly will happen, then one click. */
export default function PayOutDialog({ accountId, offer, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // What stood in the offer when the dialog was opened: the page behind it may be refreshed meanwhile.
  const [shown, setShown] = useState(offer)
  const { method, currency, destinations } = shown
  const [destinationId, setDestinationId] = useState(destinations[0]?.id ?? '')
  const destination = destinations.find(({ id }) => id === destinationId) ?? destinations[0]
  const most = destination?.most ?? shown.most
  const [text, setText] = useState(() => toDecimal({ amount: most, currency }))
  const [errors, setErrors] = useState<OrderErrors>({})
  const order = usePayoutOrder(accountId)
  const { state } = order

  useEffect(() => dialog.current?.showModal(), [])
  // Refused at a field: that field is where to go on.
  useEffect(() => {
    if (state.kind === 'invalid') dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state.kind])
  // A refusal at a field leads back to that field.
  const refusedAt = state.kind === 'invalid' ? state.fields : errors
  const money = (amount: number) => formatMoney({ amount, currency })

  const amount = fromDecimal(text, currency)
  const typed: PayoutOrder = { method, amount: amount ?? 0, currency, destinationId: destination?.id ?? '' }
  const fee = amount === null ? null : estimateInstantFee(shown, amount, destination?.id)

  function review(event: FormEvent) {
    event.preventDefault()
    const found = amount === null ? { amount: describeUnreadable(text, currency) } : findOrderErrors(typed, shown)
    setErrors(found)
    if (Object.keys(found).length === 0) return order.review()
    document.getElementById(found.amount ? 'payout-amount' : 'payout-destination')?.focus()
  }

  function lookAgain(now: number) {
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
      // Closing would look like taking it back, which it is not.
      onCancel={(event) => state.kind === 'sending' && event.preventDefault()}
      aria-labelledby="payout-title"
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-0 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <div className="flex flex-col gap-4 p-5">
        <h2 id="payout-title" className="text-lg font-semibold">
          {method === 'instant' ? 'Instant payout' : 'Payout'} in {currency.toUpperCase()}
        </h2>
        <div aria-live="polite" className="not-has-[*]:-mt-4">
          <OrderStatus state={state} onLookAgain={lookAgain} name={destination && nameExternalAccount(destination)} />
        </div>
        {!isFinal && state.kind !== 'changed' && isEditing && (
          <form onSubmit={review} noValidate className="flex flex-col gap-3">
            <label className="text-sm font-medium">
              Amount
              <span className="mt-1 flex items-center gap-2">
                <input
                  id="payout-amount"
                  inputMode="decimal"
                  autoComplete="off"
                  value={text}
                  onChange={(event) => {
                    setText(event.target.value)
                    setErrors({})
                    if (order.isReviewing) order.edit()
                  }}
                  aria-invalid={refusedAt.amount ? true : undefined}
                  aria-describedby={describedBy('payout-amount', refusedAt.amount, true)}
                  className={`${inputClasses} tabular`}
                />
                <span className="text-muted">{currency.toUpperCase()}</span>
              </span>
            </label>
            <FieldMessage name="payout-amount" error={refusedAt.amount} help={`Up to ${money(most)} now.`} />
            <label className="text-sm font-medium">
              To
              <select
                id="payout-destination"
                value={destination?.id}
                onChange={(event) => setDestinationId(event.target.value)}
                aria-invalid={refusedAt.destination ? true : undefined}
                aria-describedby={describedBy('payout-destination', refusedAt.destination, false)}
                className={`${inputClasses} mt-1`}
              >
                {destinations.map((each) => (
                  <option key={each.id} value={each.id}>
                    {nameExternalAccount(each)}
                    {each.isDefault ? ' (default)' : ''}
                  </option>
                ))}
              </select>
            </label>
            <FieldMessage name="payout-destination" error={refusedAt.destination} />
            <div className="flex justify-end gap-2">
              <Button onClick={() => dialog.current?.close()}>Cancel</Button>
              <Button look="primary" type="submit">
                Review
              </Button>
            </div>
          </form>
        )}
        {!isFinal && state.kind !== 'changed' && !isEditing && amount !== null && (
          <div className="flex flex-col gap-4">
            <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1.5 text-sm [&>dd]:text-right [&>dt]:text-muted">
              <dt>Leaves the balance</dt>
              <dd className="tabular font-medium">
                {money(amount + (fee ?? 0))}
                {method === 'instant' && fee === null && ' and the fee'}
              </dd>
              {method === 'instant' && (
                <>
                  <dt>Fee of the platform</dt>
                  <dd className="tabular">
                    {fee === null ? 'Stripe tells it with the payout' : `about ${money(fee)}`}
                  </dd>
                </>
              )}
              <dt>Reaches the bank</dt>
              <dd className="tabular font-medium">{money(amount)}</dd>
              <dt>To</dt>
              <dd>{destination && nameExternalAccount(destination)}</dd>
              <dt>When</dt>
              <dd>
                {method === 'instant' ? 'Usually within 30 minutes' : 'In one to three business days (estimated)'}
              </dd>
            </dl>
            <p className="text-xs text-muted">
              It is recorded with your name. Until Stripe has handed it to the bank, it can be canceled.
            </p>
            <div className="flex justify-end gap-2">
              <Button onClick={order.edit} autoFocus disabled={state.kind === 'sending'}>
                Back
              </Button>
              <Button look="primary" disabled={state.kind === 'sending'} onClick={() => order.send(typed, most)}>
                Pay out {money(amount)}
              </Button>
            </div>
          </div>
        )}
        {isFinal && (
          <div className="flex justify-end gap-2">
            {state.kind === 'lost' && <Button onClick={() => order.send(typed, most)}>Ask again</Button>}
            {state.kind === 'refused' && <Button onClick={order.edit}>Back to the amount</Button>}
            <Button look="primary" autoFocus onClick={() => dialog.current?.close()}>
              Close
            </Button>
          </div>
        )}
      </div>
    </dialog>
  )
}

function OrderStatus({
  state,
  onLookAgain,
  name,
}: {
  state: OrderState
  onLookAgain: (most: number) => void
  name: string | undefined
}) {
  switch (state.kind) {
    case 'made':
      return (
        <Notice tone="good" title={`${formatMoney(state.payout)} is on its way`}>
          To {name}. Stripe has it as <span className="font-mono text-xs">{state.payout.id}</span>.
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="problem" title="Not paid out">
          {state.message}
        </Notice>
      )
    case 'invalid':
      return (
        <Notice tone="problem" title="Not paid out">
          Nothing has left the balance. See the marked field.
        </Notice>
      )
    case 'changed':
      return (
        <Notice tone="warning" title="Not paid out">
          <p>{state.message}</p>
          <div className="mt-2">
            <Button onClick={() => onLookAgain(state.most)}>Look at the amount</Button>
          </div>
        </Notice>
      )
    case 'unknown':
      return (
        <Notice tone="warning" title="Not yet known">
          Stripe did not answer, so the payout may or may not have been made. We are asking Stripe; you can leave
          safely. It will not be made twice.
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="warning" title="Not yet known">
          The connection broke before the answer came. Ask again: it is the same order, so it is not paid out twice.
        </Notice>
      )
    case 'signed_out':
      return (
        <Notice tone="problem" title="Not paid out">
          Your session has ended. Nothing was sent.{' '}
          <a href="/sign-in" className="font-medium underline">
            Sign in again
          </a>
          .
        </Notice>
      )
    case 'signed_out_since':
      return (
        <Notice tone="warning" title="Not yet known">
          Your session ended before it was known what became of the payout.{' '}
          <a href="/sign-in" className="font-medium underline">
            Sign in again
          </a>{' '}
          and look at the payouts before making another.
        </Notice>
      )
    case 'sending':
      return <p className="text-sm text-muted">Paying out…</p>
    case 'editing':
      return null
  }
}
