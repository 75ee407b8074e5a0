// Said on `window`, so that parts of one page that do not know each other read again at the right moment.

/** An entry was recorded: timelines read again. */
export const RECORDED = 'spillway:recorded'

/** Somebody wants to make the payout that is offered; the offer is the event's detail. */
export const PAY_OUT = 'spillway:pay-out'

/** Stripe has confirmed a save or a payout of this page: what shows the same elsewhere reads again. */
export const CHANGED_AT_STRIPE = 'spillway:changed-at-stripe'
