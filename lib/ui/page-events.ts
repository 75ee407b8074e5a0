// Events on `window`, by which parts of a page that don't know each other re-fetch at the right moment.

/** An audit entry was added: timelines re-fetch. */
export const RECORDED = 'spillway:recorded'

let recorded = 0

/** Says that an audit entry was added. */
export function announceRecorded() {
  recorded++
  window.dispatchEvent(new Event(RECORDED))
}

/** How often that was said in this document: a part that comes later than others may have missed it. */
export const timesRecorded = () => recorded

/** A request to open the payout dialog; the event's detail is the offer. */
export const PAY_OUT = 'spillway:pay-out'

/** Stripe confirmed a save or a payout of this page: parts that show the same data re-fetch. */
export const CHANGED_AT_STRIPE = 'spillway:changed-at-stripe'
