import { fork } from 'node:child_process'
import { once } from 'node:events'
import { ACCOUNT } from '../pages.mjs'
import { idleOf, memoryOf, mostMemory, pause, timed } from './client.mjs'
import { OTHER_ACCOUNT } from './warm-up.mjs'

const SAMPLES = 160
/**
 * Milliseconds between two pages: four a second leave a part of the requests that Stripe takes, as people do. Without a
 * pause they would want more of them than the limit, and wait for that.
 */
const EVERY = 250
/** Accounts that are written before pages are compared, so that the beginning isn't measured. */
const BEGUN = 20
/** Milliseconds after a pause by which every write that was begun has arrived. */
const SETTLED = 3000

/** What people wait for beside a rollout, how soon a pause takes effect, and the server's memory meanwhile. */
export async function measureRollout({ open, app, appPid, simulatorUrl, budgets }) {
  const steps = fork('bench/load/rollout-steps.ts', [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    env: { ...process.env, ...app.env },
  })
  try {
    await once(steps, 'message')
    const take = async (step) => {
      const answered = once(steps, 'message')
      steps.send(step)
      return (await answered)[0]
    }
    const idle = await p95(open)
    const { result, most } = await mostMemory(appPid, async () => {
      await take('begin')
      while (((await take('count')).counts.applied ?? 0) < BEGUN) await pause(50)
      const memory = memoryOf(appPid)
      const beside = await p95(open)
      const { at, counts } = await take('pause')
      if (!counts.pending) throw new Error('The rollout was over before it was paused.')
      await pause(SETTLED)
      return { beside, growth: memoryOf(appPid) - memory, pauseMs: (await lastWrite(simulatorUrl)) - at }
    })
    const { beside, growth, pauseMs } = result
    return [
      {
        what: '95th percentile of pages meanwhile, × idle',
        value: beside / idle,
        beside: idleOf(idle),
        atMost: budgets.rolloutP95Ratio,
      },
      {
        what: 'ms after a pause in which accounts are still begun',
        value: Math.max(pauseMs, 0),
        atMost: budgets.pauseMs,
      },
      { what: 'MB of memory at most', value: most, atMost: budgets.memoryMb },
      { what: 'MB more than at its beginning', value: growth, atMost: budgets.rolloutGrowthMb },
    ]
  } finally {
    steps.kill()
  }
}

/** The 95th percentile of the times of pages that people open one after the other, in milliseconds. */
async function p95(open) {
  const paths = ['/accounts', `/accounts/${ACCOUNT}`, '/audit', `/accounts/${OTHER_ACCOUNT}`]
  const times = []
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { answer, ms } = await timed(() => open(paths[sample % paths.length]))
    if (answer.status !== 200) throw new Error(`A page was answered with ${answer.status}.`)
    times.push(ms)
    await pause(Math.max(EVERY - ms, 0))
  }
  return times.toSorted((a, b) => a - b)[Math.floor(SAMPLES * 0.95)]
}

/** When Stripe last got a change of settings, in milliseconds since 1970. */
async function lastWrite(simulatorUrl) {
  const { data } = await (await fetch(`${simulatorUrl}/_sim/requests?path=/v1/balance_settings`)).json()
  return Math.max(...data.filter(({ method }) => method === 'POST').map(({ started_at_ms: at }) => at))
}
