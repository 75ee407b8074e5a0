// One contract for both kinds of buckets: those of a single process, and those that processes share on PostgreSQL.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { type Buckets, type Rate, rateBelow } from '@/lib/domain/stripe/pace'
import { bucketsInDatabase } from '@/lib/gateways/db/stripe-buckets'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { BucketsInProcess } from '@/lib/gateways/stripe/budget/buckets-in-process'

let buckets: Buckets

beforeAll(async () => {
  const url = await openTestDatabase()
  buckets = url.startsWith('postgresql') ? bucketsInDatabase : new BucketsInProcess(Date.now)
})

const one = (rate: Rate, name: string = randomUUID()) => new Map([[name, rate]])
const slow: Rate = { perSecond: 1, burst: 3 }

test('a burst may go at once, and then one call each interval', async () => {
  const rates = one(slow)
  const waits: number[] = []
  for (let count = 0; count < 4; count++) waits.push(await buckets.take(rates))
  expect(waits.slice(0, 3)).toEqual([0, 0, 0])
  expect(waits[3]).toBeGreaterThan(500)
  expect(waits[3]).toBeLessThanOrEqual(1000)
})

test('a call that finds no token takes nothing, however often it asks', async () => {
  const rates = one(slow)
  for (let count = 0; count < 3; count++) await buckets.take(rates)
  for (let count = 0; count < 20; count++) expect(await buckets.take(rates)).toBeGreaterThan(0)
  await pause(1000)
  expect(await buckets.take(rates)).toBe(0)
})

test('a call needs a token of each of its buckets, or takes none of any', async () => {
  const shared: string = randomUUID()
  const own: string = randomUUID()
  const both = new Map([...one(slow, shared), ...one({ perSecond: 1, burst: 4 }, own)])
  for (let count = 0; count < 3; count++) expect(await buckets.take(both)).toBe(0)
  expect(await buckets.take(both)).toBeGreaterThan(0)
  expect(await buckets.take(one({ perSecond: 1, burst: 4 }, own)), 'the fourth is still there').toBe(0)
})

test('a closed bucket opens again after the time that was asked for', async () => {
  const rates = one(slow)
  await buckets.take(rates)
  await buckets.close(rates, 700)
  const wait = await buckets.take(rates)
  expect(wait).toBeGreaterThan(500)
  expect(wait).toBeLessThanOrEqual(705)
})

test('a bucket that was closed is half as fast, by several closings at once as well, and other buckets are not', async () => {
  const [closed, other] = [one({ perSecond: 10, burst: 4 }), one({ perSecond: 10, burst: 4 })]
  for (let count = 0; count < 3; count++) await buckets.close(closed, 100)
  await pause(110)
  const waits = async (rates: Map<string, Rate>) => {
    for (;;) {
      const wait = await buckets.take(rates)
      if (wait > 0) return wait
    }
  }
  expect(await waits(other)).toBeLessThanOrEqual(100)
  const wait = await waits(closed)
  expect(wait).toBeGreaterThan(100)
  expect(wait).toBeLessThanOrEqual(200)
  const [name] = closed.keys()
  const shares = await buckets.shares()
  expect(shares.get(name ?? '')).toBeCloseTo(0.5, 2)
  expect([...other.keys()].some((each) => shares.has(each))).toBe(false)
})

test('it can be asked how many calls are left, which takes none, and a bucket nobody has used is full', async () => {
  const rates = new Map([...one(slow, 'used'), ...one(slow, 'unused')])
  await buckets.take(one(slow, 'used'))
  await buckets.take(one(slow, 'used'))
  for (let times = 0; times < 3; times++) {
    const left = await buckets.left(rates)
    expect(left.get('unused')).toBe(3)
    expect(left.get('used')).toBeGreaterThanOrEqual(1)
    expect(left.get('used')).toBeLessThan(2)
  }
  await buckets.close(one(slow, 'used'), 5000)
  expect((await buckets.left(rates)).get('used')).toBe(0)
})

test('no second holds more calls than the limit, however many ask at once', async () => {
  const limit = 50
  const rates = one(rateBelow(limit))
  const starts: number[] = []
  const endsAt = Date.now() + 2000
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (Date.now() < endsAt) {
        const wait = await buckets.take(rates)
        if (wait === 0) starts.push(Date.now())
        else await pause(wait)
      }
    }),
  )
  const most = Math.max(...starts.map((start) => starts.filter((one) => one >= start && one < start + 1000).length))
  expect(most, 'one more for the clock of the test').toBeLessThanOrEqual(limit + 1)
  expect(starts.length).toBeGreaterThan(limit * 1.2)
})
