// Refunds and disputes of accounts that owe money, read from the simulator.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'
import { readStoredReversals } from '@/lib/gateways/db/stored/reversals'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { Rig } from '@/simulator/testing/rig'
import { readReversals } from './read-reversals'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
}, 60_000)
afterAll(() => rig.stop())

async function newAccount(available: number): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  const balance = { available: [{ amount: available, currency: 'usd' }], pending: [] }
  await replaceBalance(openForJob('sync', profileOf(id)), { balance, readAt: new Date() }, () => [])
  return id
}
const take = (id: string, what: 'refunds' | 'disputes', amount: number) =>
  rig.control('POST', `/accounts/${id}/${what}`, { amount, currency: 'usd' })
const stored = async (id: string) =>
  readStoredReversals((await (await database()).connectedAccount.findUniqueOrThrow({ where: { id } })).reversals)

test('of accounts that owe money, and of no others, refunds and disputes are read once a day', async () => {
  const [owes, fine] = [await newAccount(-500), await newAccount(500)]
  for (const id of [owes, fine]) await take(id, 'refunds', 300)
  await take(owes, 'disputes', 2000)
  const { signal } = new AbortController()
  await readReversals(signal)
  expect((await stored(owes))?.sums).toEqual({ usd: { refunds: 300, disputes: 2000, week: 2300 } })
  expect(await stored(fine)).toBeNull()

  await take(owes, 'refunds', 100)
  await readReversals(signal)
  expect((await stored(owes))?.sums.usd?.refunds).toBe(300)
  await (await database()).connectedAccount.update({ where: { id: owes }, data: { reversalsReadAt: new Date(0) } })
  await readReversals(signal)
  expect((await stored(owes))?.sums.usd?.refunds).toBe(400)
})
