// What a reading writes that finds nothing new. npm test runs it on SQLite and on PostgreSQL.
import { beforeAll, expect, test } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import { DAILY, profileOf } from '@/lib/domain/testing/connected-account'
import { areKnownSettings, readAccountOverview, saveSettingsSnapshot } from './account-overview'
import { saveAccountProfiles } from './accounts'
import { database } from './client'
import { isKnownBalance, replaceBalance } from './recorded-balances'
import { replaceRecordedSettings } from './recorded-settings'
import { openTestDatabase } from './testing/test-database'

const PROFILE = profileOf('acct_1')
const access = openForJob('sync', PROFILE)
const START = Date.UTC(2026, 10, 29, 9)
const at = (seconds: number) => new Date(START + seconds * 1000)

const stored = async () => (await database()).connectedAccount.findUniqueOrThrow({ where: { id: PROFILE.id } })

beforeAll(async () => {
  await openTestDatabase()
  await saveAccountProfiles([PROFILE], at(0))
})

test('a balance that is read again is noted once a minute, another balance or another clock of Stripe’s at once', async () => {
  const read = async (seconds: number, available: number, clock = at(seconds)) => {
    const balance = { available: [{ amount: available, currency: 'usd' }], pending: [], asOf: clock.getTime() }
    await replaceBalance(access, { balance, readAt: at(seconds) }, () => [])
    return (await stored()).balanceReadAt
  }
  expect(await read(1, 500)).toEqual(at(1))
  expect(await read(2, 500)).toEqual(at(1))
  expect(await read(62, 500)).toEqual(at(62))
  expect(await read(63, 501)).toEqual(at(63))
  expect(await read(64, 501, at(3 * 24 * 3600))).toEqual(at(64))
})

test('settings are known where the same were stored and recorded within a minute, and not otherwise', async () => {
  expect(await areKnownSettings(access, DAILY, at(0))).toBe(false)
  await saveSettingsSnapshot(access, DAILY, at(1))
  expect(await areKnownSettings(access, DAILY, at(2))).toBe(false)
  const readAt = at(1)
  await replaceRecordedSettings(access, { readAt, stripeEventId: null }, () => ({
    settings: DAILY,
    outside: [],
    changed: [],
  }))
  expect(await areKnownSettings(access, DAILY, at(2))).toBe(true)
  expect(await areKnownSettings(access, { ...DAILY, delayDays: 9 }, at(2))).toBe(false)
  expect(await areKnownSettings(access, DAILY, at(62))).toBe(false)
  await (await database()).stripeEvent.create({
    data: { id: 'evt_1', type: 'x', accountId: PROFILE.id, createdAt: at(1), receivedAt: at(1), processedAt: at(2) },
  })
  const account = await readAccountOverview(access)
  expect(account).toMatchObject({ latestEventAt: at(2), settingsRecordedAt: at(1), settings: { value: DAILY } })
  // The stored account answers by itself: with another account's access, nothing of the database could.
  const nobodys = openForJob('sync', profileOf('acct_none'))
  expect(await areKnownSettings(nobodys, DAILY, at(2), account)).toBe(true)
  expect(await areKnownSettings(nobodys, { ...DAILY, delayDays: 9 }, at(2), account)).toBe(false)
  expect(await areKnownSettings(nobodys, DAILY, at(62), account)).toBe(false)
  // Our own save was recorded, and Stripe's answer shows what was before it.
  const saved = { ...DAILY, delayDays: 9 }
  await replaceRecordedSettings(access, { readAt: at(3), stripeEventId: null }, () => ({
    settings: saved,
    outside: [],
    changed: [],
  }))
  expect(await areKnownSettings(access, DAILY, at(4))).toBe(false)
  expect((await readAccountOverview(access)).settingsRecordedAt).toBe(null)
})

test('a balance that the account was stored with a moment ago needs no look at the database', () => {
  const balance = { available: [{ amount: 5, currency: 'usd' }], pending: [], asOf: at(1).getTime() }
  const before = { value: balance, readAt: at(1) }
  expect(isKnownBalance(before, { ...balance, asOf: at(2).getTime() }, at(2))).toBe(true)
  expect(isKnownBalance(before, { ...balance, available: [] }, at(2))).toBe(false)
  expect(isKnownBalance(before, { ...balance, asOf: at(90_000).getTime() }, at(2))).toBe(false)
  expect(isKnownBalance(before, balance, at(62))).toBe(false)
})
