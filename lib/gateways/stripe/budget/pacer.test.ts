import { expect, test } from 'vitest'
import { BRAKE, rateBelow } from '@/lib/domain/stripe/pace'
import { BucketsInProcess } from './buckets-in-process'
import { backgroundLimits, type Lane, Pacer } from './pacer'
import { fakeClock } from './testing/fake-clock'

function start(limits = { all: 100, endpoint: 25 }) {
  const clock = fakeClock()
  const pacer = new Pacer(limits, new BucketsInProcess(clock.now), clock)
  const sent: { at: number; lane: Lane; endpoint: string }[] = []
  const call = async (lane: Lane, endpoint: string, patience = 60_000) => {
    const maySend = (await pacer.wait({ endpoint, lane, patience })) === 0
    if (maySend) sent.push({ at: clock.now(), lane, endpoint })
    return maySend
  }
  /** As many as wanted, one after the other, for as long as the clock runs. */
  const keepCalling = (lane: Lane, endpoint: string, atOnce: number) => {
    for (let count = 0; count < atOnce; count++)
      void (async () => {
        while (await call(lane, endpoint)) await clock.sleep(1)
      })()
  }
  const mostInASecond = (which: (one: (typeof sent)[number]) => boolean) => {
    const times = sent.filter(which).map(({ at }) => at)
    return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))
  }
  return { clock, pacer, sent, call, keepCalling, mostInASecond }
}

test.each([
  [25, 25],
  [100, 100],
  [5, 5],
])('a limit of %i is never passed in any second', (limit, most) => {
  const { perSecond, burst } = rateBelow(limit)
  expect(perSecond + burst).toBeLessThanOrEqual(most)
})

test('one endpoint gets no more than its own limit, and all of them no more than that of all', async () => {
  const { clock, keepCalling, mostInASecond, sent } = start()
  for (const endpoint of ['a', 'b', 'c', 'd', 'e', 'f']) keepCalling('people', endpoint, 30)
  await clock.pass(5000)
  for (const endpoint of ['a', 'b']) expect(mostInASecond((one) => one.endpoint === endpoint)).toBeLessThanOrEqual(25)
  expect(mostInASecond(() => true)).toBeLessThanOrEqual(100)
  expect(sent.length, 'and nearly all of what there is').toBeGreaterThan(5 * 80)
})

test('it says how many calls each lane could send, and that none can while Stripe asks to wait', async () => {
  const { clock, pacer, call } = start()
  expect([...(await pacer.tokensLeft())]).toEqual([
    ['people', 16],
    ['background', 12],
    ['sweep', 8],
  ])
  for (let count = 0; count < 4; count++) await call('sweep', `endpoint ${count}`)
  await call('people', 'another')
  expect([...(await pacer.tokensLeft()).values()].map(Math.round)).toEqual([11, 8, 4])
  await pacer.close({ endpoint: 'a', reason: 'global-rate', ms: 1000 })
  expect(Math.max(...(await pacer.tokensLeft()).values())).toBeLessThan(1)
  await clock.pass(3000)
  expect([...(await pacer.tokensLeft()).values()].map(Math.round), 'half as many').toEqual([8, 6, 4])
  await clock.pass(BRAKE.recovery)
  expect([...(await pacer.tokensLeft()).values()]).toEqual([16, 12, 8])
})

test('in a sandbox all of them together get 25 a second', async () => {
  const { clock, keepCalling, mostInASecond } = start({ all: 25, endpoint: 25 })
  for (const endpoint of ['a', 'b', 'c']) keepCalling('people', endpoint, 20)
  await clock.pass(3000)
  expect(mostInASecond(() => true)).toBeLessThanOrEqual(25)
})

test('while background work takes all it can get, a person’s call goes within a tenth of a second', async () => {
  const { clock, call, keepCalling, sent } = start()
  keepCalling('background', 'a', 20)
  await clock.pass(2000)
  for (let count = 0; count < 5; count++) {
    const askedAt = clock.now()
    void call('people', 'a')
    await clock.pass(200)
    const answer = sent.findLast(({ lane }) => lane === 'people')
    expect((answer?.at ?? Number.POSITIVE_INFINITY) - askedAt).toBeLessThanOrEqual(100)
  }
})

test('background work alone gets three quarters of the limit', async () => {
  const { clock, keepCalling, mostInASecond, sent } = start()
  keepCalling('background', 'a', 20)
  await clock.pass(10_000)
  expect(mostInASecond(() => true)).toBeLessThanOrEqual(25 * 0.75)
  expect(sent.length).toBeGreaterThan(10 * 25 * 0.5)
})

test('the sweep alone gets half of the limit, and a call of other background work goes within a fifth of a second', async () => {
  const { clock, call, keepCalling, mostInASecond, sent } = start()
  keepCalling('sweep', 'a', 20)
  await clock.pass(5000)
  expect(mostInASecond(() => true)).toBeLessThanOrEqual(25 * 0.5)
  expect(sent.length).toBeGreaterThan(5 * 25 * 0.35)
  const askedAt = clock.now()
  void call('background', 'a')
  await clock.pass(500)
  expect(
    (sent.find(({ lane }) => lane === 'background')?.at ?? Number.POSITIVE_INFINITY) - askedAt,
  ).toBeLessThanOrEqual(200)
})

test('when Stripe asks for three seconds, nothing is sent to that endpoint for three seconds, and other endpoints continue', async () => {
  const { clock, pacer, call, sent } = start()
  await pacer.close({ endpoint: 'a', reason: 'endpoint-rate', ms: 3000 })
  const askedAt = clock.now()
  void call('people', 'a')
  void call('background', 'a')
  void call('people', 'b')
  await clock.pass(5000)
  const after = (lane: Lane, endpoint: string) =>
    (sent.find((one) => one.lane === lane && one.endpoint === endpoint)?.at ?? 0) - askedAt
  expect(after('people', 'b')).toBe(0)
  expect(after('people', 'a')).toBeGreaterThanOrEqual(3000)
  expect(after('people', 'a')).toBeLessThan(3100)
  expect(after('background', 'a')).toBeGreaterThanOrEqual(3000)
})

test('a global limit closes every endpoint, and a call that would wait too long learns at once for how long', async () => {
  const { pacer } = start()
  await pacer.close({ endpoint: 'a', reason: 'global-rate', ms: 3000 })
  expect(Math.round(await pacer.wait({ endpoint: 'b', lane: 'people', patience: 1000 }))).toBe(3000)
})

test.each([
  { all: 100, endpoint: 25 },
  { all: 25, endpoint: 25 },
  { all: 40, endpoint: 10 },
])('background work sends what it is said to send in the long run, below %j', async (limits) => {
  const { clock, sent, keepCalling } = start(limits)
  keepCalling('background', 'POST /v1/balance_settings', 20)
  await clock.pass(60_000)
  const { endpoint } = backgroundLimits(limits)
  expect(sent.length / 60 / endpoint).toBeGreaterThan(0.97)
  expect(sent.length / 60 / endpoint).toBeLessThan(1.05)
})

test('after Stripe has lowered a limit, few calls are refused and most of it is used; after it is raised, our whole rate is used again', async () => {
  const { clock, pacer, sent, call } = start()
  let limit = 8
  const refused: number[] = []
  const answered: number[] = []
  const ask = async (lane: Lane) => {
    while (await call(lane, 'POST /v1/balance_settings')) {
      const now = clock.now()
      if (answered.filter((at) => at > now - 1000).length < limit) answered.push(now)
      else {
        refused.push(now)
        await pacer.close({ endpoint: 'POST /v1/balance_settings', reason: 'endpoint-rate', ms: 1000 })
      }
      await clock.sleep(50)
    }
  }
  for (let count = 0; count < 10; count++) void ask('background')
  const since = (times: readonly number[], from: number) => times.filter((at) => at > from).length

  await clock.pass(60_000)
  const adapted = clock.now()
  await clock.pass(600_000)
  expect(since(answered, adapted) / 600 / limit, 'of what Stripe lets through').toBeGreaterThan(0.7)
  expect(since(refused, adapted) / since(answered, adapted), 'refused').toBeLessThan(0.01)
  const shares = await pacer.shares()
  expect(shares.get('all'), 'other endpoints are as fast as before').toBe(1)
  expect([...shares.keys()]).toEqual(['all', 'POST /v1/balance_settings'])
  expect(shares.get('POST /v1/balance_settings')).toBeLessThan(0.6)

  limit = 25
  await clock.pass(BRAKE.recovery)
  const raised = clock.now()
  await clock.pass(60_000)
  const { endpoint } = backgroundLimits({ all: 100, endpoint: 25 })
  expect(sent.filter(({ at }) => at > raised).length / 60 / endpoint).toBeGreaterThan(0.97)
  expect(sent.filter(({ at }) => at > raised).length / 60 / endpoint, 'and never more').toBeLessThan(1.05)
  expect(await pacer.shares()).toEqual(new Map([['all', 1]]))
})

test('the answers with 429 to calls that were sent together slow them down once', async () => {
  const { clock, pacer } = start()
  for (let count = 0; count < 10; count++) await pacer.close({ endpoint: 'a', reason: 'endpoint-rate', ms: 1000 })
  expect((await pacer.shares()).get('a')).toBe(0.5)
  await clock.pass(1000)
  await pacer.close({ endpoint: 'a', reason: 'endpoint-rate', ms: 1000 })
  expect((await pacer.shares()).get('a')).toBeCloseTo(0.25, 2)
})
