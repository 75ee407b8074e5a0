import { DeliveryPlan, MOST_COPIES, readTrouble } from '../webhooks/delivery-plan.ts'
import { ENDPOINT_KINDS } from '../webhooks/webhooks.ts'
import type { Call } from './control-call.ts'
import { ControlError } from './control-error.ts'
import { readCount } from './fields.ts'

export function deliverEvent({ simulator, world, body, segment }: Call) {
  const event = world.events.find(segment('event'))
  if (!event) throw new ControlError(404, `There is no event ${segment('event')}`)
  const times = readCount(body, 'times') ?? 1
  if (times > MOST_COPIES) throw new ControlError(400, `times must be ${MOST_COPIES} or less`)
  for (let sent = 0; sent < times; sent += 1) simulator.webhooks.resend(event)
  return { event: event.id, times }
}

export function showWebhooks({ simulator: { webhooks } }: Call) {
  const endpoints = Object.fromEntries(
    ENDPOINT_KINDS.map((kind) => {
      const endpoint = webhooks.endpoint(kind)
      return [kind, { url: endpoint?.url ?? null, enabled: endpoint?.enabled ?? false }]
    }),
  )
  return { ...endpoints.connect, pending: webhooks.pending, endpoints, plan: webhooks.plan?.show() ?? null }
}

export function configureWebhooks(call: Call) {
  const { webhooks } = call.simulator
  const { url, secret, enabled, retry_delays_ms, endpoint } = call.body
  const kind = ENDPOINT_KINDS.find((known) => known === (endpoint ?? 'connect'))
  if (!kind) throw new ControlError(400, `endpoint must be ${ENDPOINT_KINDS.join(', ')}`)
  const before = webhooks.endpoint(kind)
  const next = {
    url: typeof url === 'string' ? url : (before?.url ?? ''),
    secret: typeof secret === 'string' ? secret : (before?.secret ?? ''),
    enabled: typeof enabled === 'boolean' ? enabled : true,
  }
  if (next.enabled && (!URL.canParse(next.url) || next.secret === '')) {
    throw new ControlError(400, 'url and secret are needed')
  }
  if (next.url !== '') webhooks.configure(kind, next)
  if (Array.isArray(retry_delays_ms)) webhooks.retryDelays = retry_delays_ms.map(Number)
  return showWebhooks(call)
}

export async function drainWebhooks({ simulator, body }: Call) {
  const drained = await simulator.webhooks.drain(readCount(body, 'timeout_ms') ?? 30_000)
  return { drained, pending: simulator.webhooks.pending }
}

export function showPlan({ simulator }: Call) {
  return { plan: simulator.webhooks.plan?.show() ?? null }
}

export function setPlan(call: Call) {
  const trouble = readTrouble(call.body)
  if (typeof trouble === 'string') throw new ControlError(400, trouble)
  call.simulator.webhooks.plan = new DeliveryPlan(trouble, readCount(call.body, 'seed') ?? 1)
  return showPlan(call)
}

export function removePlan(call: Call) {
  call.simulator.webhooks.plan = null
  return showPlan(call)
}
