// What one view of the list asks the database for. The layout asks once more, for the requests that wait.
import { expect, test } from 'vitest'
import { openPlatform } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { findOpenSession } from '@/lib/gateways/db/people'
import { watchStatements } from '@/lib/gateways/db/testing/statements'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { loadAccountList } from './load-accounts'
import { parseAccountListQuery } from './query'

const NOW = new Date('2026-11-29T12:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

test('a view of the accounts list takes six statements and writes nothing, one of them to find out who is asking', async () => {
  const url = await openTestDatabase()
  const db = await database()
  await saveAccountProfiles(
    ['acct_1', 'acct_2'].map((id) => profileOf(id)),
    NOW,
  )
  await db.person.create({ data: { id: ADMIN.id, name: ADMIN.name, email: ADMIN.email, staffRole: 'admin' } })
  await db.membership.create({ data: { personId: ADMIN.id, accountId: 'acct_2', role: 'owner' } })
  await db.membership.create({ data: { personId: ADMIN.id, accountId: 'acct_1', role: 'member' } })
  const session = { id: 's1', token: 'token', userId: ADMIN.id, createdAt: NOW, expiresAt: later(12) }
  await db.authSession.create({ data: session })
  const { seen } = watchStatements(url)

  const found = await findOpenSession('token', later(1))
  expect(seen.size).toBe(1)
  expect(found).toMatchObject({
    session: { id: 's1', createdAt: NOW, verifiedAt: null, seenAt: null },
    person: {
      ...{ id: ADMIN.id, name: ADMIN.name, email: ADMIN.email, staffRole: 'admin' },
      memberships: [
        { accountId: 'acct_1', role: 'member' },
        { accountId: 'acct_2', role: 'owner' },
      ],
    },
  })
  const access = found && openPlatform(found.person, 'accounts:list')
  if (!access) throw new Error('the admin may list')
  const { accounts } = await loadAccountList(access, parseAccountListQuery({}))
  expect(accounts.map(({ id }) => id)).toEqual(['acct_1', 'acct_2'])
  expect(seen.size).toBe(6)
  expect([...seen.keys()].filter((text) => !/^\s*SELECT/.test(text))).toEqual([])

  expect(await findOpenSession('token', later(12)), 'expired').toBeNull()
  expect(await findOpenSession('another', NOW)).toBeNull()
}, 60_000)
