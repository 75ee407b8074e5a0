import { receiveEvent } from '@/lib/features/stripe-events/receive-event'

export async function POST(request: Request) {
  // The signature is over these exact bytes, so they are read before anything parses them.
  const result = await receiveEvent(await request.text(), request.headers.get('stripe-signature') ?? '')
  return new Response(null, { status: result === 'accepted' ? 200 : 400 })
}
