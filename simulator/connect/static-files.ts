import type { Exchange } from '../http/exchange.ts'
import { endsBeforeWork, sendWithFault, waitFor } from '../http/fault-effects.ts'
import type { FaultPlan } from '../http/faults.ts'
import { file, StaticFiles, script } from '../http/static-files.ts'

const HEADER = `/*
 * Stand-in for https://connect-js.stripe.com/v1.0/connect.js, served by the Stripe simulator and joined from its
 * connect/connect-js/parts. Stripe's own script isn't public: the balances, rules and errors come from the simulator,
 * the texts and the design are ours.
 */
`

/** One classic script: the npm loader expects window.StripeConnect as soon as its script tag has loaded. */
const classicScript = (code: string) =>
  `${HEADER};(() => {\n'use strict'\nif (window.StripeConnect?.simulated) return\n\n${code}\n})()\n`

export const CONNECT_FILES = new StaticFiles(
  new URL('./connect-js/', import.meta.url),
  { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  {
    '/v1.0/connect.js': script('parts/start.js', classicScript),
    '/bridge.html': file('html', 'bridge.html'),
    '/bridge.js': file('javascript', 'bridge.js'),
    '/authenticate.html': file('html', 'authenticate.html'),
    '/authenticate.js': file('javascript', 'authenticate.js'),
  },
)

export async function serveConnectFile(exchange: Exchange, faults: FaultPlan): Promise<void> {
  const fault = faults.take(exchange.method, exchange.path, null)?.fault
  if (endsBeforeWork(exchange, fault)) return
  await waitFor(fault)
  if (fault?.kind === 'status') {
    return exchange.send(fault.status, { 'Content-Type': 'text/plain; charset=utf-8' }, String(fault.body ?? ''))
  }
  sendWithFault(exchange, await CONNECT_FILES.answer(exchange.path), fault)
}
