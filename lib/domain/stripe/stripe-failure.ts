/** Expected failures of a request to Stripe. Only texts that Stripe wrote about our own input are kept. */
export type StripeFailure = { requestId: string | null } & (
  | { kind: 'invalid'; param: string | null; message: string }
  | { kind: 'rate_limited' }
  | { kind: 'account_unreachable' }
  | { kind: 'not_permitted' }
  /** No answer, a broken one or a server error: a write may or may not have taken effect. */
  | { kind: 'no_answer' }
)

/** Why Stripe's part of a page is missing, as a sentence for the reader. */
export function describeReadFailure(failure: StripeFailure): string {
  switch (failure.kind) {
    case 'rate_limited':
      return 'Stripe is limiting our requests at the moment.'
    case 'account_unreachable':
      return 'Stripe reports that this account is no longer connected to the platform.'
    case 'not_permitted':
      return 'The platform’s Stripe key is not permitted to read this.'
    case 'invalid':
      return 'Stripe rejected the request.'
    case 'no_answer':
      return 'Stripe did not answer.'
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
      return 'the platform’s Stripe key is not permitted to do this.'
    case 'invalid':
      return `Stripe refused: ${failure.message}`
    case 'no_answer':
      return 'Stripe did not answer. Try again in a moment.'
  }
}
