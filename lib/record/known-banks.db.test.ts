// The same bank account on several accounts, on a real database. npm test runs it on SQLite and on PostgreSQL.
import { beforeAll, expect, test } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { bankOf } from '@/lib/domain/testing/account-money'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { findBankAddedAt, findSharedBanks } from '@/lib/gateways/db/known-banks'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { recordExternalAccounts } from './external-accounts-record'

beforeAll(async () => {
  await openTestDatabase()
})

let count = 0
let minute = 0
async function newAccount() {
  const account = profileOf(`acct_Bank${++count}`)
  await saveAccountProfiles([account], new Date())
  return account
}
const readAt = () => new Date(Date.parse('2026-11-29T10:00:00Z') + 60_000 * ++minute)
type Account = Awaited<ReturnType<typeof newAccount>>
const read = async (account: Account, banks: ExternalAccount[], at = readAt()) =>
  recordExternalAccounts(openForJob('sync', account), banks, { readAt: at })
const alarms = async ({ id }: Account) => {
  const rows = await (await database()).auditEntry.findMany({
    where: { accountId: id, type: 'external_account.shared' },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ details }) => (details as { others: string[] }).others)
}
const bank = (id: string, fingerprint: string | null | undefined) => bankOf({ id, fingerprint })

test('a bank account that is added and that another account has too raises one alarm, which admins get by mail', async () => {
  const [first, second] = [await newAccount(), await newAccount()]
  await read(first, [bank('ba_a', 'fp1')])
  await read(second, [])
  await read(second, [bank('ba_b', 'fp1')])
  await read(second, [bank('ba_b', 'fp1')])
  expect(await alarms(second)).toEqual([[first.id]])
  expect(await alarms(first)).toEqual([])
  const name = (account: Account) => [{ id: account.id, name: account.name }]
  expect([...(await findSharedBanks(editorOf(second), ['ba_b']))]).toEqual([['ba_b', name(first)]])
  expect([...(await findSharedBanks(editorOf(first), ['ba_a', 'ba_other']))]).toEqual([['ba_a', name(second)]])
  const [entry] = await (await database()).auditEntry.findMany({
    where: { accountId: second.id, type: 'external_account.shared' },
  })
  const facets = await (await database()).auditFacet.findMany({ where: { entryId: entry?.id ?? '' } })
  expect(facets.filter(({ facet }) => facet.includes('owner:'))).toEqual([])
})

test('accounts that share a bank account are marked in the list, and unmarked once only one has it', async () => {
  const [first, second, third, other] = [await newAccount(), await newAccount(), await newAccount(), await newAccount()]
  const marked = async () => {
    const { connectedAccount, accountFacet } = await database()
    const ids = [first, second, third, other].map(({ id }) => id)
    const rows = await connectedAccount.findMany({
      where: { id: { in: ids }, bankShared: true },
      orderBy: { id: 'asc' },
    })
    const found = await accountFacet.findMany({ where: { accountId: { in: ids }, facet: 'bank:shared' } })
    expect(found.map(({ accountId }) => accountId).sort(), 'the list is filtered by it').toEqual(
      rows.map(({ id }) => id),
    )
    return rows.map(({ id }) => [first, second, third, other].findIndex((each) => each.id === id) + 1)
  }
  await read(other, [bank('ba_z', 'fp8')])
  await read(first, [bank('ba_a', 'fp7')])
  expect(await marked()).toEqual([])
  await read(second, [bank('ba_b', 'fp7')])
  expect(await marked()).toEqual([1, 2])
  await read(third, [bank('ba_c', 'fp7'), bank('ba_d', null)])
  expect(await marked()).toEqual([1, 2, 3])
  await read(first, [])
  expect(await marked()).toEqual([2, 3])
  await read(second, [bank('ba_e', 'fp9')])
  expect(await marked()).toEqual([])
})

test('accounts that get the same bank account at the same moment are all marked', async () => {
  const accounts = [await newAccount(), await newAccount(), await newAccount(), await newAccount()]
  await Promise.all(accounts.map((account, index) => read(account, [bank(`ba_${index}`, 'fp10')])))
  const { connectedAccount } = await database()
  const ids = accounts.map(({ id }) => id)
  expect(await connectedAccount.count({ where: { id: { in: ids }, bankShared: true } })).toBe(4)
})

test.each([
  ['another number', 'fp3', 'fp4'],
  ['no fingerprint', null, null],
  ['no field at all', undefined, undefined],
])('with %s nothing is alleged', async (_, before, added) => {
  const [first, second] = [await newAccount(), await newAccount()]
  await read(first, [bank('ba_a', before)])
  await read(second, [])
  await read(second, [bank('ba_b', added)])
  expect(await alarms(second)).toEqual([])
})

test('what an account has when it is first read raises no alarm, and is known from the beginning', async () => {
  const [first, second] = [await newAccount(), await newAccount()]
  await read(first, [bank('ba_a', 'fp5')])
  await read(second, [bank('ba_b', 'fp5')])
  expect(await alarms(second)).toEqual([])
  expect(await findBankAddedAt(editorOf(second), 'ba_b')).toEqual({ addedAt: null })
})

test('a bank account that is removed and added again counts from the second time', async () => {
  const account = await newAccount()
  await read(account, [bank('ba_a', 'fp6')])
  await read(account, [])
  expect(await findBankAddedAt(editorOf(account), 'ba_a')).toBeNull()
  const again = readAt()
  await read(account, [bank('ba_c', 'fp6')], again)
  expect(await findBankAddedAt(editorOf(account), 'ba_c')).toEqual({ addedAt: again })
  await read(account, [bank('ba_c', 'fp6')])
  expect(await findBankAddedAt(editorOf(account), 'ba_c')).toEqual({ addedAt: again })
  expect(await alarms(account)).toEqual([])
})
