import { readFile } from 'node:fs/promises'
import type { Exchange } from '../http/exchange.ts'
import type { FaultPlan } from '../http/faults.ts'

const FOLDER = new URL('../connect-js/', import.meta.url)

const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/v1.0/connect.js': { file: 'connect.js', type: 'text/javascript; charset=utf-8' },
  '/bridge.html': { file: 'bridge.html', type: 'text/html; charset=utf-8' },
  '/bridge.js': { file: 'bridge.js', type: 'text/javascript; charset=utf-8' },
  '/authenticate.html': { file: 'authenticate.html', type: 'text/html; charset=utf-8' },
  '/authenticate.js': { file: 'authenticate.js', type: 'text/javascript; charset=utf-8' },
}

export function isStaticFile(path: string): boolean {
  return Object.hasOwn(FILES, path)
}

/** Read from disk each time, so that the stand-in can be worked on while the simulator runs. */
export async function serveStaticFile(exchange: Exchange, faults: FaultPlan): Promise<void> {
  const known = FILES[exchange.path]
  const fault = faults.take(exchange.method, exchange.path, null)?.fault
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset_before' || fault?.kind === 'reset_after') return exchange.reset()
  if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (fault?.kind === 'status') {
    return exchange.send(fault.status, { 'Content-Type': 'text/plain; charset=utf-8' }, String(fault.body ?? ''))
  }
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Stripe-Simulator': '1',
  }
  const content = known && (await readFile(new URL(known.file, FOLDER)).catch(() => undefined))
  if (!known || content === undefined) {
    const missing = `The simulator has no file for ${exchange.path}\n`
    return exchange.send(404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }, missing)
  }
  exchange.send(200, { ...headers, 'Content-Type': known.type }, content)
}
