import { formatMoney } from '@/lib/domain/money/money'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { dialogText as text } from './send-payout-text'
import type { OrderState } from './use-payout-order'

type Props = {
  state: OrderState
  /** Goes back to the amount; minor units that can be sent now. */
  onReview: (most: number) => void
  /** The name of the bank account or card. */
  destination: string
}

/** The state of an order, as a notice in its dialog. */
export function OrderStatus({ state, onReview, destination }: Props) {
  switch (state.kind) {
    case 'made':
      return (
        <Notice tone="good" title={text.sent(formatMoney(state.payout))}>
          <span>{`${text.sentTo(destination)} ${text.payoutId}`}</span>{' '}
          <span translate="no" className="font-mono text-xs">
            {state.payout.id}
          </span>
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
          <span>{text.sessionEnded}</span> <SignInLink />
        </Notice>
      )
    case 'signed_out_since':
      return (
        <Notice tone="warning" title={text.unknown}>
          <span>{text.sessionEndedSince}</span> <SignInLink /> <span>{text.checkPayouts}</span>
        </Notice>
      )
    case 'sending':
      return <p className="text-sm text-muted">{text.sending}</p>
    case 'editing':
      return null
  }
}

const SignInLink = () => (
  // biome-ignore lint/a11y/useValidAnchor: the page itself, which leads to the sign-in and back to it
  <a href="" className="font-medium underline">
    {text.signIn}
  </a>
)
