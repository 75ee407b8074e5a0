// What the morning page reads, against what was written.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { listDeadlines } from './account-deadlines'
import { indexAccounts } from './account-index'
import { saveAccountProfiles } from './accounts'
import { transaction } from './client'
import { listNegativeBalances } from './negative-balances'
import { listUnresolvedFailures, savePayoutReadings } from './payout-readings'
import { openTestDatabase } from './testing/test-database'

beforeAll(async () => {
  await openTestDatabase()
}, 60_000)

function staff() {
  const access = openPlatform(ADMIN, 'accounts:list')
  if (!access) throw new Error('an admin may')
  return access
}

test('what accounts owe is added up currency by currency, and no account that has left or is not negative counts', async () => {
  const balances = fc.array(
    fc.record({
      usd: fc.option(fc.integer({ min: -5_000, max: 5_000 })),
      jpy: fc.option(fc.integer({ min: -900, max: 10 })),
      isGone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  let round = 0
  await fc.assert(
    fc.asyncProperty(balances, async (accounts) => {
      round++
      const ids = accounts.map((_, index) => `acct_1Owes${round}x${index}`)
      await saveAccountProfiles(
        ids.map((id) => profileOf(id)),
        new Date(),
      )
      await transaction(async (tx) => {
        await tx.connectedAccount.updateMany({ data: { balance: {}, goneAt: null } })
        for (const [index, { usd, jpy, isGone }] of accounts.entries()) {
          const available = Object.entries({ usd, jpy }).flatMap(([currency, amount]) =>
            amount === null ? [] : [{ currency, amount }],
          )
          await tx.connectedAccount.update({
            where: { id: ids[index] ?? '' },
            data: { balance: { available }, goneAt: isGone ? new Date() : null },
          })
        }
        const all = await tx.connectedAccount.findMany({ select: { id: true } })
        await indexAccounts(
          tx,
          all.map(({ id }) => id),
        )
      })
      const sums = await listNegativeBalances(staff())
      for (const currency of ['usd', 'jpy'] as const) {
        const owed = accounts.flatMap((account) => {
          const amount = account[currency]
          return !account.isGone && amount !== null && amount < 0 ? [amount] : []
        })
        const found = sums.find(({ sum }) => sum.currency === currency)
        expect(found ?? null).toEqual(
          owed.length === 0 ? null : { accounts: owed.length, sum: { currency, amount: owed.reduce((a, b) => a + b) } },
        )
      }
      expect(sums.some(({ sum }) => sum.currency === 'eur')).toBe(false)
    }),
    { numRuns: 12 },
  )
})

test('deadlines are those of the time that is asked for, the next first, of connected accounts whose requirements have one', async () => {
  const at = (day: number) => Date.UTC(2031, 0, day)
  const due = (deadline: number | null, currentlyDue = ['external_account']) => ({
    requirements: { pastDue: [], currentlyDue, eventuallyDue: [], deadline },
  })
  const profiles = [
    profileOf('acct_1DueLate', { name: 'Late', ...due(at(7)) }),
    profileOf('acct_1DueSoon', { name: 'Soon', ...due(at(2)) }),
    profileOf('acct_1DueOver', { name: 'Over', ...due(at(1) - 1) }),
    profileOf('acct_1DueFar', { name: 'Far', ...due(at(8)) }),
    profileOf('acct_1DueNothing', { name: 'Nothing', ...due(at(3), []) }),
    profileOf('acct_1DueNoTime', { name: 'No time', ...due(null) }),
    profileOf('acct_1DueGone', { name: 'Gone', ...due(at(4)) }),
  ]
  await saveAccountProfiles(profiles, new Date())
  await transaction((tx) =>
    tx.connectedAccount.update({ where: { id: 'acct_1DueGone' }, data: { goneAt: new Date() } }),
  )
  const listed = await listDeadlines(staff(), { from: new Date(at(1)), until: new Date(at(8)) }, 10)
  expect(listed.map(({ name, at }) => [name, at.getTime()])).toEqual([
    ['Soon', at(2)],
    ['Late', at(7)],
  ])
  expect(await listDeadlines(staff(), { from: new Date(at(1)), until: new Date(at(8)) }, 1)).toHaveLength(1)
})

test('a failed payout is looked at until its account had another in the currency that was sent', async () => {
  const profile = profileOf('acct_1Failed')
  await saveAccountProfiles([profile], new Date())
  const day = (date: number) => new Date(Date.UTC(2031, 4, date))
  const rows = [
    { id: 'po_usd_before', status: 'failed', currency: 'usd', createdAt: day(2) },
    { id: 'po_usd_again', status: 'in_transit', currency: 'usd', createdAt: day(3) },
    { id: 'po_usd_after', status: 'failed', currency: 'usd', createdAt: day(4) },
    { id: 'po_usd_failed_again', status: 'failed', currency: 'usd', createdAt: day(5) },
    { id: 'po_eur', status: 'failed', currency: 'eur', createdAt: day(2) },
    { id: 'po_eur_canceled', status: 'canceled', currency: 'eur', createdAt: day(6) },
  ] as const
  await savePayoutReadings(openForJob('sync', profile), rows.map(payoutOf), new Date())
  expect((await listUnresolvedFailures(staff(), 10)).map(({ id }) => id)).toEqual([
    'po_usd_failed_again',
    'po_usd_after',
    'po_eur',
  ])
})
