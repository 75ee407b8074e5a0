import { createHmac, randomUUID } from 'node:crypto'
import { world } from './world'

export const webhookAddress = () => `${world.appUrl}/api/webhooks/stripe`
const now = () => Math.floor(Date.now() / 1000)

/** An event as Stripe sends it: a hint that something happened to the account. */
export function stripeEvent(type: string, account: string, more: Record<string, unknown> = {}) {
  return {
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    account,
    api_version: '2026-10-28.endive',
    created: now(),
    data: { object: {} },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
    ...more,
  }
}

/** Stripe's scheme: HMAC-SHA256 over the time, a dot and the exact body, keyed by the whole secret. */
export function sign(body: string, { secret = world.environment.STRIPE_WEBHOOK_SECRET, at = now() } = {}): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/** Posts these bytes; answers with the status. */
export async function post(body: string, signature: string | null): Promise<number> {
  const answer = await fetch(webhookAddress(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== null && { 'stripe-signature': signature }) },
    body,
  })
  return answer.status
}

export async function postSigned(event: object): Promise<number> {
  const body = JSON.stringify(event)
  return post(body, sign(body))
}
