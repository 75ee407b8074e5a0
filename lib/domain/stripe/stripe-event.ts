/** What is taken from an event: a hint that something changed, never the change itself. */
export type StripeEvent = {
  id: string
  type: string
  /** Null for an event of the platform's own account. */
  accountId: string | null
  /** Of what the event speaks, where that has an id of its own: po_…, ba_…, acct_… */
  objectId: string | null
  /** Of the request that caused the event; our own writes carry the id of their audit entry. */
  idempotencyKey: string | null
  createdAt: Date
  livemode: boolean
}
