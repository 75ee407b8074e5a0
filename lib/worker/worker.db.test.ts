// One contract for both carriers: in-process on SQLite, pg-boss on PostgreSQL.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { providerOf } from '@/lib/gateways/db/client'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { listWorkerRuns } from '@/lib/gateways/db/worker-runs'
import type { Carrier, Job } from './carrier'
import { inProcessCarrier } from './in-process'
import { pgBossCarrier } from './pg-boss'

let url: string
const isPostgres = Boolean(process.env.TEST_DATABASE_URL)
beforeAll(async () => {
  url = await openTestDatabase()
  expect(providerOf(url)).toBe(isPostgres ? 'postgresql' : 'sqlite')
})

/** Queues outlive a test, so each test has jobs of its own. */
let count = 0
beforeEach(() => {
  count++
})
const running: Carrier[] = []
afterEach(() => Promise.all(running.splice(0).map((carrier) => carrier.stop())))

const named = (name: string) => `${name}_${count}`
const jobOf = (name: string, run: Job['run'], every = 3600): Job => ({ name: named(name), every, run })

async function startWith(...jobs: Job[]): Promise<Carrier> {
  const carrier = isPostgres ? pgBossCarrier(url) : inProcessCarrier()
  running.push(carrier)
  await carrier.start(jobs)
  return carrier
}

const until = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 10 })
const done = async () => undefined

describe('A carrier', () => {
  test('runs every job at its start, and again in its time', async () => {
    const [often, seldom] = [vi.fn(done), vi.fn(done)]
    await startWith(jobOf('often', often, 1), jobOf('seldom', seldom))
    await until(() => expect(often.mock.calls.length).toBeGreaterThan(2))
    expect(seldom).toHaveBeenCalledTimes(1)
  })

  test('runs a job at once when it is asked to, and again for what it is asked during a run', async () => {
    const gate = Promise.withResolvers<void>()
    const run = vi.fn(async () => {
      if (run.mock.calls.length === 2) await gate.promise
      return undefined
    })
    const carrier = await startWith(jobOf('asked', run))
    await until(() => expect(run).toHaveBeenCalledTimes(1))
    await pause(50)
    carrier.wake(named('asked'))
    await until(() => expect(run).toHaveBeenCalledTimes(2))
    for (let times = 0; times < 5; times++) carrier.wake(named('asked'))
    await pause(200)
    expect(run, 'not twice at once').toHaveBeenCalledTimes(2)
    gate.resolve()
    await until(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3))
  })

  test('runs a job once more for all that ask for it at about the same time, and never leaves out the last', async () => {
    const run = vi.fn(done)
    const carrier = await startWith(jobOf('burst', run))
    await until(() => expect(run).toHaveBeenCalledTimes(1))
    await pause(50)
    let asked = 0
    let seen = 0
    run.mockImplementation(async () => {
      seen = asked
    })
    for (; asked < 300; asked++) {
      carrier.wake(named('burst'))
      await pause(1)
    }
    carrier.wake(named('burst'))
    await until(() => expect(seen).toBe(asked))
    // In the process itself asking costs nothing, and a statement with pg-boss.
    expect(run.mock.calls.length).toBeLessThan(isPostgres ? asked / 10 : 2 * asked)
  })

  test('runs a job earlier when its last run wants that', async () => {
    const run = vi.fn(async () => (run.mock.calls.length < 4 ? new Date(Date.now() + 20) : null))
    await startWith(jobOf('eager', run))
    await until(() => expect(run).toHaveBeenCalledTimes(4))
    await pause(200)
    expect(run).toHaveBeenCalledTimes(4)
  })

  test('continues after a run that failed, and says which job fails and how often', async () => {
    const fine = vi.fn(done)
    const fails = vi.fn(async () => {
      throw new Error('Stripe is gone')
    })
    const carrier = await startWith(jobOf('fails', fails), jobOf('fine', fine))
    await until(() => expect(fails).toHaveBeenCalledTimes(1))
    await pause(100)
    for (const name of ['fails', 'fine']) carrier.wake(named(name))
    await until(async () => {
      const runs = (await listWorkerRuns()).filter(({ job }) => job.endsWith(`_${count}`))
      expect(runs).toMatchObject([
        { job: named('fails'), failures: 2, error: 'Stripe is gone' },
        { job: named('fine'), failures: 0, error: null },
      ])
      expect(fine.mock.calls.length).toBeGreaterThanOrEqual(2)
    })
  })

  test('stops when what is in progress has ended, tells it to end, and begins nothing more', async () => {
    let ended = 0
    const run = vi.fn(async (signal: AbortSignal) => {
      while (!signal.aborted) await pause(5)
      ended++
      return new Date()
    })
    const carrier = await startWith(jobOf('long', run, 1))
    await until(() => expect(run).toHaveBeenCalledTimes(1))
    await carrier.stop()
    expect(ended).toBe(1)
    carrier.wake(named('long'))
    await pause(1500)
    expect(run).toHaveBeenCalledTimes(1)
  })
})

/** SQLite has one instance, so there is nothing to run or to skip. */
const onPostgres = isPostgres ? describe : (_name: string, _tests: () => void) => {}

onPostgres('Two instances on one database', () => {
  test('share the work, and neither runs a job twice at once', async () => {
    let most = 0
    const atWork = { first: 0, second: 0 }
    const runs: string[] = []
    const jobOfInstance = (instance: 'first' | 'second') =>
      jobOf('shared', async () => {
        most = Math.max(most, ++atWork[instance])
        await pause(50)
        atWork[instance]--
        runs.push(instance)
        return undefined
      })
    const one = await startWith(jobOfInstance('first'))
    await startWith(jobOfInstance('second'))
    for (let asked = 0; asked < 30; asked++) {
      one.wake(named('shared'))
      await pause(30)
    }
    await until(() => expect(new Set(runs).size).toBe(2))
    expect(most).toBe(1)
  })

  test('a job of an instance that was stopped continues in the other', async () => {
    const [first, second] = [vi.fn(done), vi.fn(done)]
    const one = await startWith(jobOf('inherited', first, 1))
    await startWith(jobOf('inherited', second, 1))
    await until(() => expect(first.mock.calls.length + second.mock.calls.length).toBeGreaterThan(2))
    await one.stop()
    const before = second.mock.calls.length
    await until(() => expect(second.mock.calls.length).toBeGreaterThan(before + 1))
  })
})
