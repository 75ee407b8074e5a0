import 'server-only'
import { z } from 'zod'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'

/** Without control characters and broken surrogates, which PostgreSQL does not store. */
const text = z.string().regex(/^\P{C}{1,255}$/u)

/** Only the fields that are used. An event is a hint, so a missing object or request is accepted. */
const wireEvent = z.object({
  id: text,
  type: text,
  account: z
    .string()
    .regex(/^acct_\w{1,64}$/)
    .nullish(),
  created: z.int().min(0).max(253_402_300_799),
  livemode: z.boolean(),
  data: z.object({ object: z.object({ id: text.optional().catch(undefined) }).nullish() }).nullish(),
  request: z.object({ idempotency_key: text.nullish() }).nullish().catch(null),
})

/** Null where an event lacks what is needed to act on it. */
export function readEventWire(wire: unknown): StripeEvent | null {
  const parsed = wireEvent.safeParse(wire)
  if (!parsed.success) return null
  const { id, type, account, created, livemode, data, request } = parsed.data
  return {
    id,
    type,
    accountId: account ?? null,
    objectId: data?.object?.id ?? null,
    idempotencyKey: request?.idempotency_key ?? null,
    createdAt: new Date(created * 1000),
    livemode,
  }
}
