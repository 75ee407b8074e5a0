import { afterEach, beforeAll, expect, test } from 'vitest'
import { decideElsewhere, decideOnKnownDevice } from '@/lib/domain/access/sign-in-limits'
import { database } from './client'
import { findWait, forgetTries, pruneTries, takeTry } from './sign-in-tries'
import { watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
}, 60_000)
afterEach(async () => void (await (await database()).signInTries.deleteMany()))

const NOW = new Date('2026-11-28T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const place = (email: string, address: string) =>
  ({ address: ['address', address], email: ['email', email], place: ['place', email, address] }) as const
const elsewhere = (email: string, address: string, now = NOW) => takeTry(place(email, address), decideElsewhere, now)
const device = { device: ['device', 'ada@x', 'laptop'] } as const
const onDevice = (now = NOW) => takeTry(device, decideOnKnownDevice, now)
const triesIn = (verdicts: { kind: string }[]) => verdicts.filter(({ kind }) => kind === 'try').length

test('of 80 tries on one device at once, six are let through: five without a pause, and the one that begins a pause', async () => {
  expect(triesIn(await Promise.all(Array.from({ length: 80 }, () => onDevice())))).toBe(6)
})

test('of 80 tries at one email from 80 addresses at once, ten are let through, and 30 get a time of their own', async () => {
  const verdicts = await Promise.all(Array.from({ length: 80 }, (_, index) => elsewhere('ada@x', `192.0.2.${index}`)))
  expect(triesIn(verdicts)).toBe(10)
  const times = verdicts.flatMap((verdict) => (verdict.kind === 'wait' && verdict.isReserved ? [verdict.until] : []))
  expect(times.sort()).toEqual(Array.from({ length: 30 }, (_, index) => later(30 * (index + 1)).getTime()))
})

test('of 80 tries at 80 emails from one address at once, 20 are let through', async () => {
  expect(
    triesIn(await Promise.all(Array.from({ length: 80 }, (_, index) => elsewhere(`${index}@x`, '192.0.2.1')))),
  ).toBe(20)
})

test('an attack on a person does not change what that person may do on a known device, or anyone else', async () => {
  await Promise.all(Array.from({ length: 60 }, (_, index) => elsewhere('ada@x', `192.0.2.${index}`)))
  expect((await onDevice()).kind).toBe('try')
  expect((await elsewhere('bob@x', '192.0.2.99')).kind).toBe('try')
})

test('an attempt that has to wait costs no write, and may be tried after that time', async () => {
  for (let guess = 0; guess < 6; guess++) await onDevice()
  const { seen } = watchStatements(url)
  expect(await findWait(device, decideOnKnownDevice, later(1))).toMatchObject({ until: later(30).getTime() })
  expect([...seen.keys()].filter((text) => !/^SELECT/.test(text))).toEqual([])
  expect(await findWait(device, decideOnKnownDevice, later(30))).toBeNull()
  expect((await onDevice(later(30))).kind).toBe('try')
})

test('after a sign-in the count begins again', async () => {
  for (let guess = 0; guess < 6; guess++) await onDevice()
  await forgetTries(device.device)
  expect(triesIn(await Promise.all(Array.from({ length: 10 }, () => onDevice())))).toBe(6)
})

test('what has expired is removed and counts for nothing before that', async () => {
  await elsewhere('ada@x', '192.0.2.1')
  await pruneTries(later(60))
  const { signInTries } = await database()
  expect(await signInTries.count()).toBe(1)
  await pruneTries(later(2 * 24 * 3600))
  expect(await signInTries.count()).toBe(0)
})

test('no statement reads all counts, however many there are', async () => {
  const { db, seen, faults } = watchStatements(url)
  await findWait(place('ada@x', '192.0.2.1'), decideElsewhere, NOW)
  await elsewhere('ada@x', '192.0.2.1')
  await forgetTries(['place', 'ada@x', '192.0.2.1'])
  await pruneTries(NOW)
  for (const text of seen.keys()) if (!/SignInTries/.test(text)) seen.delete(text)
  expect(seen.size).toBeGreaterThanOrEqual(4)
  expect(await faults()).toEqual([])
  await db.$disconnect()
})
