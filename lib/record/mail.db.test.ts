// The outbox on a real database, with a real mail server. npm test runs it on SQLite and on PostgreSQL.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Requirements } from '@/lib/domain/accounts/requirements'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import type { WrittenMail } from '@/lib/domain/notices/message'
import { diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN, recordEntry, recordOutside } from '@/lib/gateways/db/audit-log'
import { database, transaction } from '@/lib/gateways/db/client'
import { beginIntent, closeIntent } from '@/lib/gateways/db/intents'
import { readOutbox } from '@/lib/gateways/db/outbox'
import { createPerson, deletePerson, saveMembership, setDisabled, setStaffRole } from '@/lib/gateways/db/people'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import type { Delivery, Envelope } from '@/lib/gateways/mail/smtp'
import { retryAfter, runMail } from './mail'

const MINUTE = 60_000
const changes = diffBalanceSettings(DAILY, { ...DAILY, schedule: { interval: 'manual' } })
const bank: NewEvent = { type: 'external_account.changed', change: 'added', account: 'BANK •••• 1', currency: 'eur' }

beforeAll(async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  process.env.MAIL_FROM = 'payouts@example.com'
  await openTestDatabase()
})

let clock: number
let sent: Envelope[]
let mails: WrittenMail[]
/** What the mail server makes of the next messages; accepted without an order. */
let orders: Delivery[]
const world = () => ({
  now: () => new Date(clock),
  send: async (envelope: Envelope, mail: WrittenMail): Promise<Delivery> => {
    sent.push(envelope)
    mails.push(mail)
    return orders.shift() ?? { kind: 'accepted' }
  },
})
const run = () => runMail(undefined, world())

beforeEach(async () => {
  const db = await database()
  await db.mail.deleteMany()
  await db.pendingNotice.deleteMany()
  clock = Date.now()
  sent = []
  mails = []
  orders = []
})

let count = 0
async function newAccount() {
  const id = `acct_Mail${++count}`
  const account = profileOf(id)
  await saveAccountProfiles([account], new Date())
  return account
}
async function newPerson(role: 'owner' | 'member' | null, accountId: string) {
  const email = `p${++count}@x.example`
  return transaction(async (tx) => {
    const person = await createPerson({ name: 'Person', email, passwordHash: '' }, tx)
    if (role) await saveMembership(person.id, accountId, role, tx)
    return person
  })
}
async function accountWithOwner() {
  const account = await newAccount()
  return { account, owner: await newPerson('owner', account.id) }
}
const states = async () =>
  (await (await database()).mail.findMany({ orderBy: { createdAt: 'asc' } })).map(({ state }) => state)

describe('How somebody signs in', () => {
  const signIns: [string, (email: string) => NewEvent][] = [
    ['a new password by a link', (email) => ({ type: 'person.password_reset', email })],
    ['a changed password', (email) => ({ type: 'person.password_changed', email })],
    ['a new app', (email) => ({ type: 'person.factor_added', email })],
    ['a removed second factor', (email) => ({ type: 'person.factor_removed', email })],
    ['a new passkey', (email) => ({ type: 'person.passkey_added', email, passkey: 'Phone' })],
    ['a removed passkey', (email) => ({ type: 'person.passkey_removed', email, passkey: 'Phone' })],
    ['a recovery code', (email) => ({ type: 'person.recovery_code_used', email, left: 3 })],
    ['a device that was new', () => ({ type: 'sign_in', isNewDevice: true })],
  ]
  test.each(signIns)('of %s the person gets a mail and nobody else, whatever they chose', async (_, eventOf) => {
    const { account, owner } = await accountWithOwner()
    await newPerson('owner', account.id)
    const actor = { kind: 'person' as const, id: owner.id, name: 'Person', role: null }
    await recordEntry({ event: eventOf(owner.email), actor, origin: NO_ORIGIN })
    await run()
    expect(sent.map(({ to }) => to)).toEqual([owner.email])
    expect(mails[0]?.subject).toBe('Your sign-in: Your platform')
    expect(mails[0]?.text).toMatch(/\/security\n[\s\S]*\/forgot-password\n/)
  })

  test('a sign-in on a known device, and whatever concerns somebody who is disabled or gone, sends no mail', async () => {
    const { owner } = await accountWithOwner()
    const actor = { kind: 'person' as const, id: owner.id, name: 'Person', role: null }
    await recordEntry({ event: { type: 'sign_in' }, actor, origin: NO_ORIGIN })
    await recordEntry({ event: { type: 'person.password_reset', email: 'gone@x.example' }, actor, origin: NO_ORIGIN })
    await transaction((tx) => setDisabled(owner.id, new Date(), tx))
    await recordEntry({ event: { type: 'person.password_reset', email: owner.email }, actor, origin: NO_ORIGIN })
    await run()
    expect(sent).toEqual([])
  })
})

describe('Change requests', () => {
  const staff = async (role: 'admin' | 'approver' | 'operator') => {
    const person = await newPerson(null, '')
    await transaction((tx) => setStaffRole(person.id, role, tx))
    return person
  }

  test('who decides gets a mail of one that waits, who made it of the decision, and admins of a broken glass', async () => {
    const db = await database()
    await db.person.updateMany({ data: { staffRole: null } })
    const { account } = await accountWithOwner()
    const [ada, grace, otto] = [await staff('admin'), await staff('approver'), await staff('operator')]
    const id = `request-${++count}`
    await db.changeRequest.create({
      data: {
        ...{ id, accountId: account.id, accountName: 'A', lines: ['Delay: 3 days'], because: [], reason: 'asked' },
        ...{ status: 'open', requestedById: otto.id, requestedByName: 'Otto', requestedByRole: 'operator' },
        ...{ createdAt: new Date(), expiresAt: new Date(clock + MINUTE) },
      },
    })
    const told = async (event: NewEvent, by: { id: string }) => {
      sent = []
      mails = []
      await db.mail.deleteMany()
      const actor = { kind: 'person' as const, id: by.id, name: 'Somebody', role: 'admin' as const }
      await recordEntry({ event, actor, account, origin: NO_ORIGIN })
      await run()
      return sent.map(({ to }) => to).sort()
    }
    const created = { type: 'change_request.created' as const, changeRequestId: id, lines: ['Delay: 3 days'] }
    expect(await told(created, otto)).toEqual([ada.email, grace.email].sort())
    expect(mails[0]?.text).toContain(`/requests/${id}`)
    expect(await told(created, ada)).toEqual([grace.email])
    expect(await told({ type: 'change_request.approved', changeRequestId: id }, ada)).toEqual([otto.email])
    expect(await told({ type: 'change_request.rejected', changeRequestId: id }, ada)).toEqual([otto.email])
    const ended = { type: 'change_request.ended', changeRequestId: id, because: 'account_disconnected' } as const
    expect(await told(ended, ada)).toEqual([otto.email])
    expect(mails[0]?.text).toContain('because the account was disconnected. Nothing was sent.')
    expect(await told({ type: 'change_request.withdrawn', changeRequestId: id }, otto)).toEqual([])
    expect(await told({ type: 'change_request.glass_broken', changeRequestId: id }, ada)).toEqual([ada.email])
    await db.person.updateMany({ data: { staffRole: null } })
  })
})

describe('What is noticed', () => {
  const intent = async (outcome: 'applied' | 'refused' | 'conflict' | null) => {
    const { account } = await accountWithOwner()
    const event = { type: 'balance_settings.update' as const, changes }
    const begun = await beginIntent(
      editorOf(account),
      { event, reason: null, origin: NO_ORIGIN, lock: account.id, confirmationId: null },
      new Date(clock + MINUTE),
    )
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    if (outcome) await closeIntent(begun.entryId, { outcome, stripeRequestId: null })
    await run()
    return sent.length
  }
  test.each([
    ['applied', 1],
    ['refused', 0],
    ['conflict', 0],
    [null, 0],
  ] as const)('of a save whose outcome is %s, the owner gets %d mails', async (outcome, mails) =>
    expect(await intent(outcome)).toBe(mails),
  )

  test('each requirement that falls due is noticed once for its deadline, and again when it is past due', async () => {
    const { account } = await accountWithOwner()
    const at = Date.UTC(2026, 11, 5)
    const said = async (requirements: Partial<Requirements> | null) => {
      const before = sent.length
      for (const again of [1, 2]) {
        const whole = requirements && {
          pastDue: [],
          currentlyDue: [],
          eventuallyDue: [],
          deadline: null,
          ...requirements,
        }
        await saveAccountProfiles([{ ...account, requirements: whole }], new Date(clock))
        clock += again * MINUTE
        await run()
      }
      return sent.length - before
    }
    expect(await said(null)).toBe(0)
    expect(await said({ currentlyDue: ['external_account'], deadline: at })).toBe(0)
    expect(await said({ currentlyDue: ['external_account', 'tos_acceptance.date'], deadline: at })).toBe(1)
    expect(mails.at(-1)?.text).toContain('Stripe requires information; due by Sat 5 Dec 2026: ')
    expect(await said({ currentlyDue: ['tos_acceptance.date'], deadline: at })).toBe(0)
    expect(await said({ currentlyDue: ['tos_acceptance.date'], deadline: at + 1 })).toBe(1)
    expect(await said({ pastDue: ['tos_acceptance.date'], deadline: at + 1 })).toBe(1)
    expect(await said({})).toBe(0)
  })

  test('a change that is rolled back is noticed by nobody', async () => {
    const { account } = await accountWithOwner()
    const rolledBack = transaction(async (tx) => {
      await recordOutside({ account }, bank, tx)
      throw new Error('power cut')
    })
    await expect(rolledBack).rejects.toThrow('power cut')
    await run()
    expect(sent).toEqual([])
  })

  test('without a mail server nothing is kept for later', async () => {
    const env = await import('@/lib/env')
    const off = vi.spyOn(env, 'mailSettings').mockReturnValue(null)
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    off.mockRestore()
    expect((await readOutbox(1)).waiting).toBe(0)
  })
})

describe('Who gets a notice', () => {
  test('owners and members of the account hear of a new bank account, strangers and staff don’t', async () => {
    const { account, owner } = await accountWithOwner()
    const member = await newPerson('member', account.id)
    await accountWithOwner()
    const admin = await newPerson(null, account.id)
    await transaction((tx) => setStaffRole(admin.id, 'admin', tx))
    await recordOutside({ account }, bank)
    await run()
    expect(sent.map(({ to }) => to).sort()).toEqual([owner.email, member.email].sort())
  })

  test('staff who chose the topic get it of every account', async () => {
    const { account } = await accountWithOwner()
    const admin = await newPerson(null, account.id)
    await transaction(async (tx) => {
      await setStaffRole(admin.id, 'operator', tx)
      await tx.noticeChoice.create({ data: { personId: admin.id, topic: 'bank_accounts', isOn: true } })
    })
    await recordOutside({ account }, bank)
    await run()
    expect(sent.map(({ to }) => to)).toContain(admin.email)
    await (await database()).noticeChoice.deleteMany()
  })

  test('a mail goes to the address that a person has when it is sent, and to nobody who is gone', async () => {
    const { account, owner } = await accountWithOwner()
    const gone = await newPerson('owner', account.id)
    await recordOutside({ account }, bank)
    orders = [{ kind: 'unreachable', message: 'down' }]
    await expect(run()).rejects.toThrow('The mail server can’t be used: down')
    await (await database()).person.update({ where: { id: owner.id }, data: { email: 'new@x.example' } })
    await transaction((tx) => deletePerson(gone.id, tx))
    sent = []
    clock += MINUTE
    await run()
    expect(sent.map(({ to }) => to)).toEqual(['new@x.example'])
    expect((await states()).sort()).toEqual(['dropped', 'sent'])
  })
})

describe('Many changes at once', () => {
  test('the first one is sent at once, and those of the next minute come together a minute later', async () => {
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    await run()
    for (let change = 0; change < 10; change++, clock += 3000) {
      await recordOutside({ account }, bank)
      await run()
    }
    expect(sent.length).toBe(1)
    clock += 2 * MINUTE
    await run()
    expect(sent.length).toBe(2)
    expect(mails[1]?.subject).toBe('10 notices: Bank account or card')
    expect(mails[1]?.text.match(/This wasn’t me: http/g)).toHaveLength(10)
    expect(new Set(mails[1]?.text.match(/not-me\/\S+/g)).size).toBe(10)
    expect(await states()).toEqual(Array(11).fill('sent'))
    clock += 2 * MINUTE
    await recordOutside({ account }, bank)
    await run()
    expect(sent.length).toBe(3)
  })

  test('what comes in one pass, as of a rollout, is one mail for each person, with those of several accounts', async () => {
    const { account, owner } = await accountWithOwner()
    const another = await newAccount()
    await transaction((tx) => saveMembership(owner.id, another.id, 'owner', tx))
    const other = await newPerson('owner', another.id)
    for (let change = 0; change < 15; change++)
      for (const of of [account, another]) await recordOutside({ account: of }, bank)
    await run()
    expect(sent.map(({ to }) => to).sort()).toEqual([owner.email, other.email].sort())
    const toOwner = mails[sent.findIndex(({ to }) => to === owner.email)]
    expect(toOwner?.subject).toMatch(/^30 notices/)
    expect(toOwner?.text).toContain('And: 10 more')
    expect(toOwner?.text).toContain(another.id)
  })

  test('a link in a mail of its own is never sent with others', async () => {
    await recordOutside({ account: (await accountWithOwner()).account }, bank)
    const db = await database()
    const link = { personId: '', createdAt: new Date(clock), dueAt: new Date(clock) }
    for (const id of ['one', 'two']) await db.mail.create({ data: { ...link, id, entryId: id, tokenHash: id } })
    await run()
    expect((await states()).sort()).toEqual(['dropped', 'dropped', 'sent'])
  })
})

describe('Nothing is lost and nothing is sent by two', () => {
  test('many workers at once queue one message for each person, and send each once', async () => {
    const { account } = await accountWithOwner()
    for (let each = 0; each < 4; each++) await newPerson('owner', account.id)
    for (let each = 0; each < 3; each++) await recordOutside({ account }, bank)
    await Promise.all(Array.from({ length: 4 }, run))
    await run()
    clock += MINUTE
    await run()
    expect(await states()).toEqual(Array(15).fill('sent'))
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(sent.length)
  })

  test('a process that dies after sending leaves the message to the next, under the same Message-ID', async () => {
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    const dies = runMail(undefined, {
      ...world(),
      send: async (envelope) => {
        sent.push(envelope)
        throw new Error('killed')
      },
    })
    await expect(dies).rejects.toThrow('killed')
    await run()
    expect(sent.length).toBe(1)
    clock += 3 * MINUTE
    await run()
    expect(sent.length).toBe(2)
    expect(sent[1]).toEqual(sent[0])
    expect(await states()).toEqual(['sent'])
  })

  test('a mail server that is away for three days delays a mail by at most an hour after it is back', async () => {
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    const back = clock + 3 * 24 * 60 * MINUTE
    for (; clock < back; clock += 15 * MINUTE) {
      orders = [{ kind: 'unreachable', message: 'down' }]
      await run().catch(() => {})
    }
    const tries = sent.length
    expect(await states()).toEqual(['waiting'])
    expect((await readOutbox(1)).waiting).toBe(1)
    orders = []
    clock = back + 60 * MINUTE
    await run()
    expect(await states()).toEqual(['sent'])
    expect(tries).toBeLessThan(100)
  })

  test('a message that is deferred doesn’t keep the others, and is given up after five days', async () => {
    const { account } = await accountWithOwner()
    await newPerson('owner', account.id)
    await recordOutside({ account }, bank)
    orders = [{ kind: 'deferred', message: '450 busy' }]
    await run()
    expect((await states()).sort()).toEqual(['sent', 'waiting'])
    clock += 6 * 24 * 60 * MINUTE
    orders = [{ kind: 'deferred', message: '450 busy' }]
    await run()
    expect((await states()).sort()).toEqual(['failed', 'sent'])
  })

  test('a message that is refused for good is kept with the reason, and not tried again', async () => {
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    orders = [{ kind: 'refused', message: '550 No such user' }]
    await run()
    clock += 24 * 60 * MINUTE
    await run()
    expect(sent.length).toBe(1)
    expect(await readOutbox(5)).toMatchObject({ waiting: 0, failedCount: 1, failed: [{ failure: '550 No such user' }] })
  })

  test('retries come after 30 seconds, then twice as late each time, and at most an hour later', () => {
    expect([1, 2, 3, 8, 1000].map(retryAfter)).toEqual([30_000, 60_000, 120_000, 3_600_000, 3_600_000])
  })
})

describe('With a real mail server', () => {
  let server: SMTPServer | undefined
  let received: { to: string[]; raw: string }[]
  async function serve(options: SMTPServerOptions = {}) {
    const { environment } = await import('@/lib/env')
    received = []
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: async (stream, session, done) => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: await readAll(stream) })
        done()
      },
      ...options,
    })
    server.on('error', () => {})
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    const { port } = server.server.address() as AddressInfo
    const env = await import('@/lib/env')
    vi.spyOn(env, 'mailSettings').mockReturnValue({
      url: `smtp://127.0.0.1:${port}`,
      from: environment().MAIL_FROM ?? '',
    })
  }
  const stop = async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    server = undefined
  }
  afterEach(async () => {
    vi.restoreAllMocks()
    await stop()
  })
  afterAll(stop)

  test('a notice arrives as text and HTML, from the platform, and a hostile name adds no header', async () => {
    await serve()
    const account = profileOf(`acct_Mail${++count}`, { name: 'Bakery\r\nBcc: thief@x.example\r\n\r\nHi' })
    await saveAccountProfiles([account], new Date())
    const owner = await newPerson('owner', account.id)
    await recordEntry({ event: bank, actor: { kind: 'outside', name: 'Stripe' }, account, origin: NO_ORIGIN })
    await runMail()
    expect(received.map(({ to }) => to)).toEqual([[owner.email]])
    const [head = ''] = received[0]?.raw.split('\r\n\r\n') ?? []
    expect(head).toMatch(/^From: "?Your platform"? <payouts@example.com>$/m)
    expect(head).toMatch(/^Message-ID: <[0-9a-f-]{36}@localhost>$/m)
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(head).not.toMatch(/^Bcc:/im)
    expect(received[0]?.raw).toContain('text/plain')
    expect(received[0]?.raw).toContain('text/html')
    expect(await states()).toEqual(['sent'])
  })

  test.each([
    ['an unknown address', 550, 'failed'],
    ['a busy mailbox', 450, 'waiting'],
  ])('of a message that the server refuses because of %s (%d), the state is %s', async (_, responseCode, state) => {
    await serve({ onRcptTo: (_address, _session, done) => done(Object.assign(new Error('Not now'), { responseCode })) })
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    await runMail()
    expect(await states()).toEqual([state])
  })

  test('a server that isn’t there delays the message, and says so', async () => {
    await serve()
    await stop()
    const { account } = await accountWithOwner()
    await recordOutside({ account }, bank)
    await expect(runMail()).rejects.toThrow('The mail server can’t be used')
    expect(await states()).toEqual(['waiting'])
  })
})
