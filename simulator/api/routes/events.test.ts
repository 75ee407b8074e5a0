import { beforeAll, expect, test } from 'vitest'
import { BAKERY, BOOKS } from '../../testing/rig.ts'
import { rigForTests } from '../../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5 })
let account: string
beforeAll(async () => {
  await rig.control('POST', '/reset', { accounts: 5, now: '2026-11-24T09:00:00Z' })
  account = await rig.newAccount()
  for (const descriptor of ['FIRST', 'SECOND', 'THIRD']) {
    await rig.post('/v1/balance_settings', `payments[payouts][statement_descriptor]=${descriptor}`, { account })
    await rig.control('POST', '/clock', { advance_seconds: 60 })
  }
  await rig.control('POST', `/accounts/${account}`, { metadata: { a: '1' } })
})

const list = async (query: string, of = account) => (await rig.get(`/v1/events?${query}`, { account: of })).body
const types = async (query: string) => (await list(query)).data.map(({ type }) => type)
const CHANGED = 'balance_settings.updated'

test('events are listed newest first and can be paged in both directions', async () => {
  const all = (await list('limit=100')).data.map(({ id }) => id)
  expect(all).toHaveLength(4)
  const first = await list('limit=3')
  expect([first.data.map(({ id }) => id), first.has_more]).toEqual([all.slice(0, 3), true])
  const rest = await list(`starting_after=${all[2]}`)
  expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([all.slice(3), false])
  expect((await list(`ending_before=${all[1]}`)).data.map(({ id }) => id)).toEqual(all.slice(0, 1))
})

test('events can be filtered by one type, several types and a family of types', async () => {
  expect(await types('type=account.updated')).toEqual(['account.updated'])
  expect(await types(`types[]=${CHANGED}`)).toEqual([CHANGED, CHANGED, CHANGED])
  expect(await types(`types[]=${CHANGED}&types[]=account.updated`)).toHaveLength(4)
  expect(await types('type=balance_settings.*')).toEqual([CHANGED, CHANGED, CHANGED])
  expect(await types('type=payout.paid')).toEqual([])
})

test('type and types can’t be combined, and at most 20 types are allowed', async () => {
  const both = await rig.get(`/v1/events?type=a&types[]=b`, { account })
  expect(both.body.error.code).toBe('parameters_exclusive')
  const many = Array.from({ length: 21 }, (_, index) => `types[]=t${index}`).join('&')
  expect((await rig.get(`/v1/events?${many}`, { account })).status).toBe(400)
})

test('events can be filtered by time', async () => {
  const [newest] = (await list('limit=1')).data
  const created = newest?.created ?? 0
  expect((await list(`created[lt]=${created - 60}`)).data).toHaveLength(2)
  expect((await list(`created[gte]=${created - 60}`)).data).toHaveLength(2)
  expect((await list(`created=${created}`)).data).toHaveLength(1)
})

test('without an endpoint no delivery is pending', async () => {
  expect(await types('delivery_success=true')).toHaveLength(4)
  expect(await types('delivery_success=false')).toEqual([])
})

test('only the account of an event, or the platform for its own events, can read it', async () => {
  const [event] = (await list('limit=1')).data
  expect((await rig.get(`/v1/events/${event?.id}`, { account })).body.id).toBe(event?.id)
  expect((await rig.get(`/v1/events/${event?.id}`, { account: BOOKS })).status).toBe(404)
  expect((await rig.get(`/v1/events/${event?.id}`)).status).toBe(404)
  await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=PLATFORM')
  const [own] = (await rig.get('/v1/events')).body.data
  expect(own).not.toHaveProperty('account')
  expect((await rig.get(`/v1/events/${own?.id}`)).body.id).toBe(own?.id)
})

test('events expire after 30 days of virtual time, even if no new ones happen', async () => {
  const quiet = await rig.newAccount()
  await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=QUIET', { account: quiet })
  const [event] = (await list('', quiet)).data
  await rig.control('POST', '/clock', { advance_seconds: 29 * 86_400 })
  expect((await list('', quiet)).data).toHaveLength(1)
  await rig.control('POST', '/clock', { advance_seconds: 2 * 86_400 })
  expect((await list('', quiet)).data).toEqual([])
  expect((await rig.get(`/v1/events/${event?.id}`, { account: quiet })).status).toBe(404)
  expect((await rig.get('/v1/account', { account: BAKERY })).status).toBe(200)
})
