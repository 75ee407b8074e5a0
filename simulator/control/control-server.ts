import type { Exchange } from '../http/exchange.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import { Router } from '../http/router.ts'
import { StripeError } from '../http/stripe-error.ts'
import {
  authorizeAccount,
  changeSettings,
  createAccount,
  deleteAccount,
  listAccounts,
  showAccount,
  updateAccount,
} from './account-actions.ts'
import { moveClock, reset, showClock, showHealth } from './clock-actions.ts'
import type { Call } from './control-call.ts'
import { ControlError } from './control-error.ts'
import type { Controlled } from './controlled.ts'
import {
  addKey,
  clearFaults,
  listFaults,
  listKeys,
  planFault,
  removeFault,
  removeKey,
  setLimits,
  showLimits,
} from './fault-actions.ts'
import { clearRequests, listDeliveries, listEvents, listLedger, listRequests } from './log-actions.ts'
import {
  addCharge,
  addDispute,
  addRefund,
  completePayoutNow,
  failPayoutNow,
  failWith,
  generateActivity,
  setInstantPayouts,
  showInstantPayouts,
} from './money-actions.ts'
import { servePage } from './page-files.ts'
import {
  configureWebhooks,
  deliverEvent,
  drainWebhooks,
  removePlan,
  setPlan,
  showPlan,
  showWebhooks,
} from './webhook-actions.ts'

type Action = (call: Call) => unknown

const ACTIONS: readonly [method: string, path: string, act: Action][] = [
  ['GET', '/_sim/health', showHealth],
  ['POST', '/_sim/reset', reset],
  ['GET', '/_sim/clock', showClock],
  ['POST', '/_sim/clock', moveClock],
  ['GET', '/_sim/accounts', listAccounts],
  ['POST', '/_sim/accounts', createAccount],
  ['POST', '/_sim/accounts/:account', updateAccount],
  ['DELETE', '/_sim/accounts/:account', deleteAccount],
  ['POST', '/_sim/accounts/:account/authorize', authorizeAccount],
  ['GET', '/_sim/accounts/:account/state', showAccount],
  ['POST', '/_sim/accounts/:account/balance_settings', changeSettings],
  ['POST', '/_sim/accounts/:account/charges', addCharge],
  ['POST', '/_sim/accounts/:account/refunds', addRefund],
  ['POST', '/_sim/accounts/:account/disputes', addDispute],
  ['POST', '/_sim/accounts/:account/external_accounts/:external/fail_with', failWith],
  ['POST', '/_sim/payouts/:payout/fail', failPayoutNow],
  ['POST', '/_sim/payouts/:payout/pay', completePayoutNow],
  ['POST', '/_sim/activity', generateActivity],
  ['GET', '/_sim/instant_payouts', showInstantPayouts],
  ['POST', '/_sim/instant_payouts', setInstantPayouts],
  ['GET', '/_sim/requests', listRequests],
  ['DELETE', '/_sim/requests', clearRequests],
  ['GET', '/_sim/ledger', listLedger],
  ['GET', '/_sim/limits', showLimits],
  ['POST', '/_sim/limits', setLimits],
  ['GET', '/_sim/keys', listKeys],
  ['POST', '/_sim/keys', addKey],
  ['DELETE', '/_sim/keys/:key', removeKey],
  ['GET', '/_sim/faults', listFaults],
  ['POST', '/_sim/faults', planFault],
  ['DELETE', '/_sim/faults', clearFaults],
  ['DELETE', '/_sim/faults/:fault', removeFault],
  ['GET', '/_sim/events', listEvents],
  ['POST', '/_sim/events/:event/deliver', deliverEvent],
  ['GET', '/_sim/webhooks', showWebhooks],
  ['POST', '/_sim/webhooks', configureWebhooks],
  ['GET', '/_sim/webhooks/plan', showPlan],
  ['POST', '/_sim/webhooks/plan', setPlan],
  ['DELETE', '/_sim/webhooks/plan', removePlan],
  ['POST', '/_sim/webhooks/drain', drainWebhooks],
  ['GET', '/_sim/deliveries', listDeliveries],
]

const router = new Router(ACTIONS.map(([method, path, act]) => ({ method, path, act })))

/**
 * The control API and its page, for tests, the demo and people. It has no password: the simulator only listens on this
 * machine, and refuses web pages of other origins.
 */
export async function handleControl(exchange: Exchange, simulator: Controlled): Promise<void> {
  const text = await exchange.readBody()
  try {
    refuseOtherOrigins(exchange)
    if (exchange.method === 'GET' && (await servePage(exchange))) return
    const found = router.find(exchange.method, exchange.path)
    if (!found) throw new ControlError(404, `The simulator has no ${exchange.method} ${exchange.path}`)
    const body = readJson(text)
    if (!isJsonObject(body)) throw new ControlError(400, 'The body must be a JSON object')
    const { world } = simulator
    world.catchUp()
    const segment = (name: string) => found.segments[name] ?? ''
    const call: Call = { simulator, world, query: new URLSearchParams(exchange.query), body, segment }
    exchange.sendJson(200, await found.route.act(call))
  } catch (error) {
    if (error instanceof ControlError) return exchange.sendJson(error.status, { error: { message: error.message } })
    if (error instanceof StripeError) return exchange.sendJson(error.status, { error: error.body })
    console.error(error)
    exchange.sendJson(500, { error: { message: error instanceof Error ? error.message : String(error) } })
  }
}

/** A web page anywhere can send requests to this machine: the browser names its origin, or the host name it used. */
function refuseOtherOrigins(exchange: Exchange): void {
  const host = exchange.header('host') ?? ''
  const origin = exchange.header('origin')
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) throw new ControlError(403, `Not reachable as ${host}`)
  if (origin !== undefined && origin !== `http://${host}`) throw new ControlError(403, `Not for pages of ${origin}`)
}
