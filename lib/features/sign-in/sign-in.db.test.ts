// The whole way of an attempt, from any browser and address, with a hash that can be held back.
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

import type { Grant } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'

type Browser = { address: string; cookies: Map<string, string> }
const { context, hashing } = await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks')
  return {
    context: new AsyncLocalStorage<Browser>(),
    hashing: { active: 0, most: 0, count: 0, hold: Promise.resolve() },
  }
})

vi.mock('next/headers', () => ({
  async headers() {
    const browser = context.getStore()
    const cookie = [...(browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Headers({ 'x-client-address': browser?.address ?? '', cookie })
  },
  async cookies() {
    const jar = context.getStore()?.cookies ?? new Map<string, string>()
    return {
      get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
      set: (name: string, value: string) => void jar.set(name, value),
    }
  },
}))

vi.mock('@node-rs/argon2', () => {
  async function work() {
    hashing.count++
    hashing.most = Math.max(hashing.most, ++hashing.active)
    await hashing.hold
    await new Promise((resolve) => setImmediate(resolve))
    hashing.active--
  }
  return {
    hash: async (password: string) => work().then(() => `hash of ${password}`),
    verify: async (hash: string, password: string) => work().then(() => hash === `hash of ${password}`),
  }
})

const { addPerson, COMMAND_LINE } = await import('@/lib/auth/people')
const { saveAccountProfiles } = await import('@/lib/gateways/db/accounts')
const { database } = await import('@/lib/gateways/db/client')
const { watchStatements } = await import('@/lib/gateways/db/testing/statements')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { metrics } = await import('@/lib/metrics')
const { signIn } = await import('./sign-in')

const RIGHT = 'correct horse battery'
const ada = 'ada@people.example'
const browserAt = (address: string): Browser => ({ address, cookies: new Map() })
const attempt = (browser: Browser, email = ada, password = 'a wrong password') =>
  context.run(browser, () => signIn(email, password))
const kindOf = (result: Awaited<ReturnType<typeof signIn>>) => (typeof result === 'string' ? result : result.kind)
const countOf = (kind: string, results: Awaited<ReturnType<typeof signIn>>[]) =>
  results.filter((result) => kindOf(result) === kind).length

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
  await addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'Ada', email: ada, password: RIGHT })
}, 60_000)
beforeEach(async () => {
  const db = await database()
  await Promise.all([db.signInTries.deleteMany(), db.refusedSignIns.deleteMany()])
  Object.assign(hashing, { most: 0, count: 0, hold: Promise.resolve() })
  metrics.signIns.reset()
})

test('while an attacker guesses from 50 addresses, the rightful person signs in on a known device every time', async () => {
  const laptop = browserAt('192.0.2.200')
  expect(await attempt(laptop, ada, RIGHT)).toBe('signed_in')
  for (let round = 0; round < 3; round++) {
    const guesses = Array.from({ length: 50 }, (_, index) => attempt(browserAt(`192.0.2.${index}`)))
    expect(await attempt(laptop, ada, RIGHT)).toBe('signed_in')
    await Promise.all(guesses)
  }
  expect(hashing.count).toBeLessThanOrEqual(4 + 10)
})

test('on a new device the rightful person is given a time, and it is kept while the attack continues', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => attempt(browserAt(`192.0.2.${index}`))))
  const phone = browserAt('198.51.100.1')
  const first = await attempt(phone, ada, RIGHT)
  expect(first).toMatchObject({ kind: 'wait', isReserved: true })
  await Promise.all(Array.from({ length: 12 }, (_, index) => attempt(browserAt(`203.0.113.${index}`))))
  vi.useFakeTimers({ toFake: ['Date'], now: typeof first === 'string' ? 0 : first.until })
  expect(await attempt(phone, ada, RIGHT)).toBe('signed_in')
  vi.useRealTimers()
})

test('of 15 wrong passwords from one place at once, six are looked at', async () => {
  const place = browserAt('192.0.2.1')
  const results = await Promise.all(Array.from({ length: 15 }, () => attempt(place)))
  expect(countOf('wrong', results)).toBe(6)
  expect(hashing.count).toBe(6)
})

test('one password is hashed at a time, 20 attempts wait, more are refused, and a known device has a place of its own', async () => {
  const laptop = browserAt('192.0.2.200')
  await attempt(laptop, ada, RIGHT)
  let release = () => {}
  hashing.most = 0
  hashing.hold = new Promise((resolve) => {
    release = resolve
  })
  const guesses = Array.from({ length: 60 }, (_, index) =>
    attempt(browserAt(`192.0.2.${index}`), `${index}@nobody.example`),
  )
  await vi.waitFor(() => expect(hashing.active).toBe(1))
  const own = attempt(laptop, ada, RIGHT)
  await vi.waitFor(() => expect(hashing.active).toBe(2))
  release()
  expect(await own).toBe('signed_in')
  const results = await Promise.all(guesses)
  expect([countOf('wrong', results), countOf('busy', results)]).toEqual([21, 39])
  expect((await metrics.signIns.get()).values.find(({ labels }) => labels.result === 'busy')?.value).toBe(39)
  expect(hashing.most).toBe(2)
})

test('an email that nobody has is answered like any other, after the same statements and as many hashes', async () => {
  const add = async (name: string, grant: Grant, change: object = {}) => {
    const email = `${name}@people.example`
    await addPerson(COMMAND_LINE, grant, { name: 'Bob', email, password: RIGHT })
    await db.person.update({ where: { email }, data: change })
    return email
  }
  await saveAccountProfiles([profileOf('acct_signin1')], new Date())
  const { db, during } = watchStatements(url)
  const now = new Date()
  const emails = [
    ada,
    'nobody@people.example',
    await add('owner', { role: 'owner', accountId: 'acct_signin1' }),
    await add('disabled', { staffRole: 'viewer' }, { disabledAt: now }),
    await add('app', { staffRole: 'viewer' }, { secondFactorAt: now }),
    await add('passkey', { staffRole: 'viewer' }, { passkeyAt: now }),
  ]
  const withoutPassword = await add('provider', { staffRole: 'viewer' })
  await db.credential.updateMany({ where: { person: { email: withoutPassword } }, data: { password: null } })
  const results = new Map<string, unknown>()
  for (const email of [...emails, withoutPassword]) {
    await Promise.all([db.signInTries.deleteMany(), db.refusedSignIns.deleteMany()])
    hashing.count = 0
    const place = browserAt('192.0.2.1')
    const kinds: string[] = []
    const statements = await during(async () => {
      for (let guess = 0; guess < 8; guess++) kinds.push(kindOf(await attempt(place, email)))
    })
    results.set(email, { kinds, hashes: hashing.count, statements })
  }
  expect(results.get(ada)).toMatchObject({ kinds: [...Array(6).fill('wrong'), 'wait', 'wait'], hashes: 6 })
  for (const [email, result] of results) expect(result, email).toEqual(results.get('nobody@people.example'))
})

test('the longest password that is taken signs in, and one that is wrong in its last character doesn’t', async () => {
  const longest = 'correct horse battery '.repeat(10).slice(0, 200)
  const email = 'long@people.example'
  await addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'Lo', email, password: longest })
  expect(await attempt(browserAt('192.0.2.1'), email, `${longest.slice(0, -1)}!`)).toBe('wrong')
  expect(await attempt(browserAt('192.0.2.1'), email, longest)).toBe('signed_in')
})
