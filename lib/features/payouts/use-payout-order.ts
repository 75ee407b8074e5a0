import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
import { checkOrderAction, orderPayoutAction } from './actions'
import type { OrderOutcome } from './order-outcome'

/** Milliseconds between looks at what became of an order without an answer. */
const CHECK_EVERY = 3000

export type OrderState =
  | { kind: 'editing' }
  | { kind: 'sending' }
  /** The answer was lost on its way to this browser; the server may have gone on. */
  | { kind: 'lost' }
  /** The session ended before it was known what became of the order. */
  | { kind: 'signed_out_since' }
  | OrderOutcome

/**
 * One order from its confirmation to its outcome. The id is made when the confirmation is opened: whatever is clicked
 * or sent again after that is the same order.
 */
export function usePayoutOrder(accountId: string) {
  const [orderId, setOrderId] = useState<string | null>(null)
  const router = useRouter()
  const [state, setState] = useState<OrderState>({ kind: 'editing' })

  const conclude = useCallback(
    (outcome: OrderOutcome | { kind: 'signed_out_since' }) => {
      setState(outcome)
      window.dispatchEvent(new Event(RECORDED))
      if (outcome.kind !== 'made') return
      window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
      router.refresh()
    },
    [router],
  )

  async function settle(ask: () => Promise<{ outcome: Promise<OrderOutcome> }>) {
    try {
      const { outcome } = await ask()
      const told = await outcome
      // Asked again about an order that may have been sent: the end of a session says nothing about it.
      conclude(told.kind === 'signed_out' && state.kind === 'lost' ? { kind: 'signed_out_since' } : told)
    } catch {
      setState({ kind: 'lost' })
    }
  }

  const unknownEntry = state.kind === 'unknown' ? state.entryId : null
  useEffect(() => {
    if (unknownEntry === null) return
    let isLeft = false
    const check = async () => {
      const answer = await checkOrderAction(accountId, unknownEntry)
        .then(({ outcome }) => outcome)
        .catch(() => null)
      if (isLeft) return
      if (answer?.kind === 'signed_out') setState({ kind: 'signed_out_since' })
      else if (answer && answer.kind !== 'unknown') conclude(answer)
      else timer = setTimeout(check, CHECK_EVERY)
    }
    let timer = setTimeout(check, CHECK_EVERY)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [accountId, unknownEntry, conclude])

  return {
    state,
    isReviewing: orderId !== null,
    review() {
      setOrderId(crypto.randomUUID())
      setState({ kind: 'editing' })
    },
    edit() {
      setOrderId(null)
      setState({ kind: 'editing' })
    },
    send(order: PayoutOrder, seen: number) {
      if (state.kind === 'sending' || orderId === null) return
      setState({ kind: 'sending' })
      return settle(() => orderPayoutAction(accountId, { orderId, order, seen }))
    },
  }
}
