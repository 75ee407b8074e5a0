import { compare, idleOf, mostMemory, pause, timed } from './client.mjs'
import { eventsTo } from './events.mjs'

const EVENTS = 2000
/** A little more than the budget, so that the list is measured beside the burst and not beside all that is possible. */
const EVENTS_PER_SECOND = 440
const PATIENCE = 120_000

/** Signed events about all accounts: how many are accepted, and the list of accounts and the server's memory meanwhile. */
export async function measureEventBurst({ open, send, secret, accounts, appPid, metricsUrl, budgets }) {
  const post = eventsTo(send, { secret, accounts, name: 'burst' })
  const answers = {}
  const burst = async () => {
    const { ms } = await timed(() =>
      Promise.all(
        Array.from({ length: EVENTS }, async (_, number) => {
          await pause((number * 1000) / EVENTS_PER_SECOND)
          const status = await post(number)
          answers[status] = (answers[status] ?? 0) + 1
        }),
      ),
    )
    return ms
  }
  const { result, most } = await mostMemory(appPid, async () => {
    const compared = await compare(() => open('/accounts'), burst)
    const processed = await timed(() => untilProcessed(metricsUrl))
    return { ...compared, processed: compared.result + processed.ms }
  })
  const { 200: accepted = 0, ...others } = answers
  const refused = Object.values(others).reduce((sum, count) => sum + count, 0)
  const { idle, beside, result: ms, processed } = result
  return [
    { what: 'events accepted a second', value: (accepted * 1000) / ms, atLeast: budgets.eventsPerSecond },
    { what: 'events answered otherwise, which Stripe sends again', value: refused, atMost: budgets.eventsRefused },
    {
      what: 'the list meanwhile, × idle',
      value: beside / idle,
      beside: idleOf(idle),
      atMost: budgets.eventBurstRatio,
    },
    { what: 'seconds until all events are processed', value: processed / 1000, atMost: budgets.eventsProcessedSeconds },
    { what: 'MB of memory at most', value: most, atMost: budgets.memoryMb },
  ]
}

async function untilProcessed(metricsUrl) {
  for (const endsAt = performance.now() + PATIENCE; performance.now() < endsAt; await pause(200)) {
    const text = await (await fetch(metricsUrl)).text()
    if (/^spillway_event_lag_seconds 0$/m.test(text)) return
  }
}
