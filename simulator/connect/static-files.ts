import { readFile } from 'node:fs/promises'
import type { Exchange } from '../http/exchange.ts'
import type { FaultPlan } from '../http/faults.ts'
import { joinModules } from '../http/joined-script.ts'

const FOLDER = new URL('./connect-js/', import.meta.url)

const HEADER = `/*
 * Stand-in for https://connect-js.stripe.com/v1.0/connect.js, served by the Stripe simulator and joined from its
 * connect-js/parts. Stripe's own is not public: balances, rules and refusals are the simulator's, wording and looks ours.
 */
`

/** One classic script, because the npm loader expects window.StripeConnect as soon as its tag has loaded. */
export async function connectScript(): Promise<string> {
  const code = await joinModules(new URL('parts/start.js', FOLDER))
  return `${HEADER};(() => {\n'use strict'\nif (window.StripeConnect?.simulated) return\n\n${code}\n})()\n`
}

const read = (file: string) => () => readFile(new URL(file, FOLDER))

const FILES: Readonly<Record<string, { type: string; content: () => Promise<Buffer | string> }>> = {
  '/v1.0/connect.js': { type: 'text/javascript; charset=utf-8', content: connectScript },
  '/bridge.html': { type: 'text/html; charset=utf-8', content: read('bridge.html') },
  '/bridge.js': { type: 'text/javascript; charset=utf-8', content: read('bridge.js') },
  '/authenticate.html': { type: 'text/html; charset=utf-8', content: read('authenticate.html') },
  '/authenticate.js': { type: 'text/javascript; charset=utf-8', content: read('authenticate.js') },
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
  if (!known) return exchange.send(404, { 'Content-Type': 'text/plain; charset=utf-8' }, 'No such file\n')
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Stripe-Simulator': '1',
  }
  exchange.send(200, { ...headers, 'Content-Type': known.type }, await known.content())
}
