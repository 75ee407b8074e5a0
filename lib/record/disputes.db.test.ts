// “This wasn’t me” on a real database. npm test runs it on SQLite and on PostgreSQL.
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { recordOutside } from '@/lib/gateways/db/audit-log'
import { database, transaction } from '@/lib/gateways/db/client'
import { createPerson, deleteMembership, saveMembership, setStaffRole } from '@/lib/gateways/db/people'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import type { Envelope } from '@/lib/gateways/mail/smtp'
import { dispute, findDisputeLink } from './disputes'
import { runMail } from './mail'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: '192.0.2.1' }) }))

const DAY = 24 * 3_600_000
const bank: NewEvent = { type: 'external_account.changed', change: 'added', account: 'BANK •••• 1', currency: 'eur' }

let sent: (Envelope & { text: string })[]
const run = () =>
  runMail(undefined, {
    now: () => new Date(),
    send: async (envelope, { text }) => {
      sent.push({ ...envelope, text })
      return { kind: 'accepted' }
    },
  })

beforeAll(async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  process.env.MAIL_FROM = 'payouts@example.com'
  await openTestDatabase()
})
beforeEach(() => {
  sent = []
})

let count = 0
const newPerson = (role: 'owner' | 'admin', accountId: string) =>
  transaction(async (tx) => {
    const person = await createPerson({ name: 'Person', email: `d${++count}@x.example`, passwordHash: '' }, tx)
    if (role === 'admin') await setStaffRole(person.id, 'admin', tx)
    else await saveMembership(person.id, accountId, role, tx)
    return person
  })

/** An owner has the mail about a new bank account; the token is the one in its link. */
async function mailed() {
  const account = profileOf(`acct_Dispute${++count}`)
  await saveAccountProfiles([account], new Date())
  const owner = await newPerson('owner', account.id)
  await recordOutside({ account }, bank)
  await run()
  const mail = sent.find(({ to }) => to === owner.email)
  const token = /\/not-me\/([\w-]+)/.exec(mail?.text ?? '')?.[1]
  if (!token) throw new Error('no link')
  return { account, owner, token }
}
const disputesOf = async (accountId: string) =>
  (await database()).auditEntry.findMany({ where: { accountId, type: 'change.disputed' } })

test('the link in a mail opens the change that it is about, and opening it records nothing', async () => {
  const { account, owner, token } = await mailed()
  const link = await findDisputeLink(token, new Date())
  expect(link).toMatchObject({ person: { id: owner.id }, account: { id: account.id }, about: 'bank_accounts' })
  expect(link?.disputedAt).toBeNull()
  expect(await disputesOf(account.id)).toEqual([])
})

test('a report is recorded as the person’s, once, also where it is sent five times at the same moment', async () => {
  const { account, owner, token } = await mailed()
  const link = await findDisputeLink(token, new Date())
  if (!link) throw new Error('no link')
  const reports = await Promise.all(Array.from({ length: 5 }, () => dispute(token, link, new Date())))
  expect(reports.filter(Boolean).length).toBe(1)
  const entries = await disputesOf(account.id)
  expect(entries).toMatchObject([
    { actorId: owner.id, actorRole: 'owner', ipAddress: '192.0.2.1', details: { entryId: link.entry.id } },
  ])
  expect((await findDisputeLink(token, new Date()))?.disputedAt).toBeInstanceOf(Date)
})

test('admins get a mail about a report that leads to the disputed change, and owners don’t', async () => {
  const { account, owner, token } = await mailed()
  const admin = await newPerson('admin', account.id)
  const link = await findDisputeLink(token, new Date())
  if (!link) throw new Error('no link')
  await dispute(token, link, new Date())
  sent = []
  await run()
  const [mail] = sent.filter(({ to }) => to === admin.email)
  expect(mail?.text).toContain(`/audit/${link.entry.id}`)
  expect(mail?.text).not.toContain('/not-me/')
  expect(sent.map(({ to }) => to)).not.toContain(owner.email)
})

test.each<[string, (token: string, accountId: string, personId: string) => Promise<[token: string, now: Date]>]>([
  [
    'with one letter changed',
    async (token) => [`${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, new Date()],
  ],
  ['that is empty', async () => ['', new Date()]],
  ['after 14 days', async (token) => [token, new Date(Date.now() + 14 * DAY + 1000)]],
  [
    'of a person who lost the access',
    async (token, accountId, personId) => {
      await transaction((tx) => deleteMembership(personId, accountId, tx))
      return [token, new Date()]
    },
  ],
])('a link %s opens nothing', async (_, change) => {
  const { account, owner, token } = await mailed()
  const [changed, now] = await change(token, account.id, owner.id)
  expect(await findDisputeLink(changed, now)).toBeNull()
})

test('the database holds no token of a link', async () => {
  const { token } = await mailed()
  const db = await database()
  expect(JSON.stringify([await db.mail.findMany(), await db.auditEntry.findMany()])).not.toContain(token)
})
