import type { StripeEvent } from './state.ts'

/** [sdk types] the ones of Stripe's thin events that are sent here, and what each is about. */
const RELATED: Readonly<Record<string, { type: string; url: string }>> = {
  'balance_settings.updated': { type: 'balance_settings', url: '/v1/balance_settings' },
}

const PREFIX = 'evt_test_' // [from memory] how ids of v2 events begin

export interface ThinEvent {
  id: string
  object: 'v2.core.event'
  type: string
  created: string
  livemode: false
  context?: string
  related_object: { type: string; url: string }
  reason?: { type: 'request'; request: { id: string; idempotency_key: string } }
  snapshot_event: string
}

/** The thin twin of an event, if Stripe has one. It is made of the event itself, id included, so nothing keeps it. */
export function thinTwin(event: StripeEvent): ThinEvent | undefined {
  const related = RELATED[event.type]
  if (!related) return undefined
  return {
    id: `${PREFIX}${event.id.slice('evt_'.length)}`,
    object: 'v2.core.event',
    type: `v1.${event.type}`,
    created: new Date(event.created * 1000).toISOString(),
    livemode: false,
    ...(event.account === undefined ? {} : { context: event.account }),
    related_object: related,
    ...(event.request?.id
      ? {
          reason: {
            type: 'request',
            request: { id: event.request.id, idempotency_key: event.request.idempotency_key ?? '' },
          },
        }
      : {}),
    snapshot_event: event.id,
  }
}

export function snapshotIdOf(thinId: string): string | undefined {
  return thinId.startsWith(PREFIX) ? `evt_${thinId.slice(PREFIX.length)}` : undefined
}
