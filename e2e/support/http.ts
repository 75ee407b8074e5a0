import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { world } from './world'

export type Asked = { method: string; path: string; headers?: Record<string, string>; body?: string }
export type Answered = { status: number; headers: IncomingHttpHeaders; body: string }

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Sends a request as it is, which fetch would tidy up, and as from some browser. Of an event stream, it answers with the head alone. */
export function ask({ method, path, headers = {}, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(world.appUrl)
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      { agent, hostname, port, method, path, headers: { 'user-agent': 'test', ...headers } },
      (answer) => {
        const { statusCode: status = 0, headers } = answer
        if (String(headers['content-type']).startsWith('text/event-stream')) {
          resolve({ status, headers, body: '' })
          answer.destroy()
          return
        }
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => resolve({ status, headers, body: Buffer.concat(chunks).toString() }))
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Runs the work for each, at most so many at once. */
export async function forEachAtOnce<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>) {
  const waiting = [...items].reverse()
  const take = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
}
