import { useRouter } from 'next/navigation'
import { useReducer, useState } from 'react'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import { askAction } from '@/lib/ui/call-action'
import { announceRecorded, CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { useWrite } from '@/lib/ui/use-write'
import { isInProgress, mayHaveLanded, nextWriteState, type WriteState } from '@/lib/ui/write-state'
import { checkOrderAction, orderPayoutAction } from './actions'
import type { OrderOutcome } from './order-outcome'

type FinalOutcome = Exclude<OrderOutcome, { kind: 'unknown' | 'signed_out' }>
export type OrderState = WriteState<FinalOutcome>

/**
 * One order from its confirmation to its outcome. The id is made when the confirmation is opened: whatever is clicked
 * or sent again after that is the same order.
 *
 * @param sentBefore the id of an order that may have been sent before the page was loaded again
 */
export function usePayoutOrder(accountId: string, sentBefore: string | null) {
  const router = useRouter()
  const [orderId, setOrderId] = useState(sentBefore)
  const [state, dispatch] = useReducer(nextWriteState<FinalOutcome>, { kind: 'editing' })
  const send = useWrite<FinalOutcome>({
    state,
    dispatch,
    check: (entryId) => askAction(checkOrderAction, accountId, entryId),
    onAnswer({ kind }) {
      announceRecorded()
      if (kind !== 'made') return
      window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
      router.refresh()
    },
  })

  function startOver(id: string | null) {
    if (isInProgress(state)) return
    setOrderId(id)
    dispatch({ type: 'edit' })
  }

  return {
    state,
    isReviewing: orderId !== null,
    /** The id of an order that may have been sent, without an answer so far. */
    sentId: state.kind === 'sending' || mayHaveLanded(state) ? orderId : null,
    review: () => startOver(crypto.randomUUID()),
    edit: () => startOver(null),
    send(order: PayoutOrder, seen: number) {
      if (orderId === null) return
      return send(
        () => dispatch({ type: 'send' }),
        (call) => call(orderPayoutAction, accountId, { orderId, order, seen }),
      )
    },
  }
}
