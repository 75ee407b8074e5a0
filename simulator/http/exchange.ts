import type { IncomingMessage, ServerResponse } from 'node:http'

const BODY_LIMIT = 1024 * 1024
const SLOW_PARTS = 20

/** One request and its answer, as bytes. Knows nothing about Stripe. */
export class Exchange {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming
    this.#outgoing = outgoing
    this.method = incoming.method ?? 'GET'
    const target = incoming.url ?? '/'
    const mark = target.indexOf('?')
    this.path = mark < 0 ? target : target.slice(0, mark)
    this.query = mark < 0 ? '' : target.slice(mark + 1)
  }

  header(name: string): string | undefined {
    const value = this.#incoming.headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** Undefined if it is too long. */
  async readBody(): Promise<string | undefined> {
    if (this.method === 'GET' || this.method === 'HEAD') return ''
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of this.#incoming) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.length
      if (size <= BODY_LIMIT) chunks.push(chunk)
    }
    return size > BODY_LIMIT ? undefined : Buffer.concat(chunks).toString('utf8')
  }

  send(status: number, headers: Record<string, string>, body: Buffer | string): void {
    if (this.#outgoing.destroyed) return
    this.#outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    this.#outgoing.end(this.method === 'HEAD' ? undefined : body)
  }

  sendJson(status: number, value: unknown): void {
    this.send(status, JSON_HEADERS, jsonText(value))
  }

  /** Promises the whole body in its headers, sends half of it and closes the connection. */
  sendHalf(status: number, headers: Record<string, string>, body: Buffer | string): void {
    const bytes = Buffer.from(body)
    this.#outgoing.writeHead(status, { ...headers, 'Content-Length': bytes.length })
    this.#outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => this.reset())
  }

  /** Sends a few bytes at a time: no single pause is long, but the whole answer is. */
  sendSlowly(status: number, headers: Record<string, string>, body: Buffer | string, milliseconds: number): void {
    const bytes = Buffer.from(body)
    const size = Math.max(1, Math.ceil(bytes.length / SLOW_PARTS))
    this.#outgoing.writeHead(status, { ...headers, 'Content-Length': bytes.length })
    let sent = 0
    const timer = setInterval(() => {
      if (this.#outgoing.destroyed) return clearInterval(timer)
      this.#outgoing.write(bytes.subarray(sent, sent + size))
      sent += size
      if (sent < bytes.length) return
      clearInterval(timer)
      this.#outgoing.end()
    }, milliseconds / SLOW_PARTS)
  }

  reset(): void {
    this.#incoming.socket.resetAndDestroy()
  }
}

/** The headers of every JSON answer outside Stripe's own API. */
export const JSON_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Stripe-Simulator': '1',
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
