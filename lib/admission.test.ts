import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Admission, AdmissionByKey } from './admission'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const twoAndThree = () => new Admission({ active: 2, waiting: 3 })

test('requests beyond the active ones wait, and are let in in the order in which they came', async () => {
  const admission = twoAndThree()
  const [first, second] = await Promise.all([admission.enter(1000), admission.enter(1000)])
  const admitted: string[] = []
  for (const name of ['third', 'fourth']) void admission.enter(1000).then((leave) => leave && admitted.push(name))
  await vi.advanceTimersByTimeAsync(0)
  expect(admitted).toEqual([])
  first?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(admitted).toEqual(['third'])
  second?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(admitted).toEqual(['third', 'fourth'])
})

test('a request that finds the queue full is turned away at once', async () => {
  const admission = twoAndThree()
  for (let count = 0; count < 5; count++) void admission.enter(1000)
  expect(await admission.enter(1000)).toBeNull()
})

test('a request that has waited too long is turned away and does not take a place later', async () => {
  const admission = twoAndThree()
  const leave = await admission.enter(1000)
  await admission.enter(1000)
  const late = admission.enter(1000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBeNull()
  leave?.()
  expect(await admission.enter(1000)).not.toBeNull()
})

test('a place that is given back twice is given back once', async () => {
  const admission = new Admission({ active: 1, waiting: 0 })
  const leave = await admission.enter(1000)
  leave?.()
  leave?.()
  expect(await admission.enter(1000)).not.toBeNull()
  expect(await admission.enter(1000)).toBeNull()
})

test('each key has places of its own', async () => {
  const byAccount = new AdmissionByKey({ active: 1, waiting: 0 })
  const leave = await byAccount.enter('acct_1', 1000)
  expect(await byAccount.enter('acct_1', 1000)).toBeNull()
  expect(await byAccount.enter('acct_2', 1000)).not.toBeNull()
  leave?.()
  expect(await byAccount.enter('acct_1', 1000)).not.toBeNull()
})

test('a place of a key that is given back twice leaves the limit of those who have come since', async () => {
  const byAddress = new AdmissionByKey({ active: 1, waiting: 0 })
  const leave = await byAddress.enter('192.0.2.1', 1000)
  leave?.()
  expect(await byAddress.enter('192.0.2.1', 1000)).not.toBeNull()
  leave?.()
  expect(await byAddress.enter('192.0.2.1', 1000)).toBeNull()
})
