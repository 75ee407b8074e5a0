import { beforeAll, expect, test } from 'vitest'
import { type AccountAccess, openAccount, type Person } from '@/lib/domain/access/permissions'
import type { AuditOutcome, NewEvent } from '@/lib/domain/audit/audit-entry'
import { timeOfId } from '@/lib/domain/audit/entry-id'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { addOutcome, NO_ORIGIN, recordEntry, recordIntent } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { replaceRecordedSettings } from '@/lib/gateways/db/recorded-settings'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { loadAsOf } from './load-as-of'

beforeAll(async () => {
  await openTestDatabase()
}, 60_000)

const OUTSIDE = { kind: 'outside', name: '' } as const
const delayDays = (before: number | null, after: number | null) =>
  [{ field: 'delayDaysOverride', before, after }] as const

function accountOf(id: string) {
  const access = editorOf(profileOf(id))
  const { account } = access
  const outside = (before: number | null, after: number | null) =>
    recordEntry({
      event: { type: 'balance_settings.changed_outside', changes: [...delayDays(before, after)], stripeEventId: null },
      actor: OUTSIDE,
      account,
      origin: NO_ORIGIN,
    })
  async function save(before: number | null, after: number | null, outcome: AuditOutcome) {
    const event: NewEvent = { type: 'balance_settings.update', changes: [...delayDays(before, after)] }
    const entryId = await transaction((tx) => recordIntent(access, { event, reason: null, origin: NO_ORIGIN }, tx))
    if (outcome !== 'pending') await transaction((tx) => addOutcome(entryId, { outcome, stripeRequestId: null }, tx))
    return entryId
  }
  return { access, outside, save }
}

async function delayAt(access: AccountAccess, moment: Parameters<typeof loadAsOf>[1]) {
  const { settings } = await loadAsOf(access, moment)
  const { found, doubt } = settings.delayDaysOverride
  return {
    value: found.kind === 'known' ? found.change.after : found.kind,
    by: 'entry' in found ? found.entry.id : null,
    doubted: doubt?.entry.id ?? null,
  }
}

test('after each entry the page has the value that it made, and before the first one what that replaced', async () => {
  const { access, outside, save } = accountOf('acct_1AsOfWalk')
  const first = await save(null, 7, 'applied')
  await outside(7, 9)
  const refused = await save(9, 30, 'refused')
  const open = await save(9, 4, 'unknown')
  expect(await delayAt(access, { at: new Date(timeOfId(first).getTime() - 1) })).toEqual({
    value: 'replaced_later',
    by: first,
    doubted: null,
  })
  expect(await delayAt(access, { entryId: first })).toEqual({ value: 7, by: first, doubted: null })
  expect(await delayAt(access, { entryId: refused })).toMatchObject({ value: 9, doubted: null })
  expect(await delayAt(access, { entryId: open })).toMatchObject({ value: 9, doubted: open })
  expect(await delayAt(access, { at: new Date() })).toMatchObject({ value: 9, doubted: open })
})

test('another account’s changes are never shown', async () => {
  const one = accountOf('acct_1AsOfOne')
  const other = accountOf('acct_1AsOfOther')
  const theirs = await one.save(null, 12, 'applied')
  expect(await delayAt(other.access, { entryId: theirs })).toEqual({ value: 'not_shown', by: null, doubted: null })
})

test('an owner reads who made a value by role alone, where staff made it', async () => {
  const { access, save } = accountOf('acct_1AsOfOwner')
  const entryId = await save(null, 5, 'applied')
  const person: Person = {
    id: 'p9',
    name: 'Olive',
    email: 'olive@x',
    staffRole: null,
    memberships: [{ accountId: access.account.id, role: 'owner' }],
  }
  const owner = openAccount(person, access.account, 'account:read')
  if (!owner) throw new Error('the owner may read')
  const { settings } = await loadAsOf(owner, { entryId })
  expect(settings.delayDaysOverride.found).toMatchObject({ kind: 'known', change: { after: 5 } })
  expect(JSON.stringify(settings)).not.toContain(ADMIN.name)
})

test('the value of any moment is found in a history of many changes', async () => {
  const { access, outside, save } = accountOf('acct_1AsOfLong')
  const first = await save(null, 3, 'applied')
  for (let turn = 0; turn < 120; turn++) await outside(turn, turn + 1)
  expect(await delayAt(access, { at: new Date() })).toMatchObject({ value: 120 })
  expect(await delayAt(access, { entryId: first })).toMatchObject({ value: 3 })
  const { isCut, hasMoreDoubts } = await loadAsOf(access, { at: new Date() })
  expect({ isCut, hasMoreDoubts }).toEqual({ isCut: false, hasMoreDoubts: false })
})

test('a setting that no entry changes is what the record accounts for, unless a change of it is open', async () => {
  const { access, save } = accountOf('acct_1AsOfNever')
  await saveAccountProfiles([access.account], new Date())
  const before = new Date(Date.now() - 1000)
  expect(await delayAt(access, { at: before })).toMatchObject({ value: 'not_shown' })
  const settings = { delayDays: 2, payoutsStatus: 'enabled', delayDaysOverride: 6 } as const
  await replaceRecordedSettings(access, { readAt: new Date(), stripeEventId: null }, () => ({
    settings,
    outside: [],
    changed: [],
  }))
  const { found } = (await loadAsOf(access, { at: before })).settings.delayDaysOverride
  expect(found).toEqual({ kind: 'unchanged', change: { field: 'delayDaysOverride', before: 6, after: 6 } })
  const open = await save(6, 8, 'pending')
  expect(await delayAt(access, { at: before })).toMatchObject({ value: 'not_shown', doubted: null })
  expect(await delayAt(access, { entryId: open })).toMatchObject({ value: 'unchanged', doubted: open })
})
