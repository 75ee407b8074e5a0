import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { AuditEntry, NewEvent } from '@/lib/domain/audit/audit-entry'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { readStoredEvent } from '@/lib/gateways/db/stored/audit-event'
import { variantsOf } from '@/lib/gateways/stripe/testing/answer-variants'
import { AuditTable } from './audit-table'
import { EntryLines } from './entry-lines'
import { entryWords } from './entry-words'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

const bank = 'BANK •••• 6789'
const EVENTS: NewEvent[] = [
  {
    type: 'balance_settings.update',
    changes: [
      { field: 'schedule', before: { interval: 'daily' }, after: { interval: 'monthly', monthDays: [5, 20] } },
      { field: 'minimumBalances', before: null, after: { usd: 1_500, jpy: 200 } },
      { field: 'startOfDay', before: { hour: 0, minutes: 30, zone: 'Asia/Tokyo' }, after: null },
      { field: 'statementDescriptor', before: 'OLD', after: { unread: 'NEW' } },
      { field: 'delayDaysOverride', before: null, after: 7 },
      { field: 'debitNegativeBalances', before: null, after: false },
    ],
  },
  {
    type: 'balance_settings.changed_outside',
    changes: [
      { field: 'schedule', before: { interval: 'weekly', weekdays: ['monday'] }, after: { interval: 'manual' } },
    ],
    stripeEventId: 'evt_1',
  },
  { type: 'account_session.created', components: ['balances'], features: { instant_payouts: true } },
  {
    type: 'payout.create',
    order: { method: 'instant', amount: 100, currency: 'usd', destinationId: 'ba_1' },
    destination: bank,
  },
  { type: 'payout.cancel', payoutId: 'po_1', amount: 100, currency: 'usd' },
  { type: 'payout.contents_exported', payoutId: 'po_1' },
  { type: 'accounts.exported', filters: 'state=blocked', accountIds: null },
  { type: 'accounts.exported', filters: '', accountIds: ['acct_1'] },
  {
    type: 'payout.step',
    step: {
      payoutId: 'po_1',
      amount: 12_050,
      currency: 'usd',
      status: 'failed',
      method: 'standard',
      automatic: true,
      arrivesOn: requireCalendarDate('2026-11-24'),
      destination: bank,
      failureCode: 'account_closed',
      failureMessage: 'Closed.',
      reverses: 'po_0',
    },
  },
  { type: 'external_account.changed', change: 'added', account: bank, currency: 'usd' },
  { type: 'balance.turned', amount: -100, currency: 'usd' },
  { type: 'payouts.paused', isPaused: true },
  {
    type: 'api_key.created',
    email: 'a@x',
    name: 'CI',
    scopes: ['read', 'audit'],
    expiresAt: '2026-12-29T00:00:00.000Z',
  },
  { type: 'api_key.revoked', email: 'a@x', name: 'CI' },
  { type: 'saved_view.saved', name: 'due', params: 'requirement=past_due', isShared: true, isNew: false },
  { type: 'saved_view.removed', name: 'due', params: '', isShared: false, of: 'a@x' },
  { type: 'denied', attempted: 'read', because: 'not a member' },
  {
    ...{ type: 'denied.again', times: 40, since: '2026-11-28T12:00:00.000Z' },
    act: { attempted: 'read', because: 'not a member' },
  },
  { type: 'denied.again', act: null, times: 1, since: '2026-11-28T12:00:00.000Z' },
  { type: 'sign_in' },
  { type: 'sign_in.refused', email: 'ada@x' },
  { type: 'sign_in.limited', email: 'ada@x' },
  { type: 'sign_in.refusals', email: 'ada@x', wrong: 3, limited: 200, since: '2026-11-28T12:00:00.000Z' },
  { type: 'sign_out' },
  { type: 'accounts.synced', seen: 3, gone: 1, skipped: 1 },
  { type: 'account.disconnected', stripeEventId: 'evt_1' },
  { type: 'change_request.ended', changeRequestId: 'r1', because: 'account_disconnected' },
  { type: 'person.added', email: 'ada@x', role: 'admin' },
  { type: 'person.invited', email: 'ada@x', role: 'admin' },
  { type: 'person.invitation_revoked', email: 'ada@x', role: 'admin' },
  { type: 'person.reset_link', email: 'ada@x' },
  { type: 'person.reset_requested', email: 'ada@x' },
  { type: 'person.role_changed', email: 'ada@x', from: 'admin', to: 'viewer' },
  { type: 'person.removed', email: 'ada@x', role: null },
  { type: 'person.removed', email: 'ada@x', role: 'admin' },
  { type: 'person.password_reset', email: 'ada@x' },
  { type: 'person.password_changed', email: 'ada@x' },
  { type: 'person.factor_added', email: 'ada@x' },
  { type: 'person.disabled', email: 'ada@x' },
  { type: 'person.enabled', email: 'ada@x' },
  { type: 'person.passkey_renamed', email: 'ada@x', passkey: 'Phone', to: 'Old phone' },
  { type: 'person.factor_removed', email: 'ada@x' },
  { type: 'person.passkey_added', email: 'ada@x', passkey: 'Phone' },
  { type: 'person.passkey_removed', email: 'ada@x', passkey: 'Phone' },
  { type: 'sign_in', by: 'passkey', isNewDevice: true },
  { type: 'sign_in', by: 'single_sign_on' },
  { type: 'sign_in', by: 'break_glass' },
  { type: 'person.recovery_code_used', email: 'ada@x', left: 9 },
  { type: 'person.signed_out', email: 'ada@x', sessions: 2 },
  { type: 'support_view.started', until: '2026-11-29T10:15:00.000Z' },
  { type: 'support_view.ended', by: 'left' },
  { type: 'external_account.shared', account: 'BANK •••• 1', others: ['acct_1', 'acct_2'] },
  { type: 'platform_rules.update', lines: ['Reason for a save: optional → required'] },
  {
    type: 'requirements.due',
    pastDue: ['external_account'],
    currentlyDue: ['tos_acceptance.date'],
    deadline: 1_796_000_000_000,
  },
  {
    type: 'record.pruned',
    leaves: 9,
    hashes: ['aGFzaA=='],
    until: '2026-11-28T10:00:00.000Z',
    origin: 'log',
    keys: ['key'],
  },
  { type: 'record.exported', format: 'jsonl', filters: ['account: acct_1'] },
  { type: 'calendar_feed.created' },
  { type: 'calendar_feed.revoked' },
  { type: 'change.disputed', entryId: 'e1', about: 'bank_accounts' },
]

function textOf(type: string, details: unknown, changes: unknown): string {
  const html = renderToStaticMarkup(
    <AuditTable
      opensAccounts
      entries={[
        {
          id: 'e1',
          at: new Date('2026-11-22T12:00Z'),
          event: readStoredEvent(type, details, changes),
          actor: { kind: 'system', name: 'Sync' },
          account: null,
          reason: null,
          outcome: null,
          outcomeAt: null,
          outcomeMessage: null,
          stripeRequestId: null,
        },
      ]}
    />,
  )
  return html.replaceAll(/<[^>]*>/g, ' ')
}

/** As it is stored: the changes in a column of their own, the rest in `details`. */
function columnsOf(event: NewEvent) {
  const { type, ...rest } = JSON.parse(JSON.stringify(event))
  const { changes, ...details } = rest
  return { type, details, changes }
}

test.each(EVENTS)('$type is read back as it was recorded', (event) => {
  const { type, details, changes } = columnsOf(event)
  expect(readStoredEvent(type, details, changes)).toMatchObject(event)
})

test.each(EVENTS)(
  'however $type was stored by another version, its entry is shown and says what is unknown',
  (event) => {
    const { type, details, changes } = columnsOf(event)
    const entries = [
      ...[...variantsOf(details)].map(({ name, answer }) => ({ name, details: answer, changes })),
      ...(changes ? [...variantsOf(changes)].map(({ name, answer }) => ({ name, details, changes: answer })) : []),
      { name: 'version 2', details: { ...details, version: 2 }, changes },
      ...[null, undefined, [], 'text', 7].map((broken) => ({ name: String(broken), details: broken, changes: broken })),
    ]
    for (const entry of entries) {
      const text = textOf(type, entry.details, entry.changes)
      // What is stored is quoted as it is.
      expect(text.replaceAll(/“[^”]*”/g, ''), entry.name).not.toMatch(/undefined|\bnull\b|NaN|\[object|Invalid Date/)
      expect(text.replaceAll(/\s/g, '').length, entry.name).toBeGreaterThan(40)
    }
  },
)

test('an entry of a type that this version doesn’t know is an entry with the type that it was stored with', () => {
  expect(textOf('rollout.started', { accounts: 3 }, null)).toContain('rollout.started')
  expect(textOf('toString', {}, null)).toContain('“toString”')
  expect(textOf('unread', { recorded: 5 }, null)).toContain('“unread”')
})

test('a changed setting that this version doesn’t know is named, beside those that it knows', () => {
  const changes = [
    { field: 'debitNegativeBalances', before: true, after: false },
    { field: 'payoutPriority', before: 'low', after: 'high' },
  ]
  const text = textOf('balance_settings.update', {}, changes)
  expect(text).toContain('Negative-balance debits')
  expect(text).toContain('Also changed: “payoutPriority”')
})

test.each([
  ['stopped', 'needs_attention'],
  ['put_back', 'recovered'],
])('a bank account’s change that was stored as “%s” reads like “%s” today', (earlier, now) => {
  const read = (change: string) =>
    readStoredEvent('external_account.changed', { change, account: bank, currency: 'usd' }, null)
  expect(read(earlier)).toEqual(read(now))
})

test('auditors read the name of an account without a link to its page, which is closed to them', () => {
  const entry: AuditEntry = {
    id: 'e1',
    at: new Date('2026-11-22T12:00Z'),
    event: { type: 'sign_in' },
    actor: { kind: 'system', name: 'Sync' },
    account: { id: 'acct_1', name: 'Hillside Bakery' },
    reason: null,
    outcome: null,
    outcomeAt: null,
    outcomeMessage: null,
    stripeRequestId: null,
  }
  const htmlFor = (opensAccounts: boolean) =>
    renderToStaticMarkup(<AuditTable entries={[entry]} opensAccounts={opensAccounts} />)
  expect(htmlFor(true)).toContain('href="/accounts/acct_1/history"')
  expect(htmlFor(false)).toContain('Hillside Bakery')
  expect(htmlFor(false)).not.toContain('/accounts/')
})

test('an entry of the current year shows the year, because a record is read later', () => {
  vi.useFakeTimers({ now: new Date('2026-11-29T12:00Z'), toFake: ['Date'] })
  const entry: AuditEntry = {
    id: 'e1',
    at: new Date('2026-11-22T12:00Z'),
    event: { type: 'sign_in' },
    actor: { kind: 'system', name: 'Sync' },
    account: null,
    reason: null,
    outcome: null,
    outcomeAt: null,
    outcomeMessage: null,
    stripeRequestId: null,
  }
  const shown = [
    <AuditTable key="table" entries={[entry]} opensAccounts={false} />,
    <EntryLines key="line" entries={[entryWords(entry)]} opensEntries={false} />,
  ]
  for (const list of shown) expect(renderToStaticMarkup(list)).toContain('22 Nov 2026, 12:00 UTC')
  vi.useRealTimers()
})
