import { mostMemory, timed, timeOf } from './client.mjs'

const CONNECTIONS = 200
/** How long the server is overloaded, and the longest wait for its recovery, in milliseconds. */
const OVERLOAD = 10_000
const PATIENCE = 30_000

/** What more connections than there are places get, and how soon the list is as fast as before. */
export async function measureOverload({ open, send, appPid, budgets }) {
  const list = () => open('/accounts')
  const idle = await timeOf(list)
  const answers = {}
  const overload = async () => {
    const endsAt = performance.now() + OVERLOAD
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (performance.now() < endsAt) {
          const { status, headers } = await list()
          const what = status === 503 && !headers['retry-after'] ? '503 without Retry-After' : status
          answers[what] = (answers[what] ?? 0) + 1
        }
      }),
    )
  }
  // The server accepts one connection for each round of its event loop, so a busy one would see them one by one.
  await Promise.all(Array.from({ length: CONNECTIONS }, () => send('/api/health')))
  const { most } = await mostMemory(appPid, overload)
  const recovery = await untilRecovered(list, idle)
  const { 200: answered = 0, 503: turnedAway = 0, ...others } = answers
  return [
    { what: 'pages answered at 200 connections', value: answered, atLeast: 1 },
    { what: 'requests turned away with 503 and Retry-After', value: turnedAway, atLeast: 1 },
    {
      what: 'answers that are neither',
      value: Object.values(others).reduce((sum, count) => sum + count, 0),
      atMost: 0,
    },
    { what: 'milliseconds until the list is as fast as before', value: recovery, atMost: budgets.recoveryMs },
    { what: 'MB of memory at most meanwhile', value: most, atMost: budgets.memoryMb },
  ]
}

async function untilRecovered(list, idle) {
  const startedAt = performance.now()
  for (;;) {
    const { answer, ms } = await timed(list)
    const recovery = performance.now() - startedAt
    if ((answer.status === 200 && ms <= 2 * idle) || recovery > PATIENCE) return recovery
  }
}
