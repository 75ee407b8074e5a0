import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Role } from '../access/permissions'
import type { AuditEntry, AuditEvent } from '../audit/audit-entry'
import type { RolloutEventMove } from '../fleet/rollout'
import type { PayoutStatus } from '../payouts/payout'
import { diffBalanceSettings } from '../settings/balance-settings'
import { DAILY } from '../testing/connected-account'
import { composeLinkMail } from './link-mail'
import { writeMail } from './message'
import { composeNotice, describeTime, type NoticeReader } from './notice'
import { choicesOf, getsNotices, isAlwaysSent, isOffered, TOPICS, type Topic, topicOf } from './topics'

const changes = diffBalanceSettings(DAILY, { ...DAILY, schedule: { interval: 'manual' } })
const step = (status: PayoutStatus): AuditEvent => ({
  type: 'payout.step',
  step: {
    ...{ payoutId: 'po_1', amount: 1200, currency: 'eur', status, method: 'standard', automatic: true },
    ...{ arrivesOn: null, destination: 'BANK •••• 6789', failureCode: 'account_closed', failureMessage: null },
  },
})
const rolloutThat = (move: RolloutEventMove): AuditEvent => ({
  ...{ type: 'rollout.moved', rolloutId: 'r1', name: 'Slow', move },
  counts: { applied: 3, refused: 1 },
})
const bank: AuditEvent = { type: 'external_account.changed', change: 'added', account: 'BANK •••• 1', currency: 'eur' }

test.each<[string, AuditEvent, Topic | null]>([
  ['our own save', { type: 'balance_settings.update', changes }, 'settings'],
  ['a change from outside', { type: 'balance_settings.changed_outside', changes, stripeEventId: null }, 'settings'],
  ['a new bank account', bank, 'bank_accounts'],
  ['a failed payout', step('failed'), 'failed_payouts'],
  ['a report of “this wasn’t me”', { type: 'change.disputed', entryId: 'e1', about: 'settings' }, 'disputes'],
  [
    'a new deadline',
    { type: 'requirements.due', pastDue: [], currentlyDue: ['external_account'], deadline: 0 },
    'requirements',
  ],
  [
    'a bank account that another account has too',
    { type: 'external_account.shared', account: 'BANK •••• 1', others: ['acct_2'] },
    'shared_banks',
  ],
  ['a rollout that is complete', rolloutThat('complete'), 'rollouts'],
  ['a rollout that has halted', rolloutThat('halt'), 'rollouts'],
  ['a rollout that waits for another approval', rolloutThat('lapse'), 'rollouts'],
  ['a rollout that is canceled', rolloutThat('cancel'), 'rollouts'],
  ['a rollout that is paused', rolloutThat('pause'), null],
  ['a change that waits', { type: 'change_request.created', changeRequestId: 'r1', lines: [] }, 'requests'],
  ['a change without approval', { type: 'change_request.glass_broken', changeRequestId: 'r1' }, 'glass_broken'],
  ['a paid payout', step('paid'), null],
  ['a payout that is sent', step('in_transit'), null],
  ['a sign-in', { type: 'sign_in' }, null],
  ['an event of a later version', { type: 'unread', recorded: 'balance_settings.update' }, null],
])('%s is noticed as it should be', (_, event, topic) => expect(topicOf(event)).toBe(topic))

describe('Who gets a notice', () => {
  test.each<[Role, Topic, boolean | null, boolean]>([
    ['owner', 'settings', null, true],
    ['owner', 'settings', false, false],
    ['owner', 'bank_accounts', false, true],
    ['member', 'bank_accounts', null, true],
    ['member', 'bank_accounts', false, false],
    ['member', 'settings', null, false],
    ['member', 'settings', true, true],
    ['admin', 'settings', null, false],
    ['viewer', 'failed_payouts', true, true],
    ['admin', 'disputes', false, true],
    ['operator', 'disputes', null, false],
    ['operator', 'disputes', true, true],
    ['owner', 'disputes', true, false],
    ['admin', 'shared_banks', null, true],
    ['viewer', 'shared_banks', null, false],
    ['owner', 'shared_banks', true, false],
    ['admin', 'rollouts', null, false],
    ['viewer', 'rollouts', true, true],
    ['auditor', 'rollouts', true, false],
    ['owner', 'rollouts', true, false],
    ['admin', 'requests', null, true],
    ['approver', 'requests', null, true],
    ['approver', 'requests', false, false],
    ['operator', 'requests', true, false],
    ['owner', 'requests', true, false],
    ['admin', 'glass_broken', false, true],
    ['approver', 'glass_broken', null, false],
  ])('%s, %s, who chose %s: %s', (role, topic, choice, gets) => expect(getsNotices(topic, role, choice)).toBe(gets))

  test('no choice keeps an owner from notices about bank accounts, and every other choice counts', () => {
    for (const topic of TOPICS)
      for (const role of ['owner', 'member', 'admin', 'operator', 'viewer'] as const)
        for (const choice of [true, false])
          expect(getsNotices(topic, role, choice)).toBe(isOffered(topic, role) && (isAlwaysSent(topic, role) || choice))
  })
})

test('a person in several roles chooses about every topic of any of them, and about none that is always sent', () => {
  const chosen = new Map<Topic, boolean>([
    ['settings', true],
    ['bank_accounts', false],
  ])
  const choices = (roles: Role[]) =>
    choicesOf(roles, chosen).map(
      ({ topic, isOn, isFixed }) => `${topic} ${isOn ? 'on' : 'off'}${isFixed ? ' fixed' : ''}`,
    )
  expect(choices(['member'])).toEqual(['settings on', 'bank_accounts off', 'failed_payouts off', 'requirements off'])
  expect(choices(['member', 'owner'])).toEqual([
    'settings on',
    'bank_accounts on fixed',
    'failed_payouts on',
    'requirements on',
  ])
  expect(choices(['admin'])).toEqual([
    'settings on',
    'bank_accounts off',
    'failed_payouts off',
    'requirements off',
    'disputes on fixed',
    'shared_banks on fixed',
    'rollouts off',
    'requests on',
    'glass_broken on fixed',
  ])
  expect(choices([])).toEqual([])
})

const entryOf = (event: AuditEvent, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ id: 'e1', at: new Date('2026-11-28T23:30:00Z'), event, account: { id: 'acct_1', name: 'Bakery' } },
  actor: { kind: 'person', id: 'p1', name: 'Ada Admin', role: 'admin' },
  ...{ reason: null, outcome: 'applied', outcomeAt: null, outcomeMessage: null, stripeRequestId: null },
  ...more,
})
const reader: NoticeReader = {
  disputeUrl: 'https://x.example/not-me/t',
  choicesUrl: 'https://x.example/notices',
  isStaff: false,
  zone: 'Europe/Paris',
  platform: 'Harbour',
  url: 'https://x.example/audit/e1',
}
const written = (entry: AuditEntry, more: Partial<NoticeReader> = {}) =>
  writeMail(composeNotice(entry, topicOf(entry.event) ?? 'settings', { ...reader, ...more }))

test('a notice says what changed, before and after, when in the account’s zone, and where to look', () => {
  const { subject, text } = written(entryOf({ type: 'balance_settings.update', changes }, { reason: 'Holiday' }))
  expect(subject).toBe('Payout settings changed: Bakery')
  expect(text).toMatchInlineSnapshot(`
    "Platform staff (admin) changed balance settings.

    Account: Bakery (acct_1)
    Payout schedule: Manual (before: Daily)
    Reason: Holiday
    When: Sun 29 Nov 2026, 00:30 (Europe/Paris)

    See it in the account’s activity: https://x.example/audit/e1

    You didn’t do this, and nobody you trust did?
    This wasn’t me: https://x.example/not-me/t

    --
    Harbour sends this because you have access to this account.
    Choose what you get: https://x.example/notices
    "
  `)
})

test.each([
  ['an owner reads staff as their role only', false, 'Platform staff (admin)', 'Ada Admin'],
  ['staff read the name', true, 'Ada Admin (admin)', 'Platform staff'],
])('%s', (_, isStaff, says, hides) => {
  const { text, html } = written(entryOf({ type: 'balance_settings.update', changes }), { isStaff })
  for (const body of [text, html]) {
    expect(body).toContain(says)
    expect(body).not.toContain(hides)
  }
})

test('a change from outside names nobody', () => {
  const event: AuditEvent = { type: 'balance_settings.changed_outside', changes, stripeEventId: null }
  const { text } = written(entryOf(event, { actor: { kind: 'outside', name: '' } }))
  expect(text).toContain('Somebody changed balance settings outside Spillway.')
})

test('a time in a zone that nobody knows is given in UTC, with its year', () => {
  expect(describeTime(new Date('2026-12-31T23:30:00Z'), 'Mars/Base')).toBe('Thu 31 Dec 2026, 23:30 (UTC)')
})

const foreign = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    'A\r\nBcc: thief@example.com',
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    'a\u2028b\u0000c',
    '\u202eflipped',
    '</title><a href="https://evil.example">here</a>',
  ),
)

test('whatever names, reasons and accounts are, they add no line, header, element or address to a mail', () => {
  const plain = written(entryOf(bank))
  const tags = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.split(' ')[0])
  const links = (html: string) => html.match(/href="[^"]*"/g)
  fc.assert(
    fc.property(foreign, foreign, foreign, (account, name, actor) => {
      const mail = written(
        entryOf(
          { ...bank, account },
          { account: { id: 'acct_1', name }, actor: { kind: 'person', id: 'p', name: `N${actor}`, role: 'owner' } },
        ),
      )
      expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect([...mail.subject].length).toBeLessThanOrEqual(150)
      expect(mail.text.split('\n').length).toBe(plain.text.split('\n').length)
      expect(mail.text).not.toMatch(/[^\P{Cc}\n]|\u2028|\u2029/u)
      expect(tags(mail.html)).toEqual(tags(plain.html))
      expect(links(mail.html)).toEqual(links(plain.html))
    }),
  )
})

test('a mail loads nothing, and leaves its colors to the mail program', () => {
  const { html } = written(entryOf(bank))
  expect(html).not.toMatch(/<(img|script|iframe|link|form|style|object)|url\(|src=|[^-]color:|background/)
  expect(html).toContain('content="light dark"')
})

const linkMail = (accountName: string, platform = 'Harbour') =>
  writeMail(
    composeLinkMail(
      {
        purpose: 'invitation',
        grant: { role: 'owner', accountId: 'acct_1' },
        expiresAt: new Date('2026-12-06T12:00Z'),
      },
      { accountName, platform, url: 'https://x.example/set-password/t' },
    ),
  )

test('an invitation says who it is from, the role, and until when its link works', () => {
  expect(linkMail('Bakery').text).toMatchInlineSnapshot(`
    "You’re invited to see payouts at Harbour.

    Your role: Owner of Bakery
    The link works until: Sun 6 Dec 2026, 12:00 (UTC)

    The link works once. Choose a passkey or a password with it.
    Accept the invitation: https://x.example/set-password/t

    --
    Harbour sends this because somebody invited this address.
    If you don’t expect it, do nothing.
    "
  `)
})

test('a mail with a link to a new password doesn’t say that anything has changed', () => {
  const message = composeLinkMail(
    { purpose: 'reset', expiresAt: new Date('2026-12-06T12:00Z') },
    { accountName: null, platform: 'Harbour', url: 'https://x.example/set-password/t' },
  )
  expect(writeMail(message).text).toContain('Your password stays as it is.')
  expect(writeMail(message).text).toContain('If your sign-in needs a code, it still does.')
})

test('whatever an account and a platform are called, an invitation has one link', () => {
  const plain = linkMail('Bakery')
  fc.assert(
    fc.property(foreign, foreign, (account, platform) => {
      const mail = linkMail(account, `P${platform}`)
      expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(mail.text.split('\n').length).toBe(plain.text.split('\n').length)
      expect(mail.html.match(/href="[^"]*"/g)).toEqual(plain.html.match(/href="[^"]*"/g))
    }),
  )
})
