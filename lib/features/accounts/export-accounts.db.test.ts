import { beforeAll, expect, test, vi } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { listAccounts } from '@/lib/gateways/db/account-list'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { exportAccounts } from './export-accounts'
import { parseAccountListQuery } from './query'

const recorded: unknown[] = []
vi.mock('@/lib/auth/record-for', () => ({
  recordFor: async (_access: unknown, event: unknown) => void recorded.push(event),
}))
vi.mock('@/lib/log', () => ({ log: () => ({ warn() {} }) }))
vi.mock('@/lib/gateways/db/account-list', { spy: true })

const access = openPlatform(ADMIN, 'accounts:list')
if (!access) throw new Error('the admin may list')

const EVIL = '=HYPERLINK("http://x")'
const ids = Array.from({ length: 240 }, (_, index) => `acct_1${String(index).padStart(3, '0')}`)

beforeAll(async () => {
  await openTestDatabase()
  const profiles = ids.map((id, index) => ({
    ...profileOf(id),
    name: index === 7 ? EVIL : `Shop ${index % 10}, ${index}`,
    country: index % 3 === 0 ? 'DE' : 'US',
    email: index === 8 ? '+1@shop.example' : null,
  }))
  for (let from = 0; from < ids.length; from += 50)
    await saveAccountProfiles(profiles.slice(from, from + 50), new Date())
  const available = [
    { amount: -1234, currency: 'usd' },
    { amount: 500, currency: 'jpy' },
  ]
  await replaceBalance(
    openForJob('sync', profileOf('acct_1007')),
    { balance: { available, pending: [] }, readAt: new Date() },
    () => [],
  )
}, 60_000)

async function exported(params: Record<string, string>, selected: string[] | null = null) {
  recorded.length = 0
  const response = await exportAccounts(access as never, parseAccountListQuery(params), selected)
  return { status: response.status, lines: (await response.text()).split('\r\n').slice(1, -1) }
}

const idOf = (line: string) => line.split(',')[0]

test.each<Record<string, string>>([
  {},
  { sort: 'created' },
  { sort: 'state', dir: 'desc' },
  { country: 'DE' },
  { country: 'DE', payouts: 'enabled' },
])('the file of the list %o has each of its accounts once, in its order', async (params) => {
  const query = parseAccountListQuery(params)
  const whole = await listAccounts(access as never, query, 1000)
  const { lines } = await exported(params)
  expect(lines.map(idOf)).toEqual(whole.accounts.map(({ id }) => id))
  expect(lines.length).toBe('country' in params ? 80 : 240)
})

test('a cell that a spreadsheet would run as a formula is text, and amounts are decimal numbers', async () => {
  const { lines } = await exported({}, ['acct_1007', 'acct_1008'])
  expect(lines[0]).toContain(`acct_1007,"'=HYPERLINK(""http://x"")",`)
  expect(lines[0]).toContain(',USD,-12.34,500 JPY,')
  expect(lines[1]).toContain(`,'+1@shop.example,`)
})

test('what was exported is recorded: the filters of the list, or the accounts that were selected', async () => {
  await exported({ state: 'unknown', country: 'DE', after: 'acct_1003' })
  expect(recorded).toEqual([{ type: 'accounts.exported', filters: 'state=unknown&country=DE', accountIds: null }])
  await exported({ country: 'DE' }, ['acct_1001', 'acct_1001', 'acct_nobody', "' OR 1=1"])
  expect(recorded).toEqual([{ type: 'accounts.exported', filters: 'country=DE', accountIds: ['acct_1001'] }])
})

test('a selection of nothing known is no file, and nothing is recorded', async () => {
  for (const ids of [[], [''], ['', 'acct_nobody']]) expect((await exported({}, ids)).status).toBe(404)
  expect(recorded).toEqual([])
})

test('a search that lists only a part of its accounts is not exported as if it were all', async () => {
  expect((await exported({ q: 'shop' })).status).toBe(409)
  expect(recorded).toEqual([])
  expect((await exported({ q: 'shop 7' })).lines.length).toBeGreaterThan(0)
})

test('the file breaks off where the list can’t be read on, instead of looking whole', async () => {
  const page = await listAccounts(access as never, parseAccountListQuery({}), 1)
  vi.mocked(listAccounts)
    .mockResolvedValueOnce(page)
    .mockResolvedValueOnce({ ...page, next: 'acct_1000' })
    .mockRejectedValueOnce(new Error('the database is away'))
  const response = await exportAccounts(access as never, parseAccountListQuery({}), null)
  await expect(response.text()).rejects.toThrow('the database is away')
})

test('nor does it begin again where the account at which a page ended has left the list', async () => {
  const page = await listAccounts(access as never, parseAccountListQuery({}), 1)
  vi.mocked(listAccounts)
    .mockResolvedValueOnce(page)
    .mockResolvedValueOnce({ ...page, next: 'acct_1000' })
    .mockResolvedValueOnce({ ...page, previous: null })
  const response = await exportAccounts(access as never, parseAccountListQuery({}), null)
  await expect(response.text()).rejects.toThrow('the place in the list is gone')
})
