// What Stripe's answers add to the record, on a real database. npm test runs it on SQLite and on PostgreSQL.
import { beforeAll, describe, expect, test } from 'vitest'
import { openForJob, type SystemAccess } from '@/lib/domain/access/permissions'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Balance } from '@/lib/domain/money/balance'
import type { PayoutStatus } from '@/lib/domain/payouts/payout'
import { type BalanceSettings, diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { readAccountOverview } from '@/lib/gateways/db/account-overview'
import * as accounts from '@/lib/gateways/db/accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { database, transaction } from '@/lib/gateways/db/client'
import { beginIntent, closeIntent, confirmIntent, releaseIntent } from '@/lib/gateways/db/intents'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { recordBalance } from './balance-record'
import { recordOutsideChange, recordOwnChange } from './outside-changes'
import { recordPayoutStep } from './payout-record'

beforeAll(async () => {
  await openTestDatabase()
})

describe('changes made outside Spillway', () => {
  const outside = async (accountId: string) =>
    (await database()).auditEntry.findMany({
      where: { accountId, type: 'balance_settings.changed_outside' },
      select: { changes: true },
    })
  let readings = 0
  /** A reading that began after every one before it. */
  const now = () => ({ stripeEventId: null, readAt: new Date(Date.now() + ++readings) })
  const manual: BalanceSettings = { ...DAILY, schedule: { interval: 'manual' } }
  const known = async (id: string) => {
    const account = profileOf(id)
    await accounts.saveAccountProfiles([account], new Date())
    const access = openForJob('stripe_event', account)
    await recordOutsideChange(access, DAILY, now())
    return access
  }

  test('the first reading is the baseline, a later difference is recorded once', async () => {
    const access = await known('acct_Outside')
    expect(await outside('acct_Outside')).toEqual([])
    await recordOutsideChange(access, manual, now())
    await recordOutsideChange(access, manual, now())
    expect(await outside('acct_Outside')).toEqual([
      { changes: [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }] },
    ])
  })

  test('readers who meet the same change at the same moment record it once', async () => {
    const access = await known('acct_AtOnce')
    for (const reading of [manual, DAILY, manual]) {
      const before = (await outside('acct_AtOnce')).length
      await Promise.all(Array.from({ length: 8 }, () => recordOutsideChange(access, reading, now())))
      expect((await outside('acct_AtOnce')).length).toBe(before + 1)
    }
  })

  test('a reading that is older than the record says nothing and has to be repeated', async () => {
    const access = await known('acct_Late')
    const early = now()
    await recordOutsideChange(access, manual, now())
    expect(await recordOutsideChange(access, { ...DAILY, statementDescriptor: 'OLD' }, early)).toBe('wait')
    expect(await outside('acct_Late')).toHaveLength(1)
  })

  const weekly: BalanceSettings = { ...DAILY, schedule: { interval: 'weekly', weekdays: ['friday'] } }
  const told = async (accountId: string) => (await outside(accountId)).flatMap(({ changes }) => changes)
  const changed = (before: BalanceSettings, after: BalanceSettings) => diffBalanceSettings(before, after)
  const ours = (
    access: SystemAccess,
    before: BalanceSettings,
    after: BalanceSettings,
    known: { reopened?: Date; answer?: BalanceSettings } = {},
  ) => transaction((tx) => recordOwnChange(tx, access, changed(before, after), { entryId: 'ours', ...known }))
  const begin = async (id: string) => {
    const event = { type: 'balance_settings.update' as const, changes: changed(DAILY, manual) }
    const intent = { event, reason: null, origin: NO_ORIGIN, lock: id, confirmationId: null }
    const begun = await beginIntent(editorOf(profileOf(id)), intent, new Date())
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    return begun.entryId
  }

  test('our save accounts for what it announced, and a stranger’s other field is still found', async () => {
    const access = await known('acct_Both')
    const both = { ...manual, statementDescriptor: 'THEIRS' }
    await ours(access, DAILY, manual, { answer: both })
    expect(await recordOutsideChange(access, both, now())).toEqual(changed(manual, both))
  })

  test('our save does not hide that somebody had changed the same field before', async () => {
    const access = await known('acct_Before')
    await ours(access, weekly, manual, { answer: manual })
    expect(await told('acct_Before')).toEqual(changed(DAILY, weekly))
    expect(await recordOutsideChange(access, manual, now())).toEqual([])
  })

  test('a stranger’s change right after a save whose answer was lost is recorded, and ours is not taken for theirs', async () => {
    const access = await known('acct_After')
    await ours(access, DAILY, manual)
    expect(await recordOutsideChange(access, weekly, now())).toEqual(changed(manual, weekly))
  })

  test('a reading that shows the old value while our save is in progress doesn’t make its effect a stranger’s', async () => {
    const access = await known('acct_Confirmed')
    const entryId = await begin('acct_Confirmed')
    expect(await recordOutsideChange(access, DAILY, now())).toEqual([])
    await closeIntent(entryId, { outcome: 'applied', stripeRequestId: null }, (tx) =>
      recordOwnChange(tx, access, changed(weekly, manual), { entryId }),
    )
    expect(await told('acct_Confirmed')).toEqual(changed(DAILY, weekly))
    expect(await recordOutsideChange(access, manual, now())).toEqual([])
  })

  describe('a save whose outcome was not known, and of which the proof comes late', () => {
    const prove = (
      access: SystemAccess,
      entryId: string,
      before: BalanceSettings,
      after: BalanceSettings,
      began: Date,
    ) =>
      confirmIntent(
        { entryId, accountId: access.account.id },
        { outcome: 'applied', stripeRequestId: null },
        (tx, isFirst) =>
          recordOwnChange(tx, access, changed(before, after), { entryId, reopened: isFirst ? null : began }),
      )
    const leaveUnknown = async (id: string) => {
      const began = new Date()
      const entryId = await begin(id)
      await closeIntent(entryId, { outcome: 'unknown', stripeRequestId: null })
      return { entryId, began }
    }

    test('is accounted for, though readings have shown the value before it since it began', async () => {
      const access = await known('acct_Proof')
      const { entryId, began } = await leaveUnknown('acct_Proof')
      expect(await recordOutsideChange(access, DAILY, now())).toEqual([])
      await prove(access, entryId, weekly, manual, began)
      expect(await told('acct_Proof')).toEqual(changed(DAILY, weekly))
      expect(await recordOutsideChange(access, manual, now())).toEqual([])
    })

    test('leaves what we restored by another save since', async () => {
      const access = await known('acct_Restored')
      const { entryId, began } = await leaveUnknown('acct_Restored')
      await ours(access, DAILY, manual)
      await ours(access, manual, DAILY, { answer: DAILY })
      await prove(access, entryId, DAILY, manual, began)
      expect(await recordOutsideChange(access, DAILY, now())).toEqual([])
      expect(await told('acct_Restored')).toEqual([])
    })

    test('is accounted for where only another setting has changed since', async () => {
      const access = await known('acct_OtherField')
      const { entryId, began } = await leaveUnknown('acct_OtherField')
      const theirs = { ...DAILY, statementDescriptor: 'THEIRS' }
      expect(await recordOutsideChange(access, theirs, now())).toEqual(changed(DAILY, theirs))
      await prove(access, entryId, weekly, manual, began)
      expect(await recordOutsideChange(access, { ...theirs, schedule: manual.schedule }, now())).toEqual([])
    })

    test('leaves what a stranger has changed since', async () => {
      const access = await known('acct_Since')
      const { entryId, began } = await leaveUnknown('acct_Since')
      expect(await recordOutsideChange(access, weekly, now())).toEqual(changed(DAILY, weekly))
      await prove(access, entryId, DAILY, manual, began)
      expect(await recordOutsideChange(access, weekly, now())).toEqual([])
    })
  })

  test('minimums are accounted for by currency, because a stranger may have set another one meanwhile', async () => {
    const access = await known('acct_Minimums')
    const euros = { ...DAILY, minimumBalances: { eur: 500 } }
    const both = { ...DAILY, minimumBalances: { eur: 500, usd: 900 } }
    await ours(access, DAILY, euros, { answer: both })
    expect(await recordOutsideChange(access, both, now())).toEqual(changed(euros, both))
  })

  test('a change that was taken back before its reading came is not told after all', async () => {
    const access = await known('acct_Back')
    const early = now()
    expect(await recordOutsideChange(access, DAILY, now())).toEqual([])
    expect(await recordOutsideChange(access, manual, early)).toBe('wait')
    expect(await told('acct_Back')).toEqual([])
  })

  test('while it is not known what became of our save, nothing is taken for a stranger’s', async () => {
    const access = await known('acct_Busy')
    const entryId = await begin('acct_Busy')
    expect(await recordOutsideChange(access, manual, now())).toBe('wait')
    await releaseIntent(entryId, new Date(), { outcome: 'unknown', stripeRequestId: null })
    expect(await recordOutsideChange(access, manual, now())).toBe('wait')
    await closeIntent(entryId, { outcome: 'conflict', stripeRequestId: null })
    expect(await recordOutsideChange(access, manual, now())).toHaveLength(1)
  })
})

describe('a balance', () => {
  const access = openForJob('stripe_event', profileOf('acct_Turns'))
  const usd = (amount: number): Balance => ({ available: [{ amount, currency: 'usd' }], pending: [] })
  let readings = 0
  const read = (balance: Balance, at = ++readings) => recordBalance(access, balance, new Date(at))
  const turns = async () =>
    (await database()).auditEntry
      .findMany({ where: { accountId: 'acct_Turns', type: 'balance.turned' }, orderBy: { id: 'asc' } })
      .then((rows) => rows.map(({ details }) => (details as { amount: number }).amount))

  beforeAll(() => accounts.saveAccountProfiles([profileOf('acct_Turns')], new Date()))

  test('is recorded when it turns negative and when it is covered, once, no matter who reads', async () => {
    await read(usd(-500))
    expect(await turns(), 'the first reading is no news').toEqual([])
    await read(usd(0))
    for (const amount of [200, 100]) await read(usd(amount))
    await Promise.all(Array.from({ length: 6 }, () => read(usd(-300))))
    expect(await turns()).toEqual([0, -300])
  })

  test('keeps its latest reading, and one that comes late changes and tells nothing', async () => {
    await read(usd(700))
    const before = await turns()
    await read(usd(-1), readings - 1)
    expect((await readAccountOverview(access)).balance?.value).toEqual(usd(700))
    expect(await turns()).toEqual(before)
  })
})

describe('the story of a payout', () => {
  const access = openForJob('stripe_event', profileOf('acct_Story'))
  const step = (status: PayoutStatus, id: string) => ({
    payoutId: id,
    amount: 100,
    currency: 'usd',
    status,
    method: 'standard' as const,
    automatic: true,
    arrivesOn: requireCalendarDate('2026-11-24'),
    destination: null,
    failureCode: null,
    failureMessage: null,
  })
  const tell = (id: string, status: PayoutStatus, orderedBy: string | null = null) =>
    recordPayoutStep(access, step(status, id), { isOurs: orderedBy !== null })
  const told = async (id: string) =>
    (await database()).auditEntry
      .findMany({ where: { accountId: 'acct_Story', type: 'payout.step' }, orderBy: { id: 'asc' } })
      .then((rows) => rows.map(({ details }) => details as { step: { payoutId: string; status: string } }))
      .then((details) => details.filter(({ step }) => step.payoutId === id).map(({ step }) => step.status))

  test('is recorded once for its beginning and once for its end, however often and in whatever order events come', async () => {
    for (const status of ['pending', 'in_transit', 'pending', 'paid', 'in_transit', 'paid', 'pending'] as const)
      await tell('po_1', status)
    expect(await told('po_1')).toEqual(['pending', 'paid'])
    await Promise.all(Array.from({ length: 10 }, () => tell('po_1', 'failed')))
    expect(await told('po_1'), 'paid is not final').toEqual(['pending', 'paid', 'failed'])
  })

  test('keeps its end, however many processes tell its steps at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const id = `po_race_${round}`
      await Promise.all((['pending', 'in_transit', 'failed', 'pending'] as const).map((status) => tell(id, status)))
      expect((await told(id)).at(-1)).toBe('failed')
    }
  })

  test('of our order leaves out the beginning, which the order itself records', async () => {
    for (const status of ['pending', 'in_transit', 'paid'] as const) await tell('po_2', status, 'entry')
    expect(await told('po_2')).toEqual(['paid'])
  })
})
