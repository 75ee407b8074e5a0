/**
 * Checks and keeps an event that somebody posted to the webhook endpoint.
 *
 * @param rawBody the exact bytes, which the signature is over
 * @throws when it can't be kept now; Stripe then sends it again
 */
export type ReceiveEvent = (rawBody: string, signature: string) => Promise<'accepted' | 'refused'>

// On globalThis, because the server and Next's build load this file apart.
const shared = globalThis as typeof globalThis & { spillwayReceiveEvent?: ReceiveEvent | undefined }

/** Called when the server starts: events are received without Next, whose cost for each request pages need. */
export function receiveEventsWith(receive: ReceiveEvent): void {
  shared.spillwayReceiveEvent = receive
}

/** Undefined until the server has started. */
export const eventReceiver = (): ReceiveEvent | undefined => shared.spillwayReceiveEvent
