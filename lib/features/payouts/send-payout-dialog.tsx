'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import { toDecimal } from '@/lib/domain/money/money'
import { readAmount } from '@/lib/domain/money/typed-amount'
import {
  estimateInstantFee,
  findOrderErrors,
  type PayoutOffer,
  type PayoutOrder,
} from '@/lib/domain/payouts/manual-payout'
import { Button } from '@/lib/ui/button'
import { keepDraft, readDraft } from '@/lib/ui/drafts'
import type { OrderErrors } from './order-outcome'
import { OrderStatus } from './order-status'
import { AMOUNT_FIELD, DESTINATION_FIELD, OrderForm, OrderSummary } from './order-steps'
import { dialogText as text } from './send-payout-text'
import { usePayoutOrder } from './use-payout-order'

const FINAL = ['made', 'refused', 'signed_out', 'unknown', 'lost', 'signed_out_since']

type Props = { accountId: string; offer: PayoutOffer; onClose: () => void }

/** Amount and destination, then a summary, then one click. */
export default function SendPayoutDialog({ accountId, offer, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // The offer as it was when the dialog was opened: the page behind it may be refreshed meanwhile.
  const [shown, setShown] = useState(offer)
  const { method, currency, destinations } = shown
  const draftName = `payout:${accountId}:${method}:${currency}`
  const [before] = useState(() => readOrderDraft(readDraft(draftName)))
  const [destinationId, setDestinationId] = useState(before?.destinationId ?? destinations[0]?.id ?? '')
  const destination = destinations.find(({ id }) => id === destinationId) ?? destinations[0]
  const destinationName = destination ? nameExternalAccount(destination) : ''
  const most = destination?.most ?? shown.most
  const [typed, setTyped] = useState(() => before?.typed ?? toDecimal({ amount: most, currency }))
  const [errors, setErrors] = useState<OrderErrors>({})
  const order = usePayoutOrder(accountId, before?.sentId ?? null)
  const { state, sentId } = order

  useEffect(() => dialog.current?.showModal(), [])
  // Stripe refused a field: that field is where to continue.
  useEffect(() => {
    if (state.kind === 'invalid') dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state.kind])

  const read = readAmount(typed, currency)
  const amount = read.kind === 'amount' ? read.amount : null
  const wanted: PayoutOrder = { method, amount: amount ?? 0, currency, destinationId: destination?.id ?? '' }
  const send = () => order.send(wanted, most)
  const close = () => dialog.current?.close()

  function review(event: FormEvent) {
    event.preventDefault()
    const found = read.kind === 'amount' ? findOrderErrors(wanted, shown) : { amount: read.because }
    setErrors(found)
    if (Object.keys(found).length === 0) return order.review()
    document.getElementById(found.amount ? AMOUNT_FIELD : DESTINATION_FIELD)?.focus()
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

  const isFinal = FINAL.includes(state.kind)
  useEffect(
    () => keepDraft(draftName, isFinal && sentId === null ? null : { typed, destinationId, sentId }),
    [draftName, isFinal, typed, destinationId, sentId],
  )
  const isOpen = !isFinal && state.kind !== 'changed'
  // Storage is foreign data: an order that was sent before may come without an amount.
  const isEditing = !order.isReviewing || amount === null || state.kind === 'invalid'

  return (
    <dialog
      ref={dialog}
      onClose={() => {
        keepDraft(draftName, null)
        onClose()
      }}
      // Closing would look like a cancellation, which it isn't.
      onCancel={(event) => state.kind === 'sending' && event.preventDefault()}
      aria-labelledby="payout-title"
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-0 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <div className="flex flex-col gap-4 p-5">
        <h2 id="payout-title" className="text-lg font-semibold">
          {`${text.title[method]} · ${currency.toUpperCase()}`}
        </h2>
        <div aria-live="polite" className="not-has-[*]:-mt-4">
          <OrderStatus state={state} onReview={reviewChanged} destination={destinationName} />
        </div>
        {isOpen && isEditing && (
          <OrderForm
            currency={currency}
            amount={typed}
            onAmount={(next) => {
              setTyped(next)
              setErrors({})
              if (order.isReviewing) order.edit()
            }}
            most={most}
            destinations={destinations}
            destinationId={destination?.id}
            onDestination={setDestinationId}
            errors={state.kind === 'invalid' ? state.fields : errors}
            onReview={review}
            onCancel={close}
          />
        )}
        {isOpen && !isEditing && amount !== null && (
          <OrderSummary
            method={method}
            currency={currency}
            amount={amount}
            fee={estimateInstantFee(shown, amount, destination?.id)}
            destination={destinationName}
            isSending={state.kind === 'sending'}
            onBack={order.edit}
            onSend={send}
          />
        )}
        {isFinal && (
          <div className="flex justify-end gap-2">
            {state.kind === 'lost' && <Button onClick={send}>{text.checkAgain}</Button>}
            {state.kind === 'refused' && <Button onClick={order.edit}>{text.backToAmount}</Button>}
            <Button look="primary" autoFocus onClick={close}>
              {text.close}
            </Button>
          </div>
        )}
      </div>
    </dialog>
  )
}

/** What was typed before the page was loaded again. Storage is foreign data, so anything else is no draft. */
function readOrderDraft(stored: unknown): { typed: string; destinationId: string; sentId: string | null } | null {
  const { typed, destinationId, sentId } = (stored ?? {}) as Record<string, unknown>
  if (typeof typed !== 'string' || typeof destinationId !== 'string') return null
  return { typed, destinationId, sentId: typeof sentId === 'string' && IS_UUID.test(sentId) ? sentId : null }
}

const IS_UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
