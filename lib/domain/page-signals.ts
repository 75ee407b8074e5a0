// Said on `window`, so that parts of one page that do not know each other read again at the right moment.

/** An entry was recorded: timelines read again. */
export const RECORDED = 'spillway:recorded'

/** Stripe has confirmed a save or a payout of this page: what shows the same elsewhere reads again. */
export const CHANGED_AT_STRIPE = 'spillway:changed-at-stripe'
