import { expect, test } from 'vitest'
import { BAKERY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

const MANUAL = 'payments[payouts][schedule][interval]=manual'
const DAILY = 'payments[payouts][schedule][interval]=daily'

test('the same key returns the first answer and does the work once', async () => {
  const account = await rig.newAccount()
  const first = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k1' })
  await rig.post('/v1/balance_settings', DAILY, { account })
  const second = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k1' })
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'))
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect((await rig.settings(account)).payouts.schedule.interval).toBe('daily')
})

test('the same key with different parameters gets an idempotency error', async () => {
  const account = await rig.newAccount()
  await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k2' })
  const { status, body } = await rig.post('/v1/balance_settings', DAILY, { account, idempotencyKey: 'k2' })
  expect([status, body.error.type]).toEqual([400, 'idempotency_error'])
  const elsewhere = await rig.post('/v1/payouts', MANUAL, { account, idempotencyKey: 'k2' })
  expect(elsewhere.body.error.type).toBe('idempotency_error')
})

test('the order and encoding of parameters don’t matter', async () => {
  const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
  const pay = (form: string) => rig.post('/v1/payouts', form, { account, idempotencyKey: 'order' })
  const first = await pay('amount=100&currency=usd&expand[]=destination&metadata[a]=x y&metadata[b]=2')
  const again = await pay('metadata%5Bb%5D=2&metadata[a]=x+y&expand[0]=destination&currency=%75sd&amount=100')
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  for (const other of [
    'amount=100&currency=usd&expand[]=destination&metadata[a]=2&metadata[b]=x y',
    'amount=100&currency=usd&expand[]=destination&metadata[a]=x y',
    'amount=100&currency=usd&expand[]=destination&metadata[b]=2&metadata[a]=x y&method=standard',
  ]) {
    expect((await pay(other)).body.error.type).toBe('idempotency_error')
  }
})

test('a key belongs to one account', async () => {
  const [one, other] = [await rig.newAccount(), await rig.newAccount()]
  await rig.post('/v1/balance_settings', MANUAL, { account: one, idempotencyKey: 'k3' })
  await rig.post('/v1/balance_settings', DAILY, { account: other, idempotencyKey: 'k3' })
  expect((await rig.settings(one)).payouts.schedule.interval).toBe('manual')
})

test('an error before the work isn’t stored', async () => {
  const account = await rig.newAccount()
  const wrong = await rig.post('/v1/balance_settings', 'payments[payouts][schedule][interval]=x', {
    account,
    idempotencyKey: 'k4',
  })
  const right = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k4' })
  expect([wrong.status, right.status]).toEqual([400, 200])
})

test('an error during the work is stored', async () => {
  const account = await rig.newAccount({ balance: { usd: { available: 100 } } })
  const first = await rig.post('/v1/payouts', 'amount=500&currency=usd', { account, idempotencyKey: 'k5' })
  await rig.control('POST', `/accounts/${account}`, { balance: { usd: { available: 10_000 } } })
  const again = await rig.post('/v1/payouts', 'amount=500&currency=usd', { account, idempotencyKey: 'k5' })
  expect(first.body.error.code).toBe('balance_insufficient')
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})

test('a 500 after the work is stored and replayed', async () => {
  const account = await rig.newAccount()
  await rig.control('POST', '/faults', { match: { account }, fault: { kind: 'status', status: 500, applied: true } })
  const first = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k6' })
  const again = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k6' })
  expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([500, 500, 'true'])
  expect((await rig.settings(account)).payouts.schedule.interval).toBe('manual')
})

test('a second request with the same key gets a conflict while the first one runs', async () => {
  const account = await rig.newAccount()
  await rig.control('POST', '/faults', { match: { account }, fault: { kind: 'delay', ms: 1_000 } })
  const slow = rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k7' })
  const isRunning = async () => (await rig.control('GET', `/requests?account=${account}`)).data.length === 1
  while (!(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 5))
  const twin = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k7' })
  expect([twin.status, twin.body.error.code]).toEqual([409, 'idempotency_key_in_use'])
  expect((await slow).status).toBe(200)
  const later = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k7' })
  expect(later.headers.get('idempotent-replayed')).toBe('true')
})

test('a key expires after 24 hours of virtual time', async () => {
  const account = await rig.newAccount()
  await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k8' })
  await rig.control('POST', '/clock', { advance_seconds: 23 * 3600 })
  const before = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k8' })
  await rig.control('POST', '/clock', { advance_seconds: 2 * 3600 })
  const after = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k8' })
  expect(before.headers.get('idempotent-replayed')).toBe('true')
  expect(after.headers.get('idempotent-replayed')).toBeNull()
})

test('a key over 255 characters is refused, and a key on a GET is ignored', async () => {
  const long = 'k'.repeat(256)
  expect((await rig.post('/v1/balance_settings', MANUAL, { account: BAKERY, idempotencyKey: long })).status).toBe(400)
  expect((await rig.get('/v1/balance', { idempotencyKey: 'k1' })).status).toBe(200)
})

test('the log shows which answers were replays', async () => {
  const account = await rig.newAccount()
  await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k9' })
  await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'k9' })
  const { data } = await rig.control('GET', `/requests?account=${account}`)
  expect(data.map((entry: { replayed: boolean }) => entry.replayed)).toEqual([false, true])
})
