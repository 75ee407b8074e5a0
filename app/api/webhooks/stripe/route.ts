import { receiveEvent } from '@/lib/features/stripe-events/receive-event'

/** Stripe's events are a few kilobytes; bytes. */
const MAX_BODY = 512 * 1024

export async function POST(request: Request) {
  // The signature is over these exact bytes, so they are read before anything parses them.
  const body = await readBody(request)
  if (body === null) return new Response(null, { status: 413 })
  const result = await receiveEvent(body, request.headers.get('stripe-signature') ?? '')
  return new Response(null, { status: result === 'accepted' ? 200 : 400 })
}

/** Null when there is too much of it, whether or not its length was announced. */
async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > MAX_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
