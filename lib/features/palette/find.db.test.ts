import { beforeAll, expect, test } from 'vitest'
import { DOORS } from '@/lib/domain/access/doors'
import { openForJob, openPlatform, type StaffRole } from '@/lib/domain/access/permissions'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { createPerson } from '@/lib/gateways/db/people'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { destinationsOf } from './destinations'
import { findAnything } from './find'
import { reachableKeys } from './reachable'

beforeAll(async () => {
  await openTestDatabase()
  const bakery = profileOf('acct_1Bakery', { name: 'Bäckerei Sonne', email: 'olga@sonne.example' })
  await saveAccountProfiles([bakery, profileOf('acct_1Kiosk', { name: 'Kiosk 7' })], new Date())
  const payout = payoutOf({ id: 'po_1Sonne', amount: 4_250, currency: 'eur' })
  await savePayoutReadings(openForJob('sync', bakery), [payout], new Date())
  const db = await database()
  await db.$transaction((tx) => createPerson({ name: 'Olga', email: 'olga@people.example', passwordHash: '-' }, tx))
}, 60_000)

const find = (typed: string, staffRole: StaffRole = 'admin') => {
  const access = openPlatform({ ...ADMIN, staffRole }, 'accounts:list')
  if (!access) throw new Error('staff may list')
  return findAnything(access, typed)
}
const BAKERY = {
  kind: 'accounts',
  href: '/accounts/acct_1Bakery',
  label: 'Bäckerei Sonne',
  detail: 'olga@sonne.example',
}
const PERSON = {
  kind: 'people',
  href: expect.stringMatching(/^\/people\//),
  label: 'Olga',
  detail: 'olga@people.example',
}

test.each(['backerei', ' Sonne ', 'acct_1Bakery', '1bak'])('an account is found by %j', async (typed) => {
  expect(await find(typed)).toEqual([BAKERY])
})

test.each(['po_1Sonne', 'po_1Son', 'Po_1Sonne'])(
  'a payout is found by its id %s, and leads to its page',
  async (typed) => {
    expect(await find(typed)).toContainEqual({
      kind: 'payouts',
      href: '/accounts/acct_1Bakery/payouts/po_1Sonne',
      label: '42.50 EUR · Bäckerei Sonne',
      detail: 'po_1Sonne',
    })
  },
)

test('people are found by those who manage them, and by nobody else', async () => {
  expect(await find('Olga')).toEqual([BAKERY, PERSON])
  expect(await find('olga', 'operator')).toEqual([BAKERY])
  expect(await find('olga', 'viewer')).toEqual([BAKERY])
})

test.each(['', '   ', '…', '%', 'po_', 'po_%', '\u202e', 'no such shop'])(
  '%j finds nothing, and not everything',
  async (typed) => {
    expect(await find(typed)).toEqual([])
  },
)

test.each(['admin', 'operator', 'viewer'] as const)(
  'the navigation of an %s leads to no page that is closed to them',
  (staffRole) => {
    const person = { ...ADMIN, staffRole }
    const destinations = destinationsOf(reachableKeys(person))
    expect(destinations.length).toBeGreaterThan(2)
    expect(new Set(destinations.map(({ key }) => key)).size).toBe(destinations.length)
    for (const { href } of destinations)
      for (const demand of (DOORS[`GET ${href}`] ?? ['no rule']).filter((demand) => demand !== 'signed_in'))
        expect(openPlatform(person, demand as 'accounts:list'), `${href}: ${demand}`).not.toBeNull()
  },
)
