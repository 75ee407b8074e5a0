import { isolate } from '../text'

/** Expected failures of a request to Stripe. Only texts that Stripe wrote about our own input are kept. */
export type StripeFailure = { requestId: string | null } & (
  | { kind: 'invalid'; param: string | null; message: string }
  | { kind: 'rate_limited'; retryInMs?: number }
  | { kind: 'account_unreachable' }
  /** 403: the key lacks a right, or the account doesn't allow it. Stripe doesn't say which. */
  | { kind: 'not_permitted' }
  /** 401: Stripe doesn't accept the platform's key at all. */
  | { kind: 'not_authenticated' }
  /** No answer, a broken one or a server error: a write may or may not have taken effect. */
  | { kind: 'no_answer' }
  /** An answer that this version cannot read. */
  | { kind: 'unreadable' }
  /** Not sent: Stripe has stopped answering, or too many requests are in flight. */
  | { kind: 'not_sent'; retryInMs?: number }
)

/** Whether the same request may work in a moment. */
export const isPassing = ({ kind }: StripeFailure): boolean =>
  kind === 'no_answer' || kind === 'rate_limited' || kind === 'not_sent'

/** Whether Stripe's limits were the reason, or it has stopped answering: nothing was done, and a later try may work. */
export const isForNow = ({ kind }: StripeFailure): boolean => kind === 'rate_limited' || kind === 'not_sent'

/** Milliseconds for which Stripe wants to be left alone after this failure; 0 where nothing is known of it. */
export const retryInMs = (failure: StripeFailure): number =>
  failure.kind === 'rate_limited' || failure.kind === 'not_sent' ? (failure.retryInMs ?? 0) : 0

/** Why Stripe's part of a page is missing, as a sentence for the reader. */
export function describeReadFailure(failure: StripeFailure): string {
  switch (failure.kind) {
    case 'rate_limited':
      return 'Stripe is limiting our requests at the moment.'
    case 'account_unreachable':
      return 'Stripe reports that this account is no longer connected to the platform.'
    case 'not_permitted':
      return 'Stripe doesn’t permit this request.'
    case 'not_authenticated':
      return 'Stripe doesn’t accept the platform’s key.'
    case 'invalid':
      return 'Stripe rejected the request.'
    case 'no_answer':
      return 'Stripe did not answer.'
    case 'unreadable':
      return 'Stripe answered in a form that Spillway can’t read.'
    case 'not_sent':
      return 'Stripe isn’t answering right now, so this wasn’t requested.'
  }
}

/** Why Stripe refused a write, as a sentence for the person who asked for it. */
export function describeRefusal(failure: StripeFailure): string {
  switch (failure.kind) {
    case 'rate_limited':
      return 'Stripe is limiting our requests. Wait a moment and try again.'
    case 'account_unreachable':
      return 'Stripe reports that this account is no longer connected to the platform.'
    case 'not_permitted':
      return 'Stripe doesn’t permit this request.'
    case 'not_authenticated':
      return 'Stripe doesn’t accept the platform’s key.'
    case 'invalid':
      return `Stripe refused: ${isolate(failure.message)}`
    case 'no_answer':
      return 'Stripe did not answer. Try again in a moment.'
    case 'unreadable':
      return 'Stripe answered in a form that Spillway can’t read.'
    case 'not_sent':
      return 'Stripe isn’t answering right now, so nothing was sent. Try again in a moment.'
  }
}
