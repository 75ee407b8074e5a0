// Home is opened every morning by everybody: the plans of all its statements are read here, on both databases.
import { beforeAll, expect, test } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { recordOutside } from '@/lib/gateways/db/audit-log'
import { providerOf } from '@/lib/gateways/db/client'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'
import { type Statements, watchStatements } from '@/lib/gateways/db/testing/statements'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { loadHome } from './load-home'

const NOW = new Date()
const IN_3_DAYS = NOW.getTime() + 3 * 24 * 3_600_000
const profiles = Array.from({ length: 60 }, (_, index) =>
  profileOf(`acct_1${String(index).padStart(3, '0')}`, {
    requirements: { pastDue: [], currentlyDue: ['external_account'], eventuallyDue: [], deadline: IN_3_DAYS },
  }),
)

let statements: Statements

beforeAll(async () => {
  const url = await openTestDatabase()
  await saveAccountProfiles(profiles, new Date())
  for (const [index, profile] of profiles.slice(0, 10).entries()) {
    const access = openForJob('sync', profile)
    const available = [{ amount: -100 * index, currency: index % 2 ? 'usd' : 'jpy' }]
    await replaceBalance(access, { balance: { available, pending: [] }, readAt: new Date() }, () => [])
    await savePayoutReadings(access, [payoutOf({ id: `po_${index}`, status: 'failed' })], new Date())
  }
  const [paidAgain] = profiles.slice(9)
  if (paidAgain)
    await savePayoutReadings(
      openForJob('sync', paidAgain),
      [payoutOf({ id: 'po_again', status: 'paid', createdAt: new Date(NOW.getTime() + 60_000) })],
      new Date(),
    )
  for (const account of profiles.slice(0, 10))
    await recordOutside({ account }, { type: 'account.disconnected', stripeEventId: null })
  statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
}, 60_000)

/** What is few: a row for each facet and state, the waiting events (by their index), the outcomes of six entries. */
const FEW =
  /"?AccountFacetCount"?|^SCAN sub in SELECT COUNT.*StripeEvent.*processedAt` IS NULL|AuditOutcome.*entryId"?`? IN/

test('no statement of home reads a table as a whole or sorts, but for what is few', async () => {
  const [access, reader] = [openPlatform(ADMIN, 'accounts:list'), openPlatform(ADMIN, 'audit:read')]
  if (!access) throw new Error('the admin may list')
  statements.seen.clear()
  const home = await loadHome(access, reader, NOW)
  expect(home.failed.map(({ id }) => id)).toEqual(['po_8', 'po_7', 'po_6', 'po_5', 'po_4', 'po_3'])
  expect(home.deadlines).toHaveLength(6)
  expect(home.changes).toMatchObject({ entries: { length: 6 }, hasMore: true })
  expect(home.negative.map(({ sum }) => sum.currency).sort()).toEqual(['jpy', 'usd'])
  expect(statements.seen.size).toBeGreaterThan(5)
  expect((await statements.faults()).filter((fault) => !FEW.test(fault))).toEqual([])
})
