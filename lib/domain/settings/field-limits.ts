/** Stripe API reference, balance settings: `delay_days_override` is at most 31. Only Stripe knows the minimum. */
export const MAX_DELAY_DAYS = 31

/** Stripe API reference, balance settings: `statement_descriptor` has at most 22 characters. */
export const MAX_DESCRIPTOR = 22
