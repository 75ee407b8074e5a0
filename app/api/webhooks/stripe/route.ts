import { receiveEvent } from '@/lib/features/stripe-events/receive-event'

/** Stripe's events are a few kilobytes; bytes. */
const MAX_BODY = 512 * 1024

export async function POST(request: Request) {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return new Response(null, { status: 413 })
  // The signature is over these exact bytes, so they are read before anything parses them.
  const body = await request.text()
  const result = await receiveEvent(body, request.headers.get('stripe-signature') ?? '')
  return new Response(null, { status: result === 'accepted' ? 200 : 400 })
}
