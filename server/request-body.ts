import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

/** The most bytes of request bodies in memory, over all requests, and of those of one sender. */
const MOST_HELD = 32 * 1024 * 1024
const MOST_OF_ONE = 8 * 1024 * 1024
let held = 0
const heldOf = new Map<string, number>()

function hold(sender: string, bytes: number) {
  held += bytes
  const own = (heldOf.get(sender) ?? 0) + bytes
  if (own > 0) heldOf.set(sender, own)
  else heldOf.delete(sender)
}

export type Body = Buffer | 'too_large' | 'too_slow' | 'no_room' | 'broken_off'

/**
 * Reads a body, but never more than the limit, whatever its Content-Length says.
 *
 * @param limit in bytes
 * @param time for which a body may take to arrive, in milliseconds
 * @param sender whose bodies count together
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  { limit, time, sender }: { limit: number; time: number; sender: string },
): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return 'too_large'
  const chunks: Buffer[] = []
  let size = 0
  response.once('close', () => hold(sender, -size))
  return new Promise((resolve) => {
    const settle = (body: Body) => {
      clearTimeout(timer)
      request.removeListener('data', take)
      resolve(body)
    }
    const timer = setTimeout(() => settle('too_slow'), time)
    const take = (chunk: Buffer) => {
      if (size + chunk.length > limit) return settle('too_large')
      if (held + chunk.length > MOST_HELD || (heldOf.get(sender) ?? 0) + chunk.length > MOST_OF_ONE)
        return settle('no_room')
      size += chunk.length
      hold(sender, chunk.length)
      chunks.push(chunk)
    }
    request.on('data', take)
    request.once('end', () => settle(Buffer.concat(chunks)))
    request.once('error', () => settle('broken_off'))
    request.once('close', () => settle('broken_off'))
  })
}

/** The request with another body. */
export function withBody(request: IncomingMessage, { body, type }: { body: Buffer; type: string }): IncomingMessage {
  const { 'transfer-encoding': _, ...headers } = request.headers
  const replay = Readable.from(body.length > 0 ? [body] : [], { objectMode: false })
  const { method, url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, socket } = request
  return Object.assign(replay, {
    headers: { ...headers, 'content-type': type, 'content-length': String(body.length) },
    ...{ method, url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, socket },
    complete: true,
  }) as unknown as IncomingMessage
}
