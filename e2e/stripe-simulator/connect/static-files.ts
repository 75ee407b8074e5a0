import { readFile } from 'node:fs/promises'
import type { Exchange } from '../http/exchange.ts'
import type { FaultPlan } from '../http/faults.ts'

const FOLDER = new URL('../connect-js/', import.meta.url)

/** Each after those it uses while it is evaluated. */
const PARTS = [
  'foundation',
  'variables',
  'styles',
  'appearance',
  'words',
  'pieces',
  'bridge-client',
  'session',
  'element',
  'dialogs',
  'sign-in',
  'forms',
  'downloads',
  'money-forms',
  'schedule',
  'bank-accounts',
  'balances',
  'payouts',
  'reports',
  'notices',
  'start',
]

const HEADER = `/*
 * Stand-in for https://connect-js.stripe.com/v1.0/connect.js, served by the Stripe simulator and joined from its
 * connect-js/parts. Stripe's own is not public: balances, rules and refusals are the simulator's, wording and looks ours.
 */
`

/**
 * The modules as one classic script, because the npm loader expects window.StripeConnect as soon as its tag has loaded.
 * They share one scope, so a name may be declared once only; connect.test.ts looks.
 */
export async function joinParts(): Promise<string> {
  const parts = await Promise.all(PARTS.map((part) => readFile(new URL(`parts/${part}.js`, FOLDER), 'utf8')))
  const code = parts.map((part) =>
    part
      .replace(/^import [^']*'[^']*'\n/gm, '')
      .replace(/^export /gm, '')
      .trim(),
  )
  return `${HEADER};(() => {\n'use strict'\nif (window.StripeConnect?.simulated) return\n\n${code.join('\n\n')}\n})()\n`
}

const read = (file: string) => () => readFile(new URL(file, FOLDER))

const FILES: Readonly<Record<string, { type: string; content: () => Promise<Buffer | string> }>> = {
  '/v1.0/connect.js': { type: 'text/javascript; charset=utf-8', content: joinParts },
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
