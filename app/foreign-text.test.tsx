// Names and texts that Spillway didn't write, in scripts that run from right to left: each stays in an isolate of its own.
import fc from 'fast-check'
import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { openAccount } from '@/lib/domain/access/permissions'
import type { AuditEntry, AuditEvent } from '@/lib/domain/audit/audit-entry'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { writePayoutFeed } from '@/lib/domain/payouts/payout-feed'
import { describeRefusal } from '@/lib/domain/stripe/stripe-failure'
import { bankOf, cardOf, moneyOf, payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { AccountPicker } from '@/lib/features/accounts/account-picker'
import { AccountsTable } from '@/lib/features/accounts/accounts-table'
import { parseAccountListQuery } from '@/lib/features/accounts/query'
import { SavedViews } from '@/lib/features/accounts/saved-views'
import { countsOf } from '@/lib/features/accounts/testing/counts'
import { AuditTable } from '@/lib/features/audit-log/audit-table'
import ConflictView from '@/lib/features/balance-settings/conflict-view'
import { OrderStatus } from '@/lib/features/payouts/order-status'
import { OrderForm } from '@/lib/features/payouts/order-steps'
import { DemoPerson } from '@/lib/features/sign-in/demo-people'
import { listAccountEntries } from '@/lib/gateways/db/audit-list'
import { titleOf } from '@/lib/ui/rendered-for'
import { loadPersonMenu } from './load-person-menu'
import { PersonMenu, type PersonMenuProps } from './person-menu'
import { readAccountPage } from './read-account-page'
import { currentPage } from './testing/current-page'
import { EveryTab } from './testing/every-tab'

const person = { ...ADMIN }
vi.mock('./read-account-page')
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))
vi.mock('@/lib/auth/session-limits', () => ({ sessionLimits: async () => ({ isProven: true, coolsOff: false }) }))
vi.mock('next/headers', () => ({ cookies: async () => new Map() }))
vi.mock('@/lib/auth/person', () => ({ findSignedInPerson: async () => person }))
vi.mock('@/lib/env', () => ({
  environment: () => ({ STRIPE_PUBLISHABLE_KEY: 'pk_test_1', APP_URL: 'http://x', AUTH_SECRET: 'secret' }),
  stripeMode: () => 'test',
}))
vi.mock('@/lib/gateways/db/calendar-feeds', () => ({ hasCalendarFeed: async () => false }))
vi.mock('@/lib/gateways/db/audit-list', () => ({ listAccountEntries: vi.fn() }))

const AT = new Date('2026-11-22T12:00Z')
const TURNS = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]/u

/** What of a page isn't within an isolate. What is in a control or an element of its own can't turn its neighbours. */
const outsideIsolates = (html: string) =>
  html
    .replaceAll(/<bdi\b[^>]*>.*?<\/bdi>/gs, '')
    .replaceAll(/ value="[^"]*"/g, '')
    .replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '')

async function expectIsolated(part: ReactNode, name: string) {
  const { prelude } = await prerender(part)
  const html = await new Response(prelude).text()
  const [around] = /.{0,120}[\u0590-\u08ff\u202a-\u202e\u2066-\u2069].{0,60}/su.exec(outsideIsolates(html)) ?? []
  expect(around, name).toBeUndefined()
  return html
}

/** Each event with a text in every place that holds one. */
const eventsOf = (text: string): AuditEvent[] => [
  { type: 'unread', recorded: text },
  {
    type: 'balance_settings.update',
    changes: [
      { field: 'statementDescriptor', before: text, after: { unread: text } },
      { field: 'schedule', before: { unread: text }, after: { interval: 'daily' } },
    ],
    unreadFields: [text],
  },
  {
    type: 'payout.create',
    order: { method: 'standard', amount: 5, currency: 'usd', destinationId: 'ba_1' },
    destination: text,
  },
  ...[500, -500].map(
    (amount): AuditEvent => ({
      type: 'payout.step',
      step: {
        ...{ payoutId: 'po_1', amount, currency: 'usd', status: 'failed', method: 'standard', automatic: true },
        ...{ arrivesOn: null, destination: text, failureCode: text, failureMessage: text, reverses: text },
      },
    }),
  ),
  { type: 'payout.contents_exported', payoutId: text },
  { type: 'accounts.exported', filters: text, accountIds: null },
  { type: 'accounts.exported', filters: '', accountIds: [text, text] },
  { type: 'external_account.changed', change: 'added', account: text, currency: 'usd' },
  { type: 'denied', attempted: text, because: text },
  { type: 'denied.again', act: { attempted: text, because: text }, times: 2, since: '2026-11-28T12:00:00.000Z' },
  { type: 'sign_in.refused', email: text },
  { type: 'sign_in.limited', email: text },
  { type: 'person.added', email: text, role: text },
  { type: 'person.invited', email: text, role: text },
  { type: 'person.invitation_revoked', email: text, role: text },
  { type: 'person.reset_link', email: text },
  { type: 'person.reset_requested', email: text },
  { type: 'person.role_changed', email: text, from: text, to: text },
  { type: 'person.removed', email: text, role: text },
  { type: 'person.password_reset', email: text },
  { type: 'person.factor_added', email: text },
  { type: 'person.disabled', email: text },
  { type: 'person.enabled', email: text },
  { type: 'person.passkey_renamed', email: text, passkey: text, to: text },
  { type: 'person.factor_removed', email: text },
  { type: 'person.passkey_added', email: text, passkey: text },
  { type: 'person.passkey_removed', email: text, passkey: text },
  { type: 'person.signed_out', email: text, sessions: 1 },
  { type: 'support_view.started', until: text },
  { type: 'support_view.ended', by: 'left' },
  { type: 'external_account.shared', account: text, others: [text, text] },
  { type: 'platform_rules.update', lines: [text, text] },
  { type: 'requirements.due', pastDue: [text], currentlyDue: [text], deadline: null },
  { type: 'record.pruned', leaves: 9, hashes: [text], until: text, origin: text, keys: [text] },
  { type: 'record.exported', format: 'csv', filters: [text, text] },
]

const entriesOf = (text: string): AuditEntry[] =>
  eventsOf(text).map((event, index) => ({
    id: `e${index}`,
    at: AT,
    event,
    actor: { kind: 'person', id: 'p1', name: text, role: 'admin' },
    account: { id: 'acct_1', name: text },
    reason: text,
    outcome: 'refused',
    outcomeAt: AT,
    outcomeMessage: describeRefusal({ kind: 'invalid', param: null, message: text, requestId: null }),
    stripeRequestId: null,
  }))

function accountPage(text: string) {
  const profile = profileOf('acct_1', { name: text, email: text, disabledReason: text, payoutsEnabled: false })
  const account = {
    ...overviewOf(profile, AT),
    standing: { state: 'blocked', reason: text, nextPayoutOn: null } as const,
  }
  const failed = { status: 'failed' as const, failure: { code: text, message: text } }
  const money = moneyOf({
    account,
    settings: { schedule: undefined, unread: { schedule: text }, statementDescriptor: text } as object,
    externalAccounts: [
      bankOf({ name: text, last4: text, status: 'errored' }),
      cardOf({ name: text, isDefault: false }),
    ],
    payouts: [
      payoutOf({ ...failed, statementDescriptor: text }),
      payoutOf({ id: 'po_2', status: 'in_transit', traceId: text, destinationId: 'ba_1' }),
      payoutOf({ id: 'po_3', status: 'pending', destinationId: null, payoutMethodId: text }),
    ],
  })
  vi.mocked(readAccountPage).mockReturnValue(currentPage(money, AT))
  const access = openAccount(ADMIN, account, 'account:read')
  if (!access) throw new Error('an admin may read every account')
  return <EveryTab access={access} />
}

const nothing = () => {}
const settings = { delayDays: 2, payoutsStatus: 'enabled' as const }

async function expectEverywhereIsolated(text: string) {
  const entries = entriesOf(text)
  vi.mocked(listAccountEntries).mockResolvedValue(entries)
  Object.assign(person, { name: text, email: text })
  const page = await expectIsolated(accountPage(text), 'account page')
  expect(page.split(text.replaceAll(/[\u202a-\u202e\u2066-\u2069&<>"']/g, '').slice(-2)).length).toBeGreaterThan(5)
  await expectIsolated(<AuditTable entries={entries} opensAccounts />, 'audit log')
  await expectIsolated(<PersonMenu {...((await loadPersonMenu()) as PersonMenuProps)} />, 'person menu')
  await expectIsolated(<DemoPerson name={text} email={text} role={text} />, 'people of the demo')
  await expectIsolated(
    <AccountPicker accounts={[{ id: 'acct_1', name: text }]} current="acct_1" addressOf={() => '/balance'} />,
    'account picker',
  )
  await expectIsolated(
    <AccountsTable
      accounts={[
        {
          ...profileOf('acct_1', { name: text, email: text, payoutInterval: text }),
          ...{
            state: 'blocked',
            bankShared: true,
            stateReason: text,
            nextPayoutOn: null,
            available: [],
            goneAt: null,
            requirements: null,
          },
        },
      ]}
      query={parseAccountListQuery({})}
      counts={countsOf({})}
      today={requireCalendarDate('2026-11-23')}
    />,
    'accounts list',
  )
  const view = { id: 'v1', name: text, params: '', isShared: false, mayRemove: true }
  await expectIsolated(
    <SavedViews query={parseAccountListQuery({})} views={[view, { ...view, id: 'v2', isShared: true }]} />,
    'saved views',
  )
  const destination = { ...bankOf({ name: text }), most: 500, feeForMost: null }
  const order = { currency: 'usd', amount: '5', most: 500, destinationId: 'ba_1', errors: {} }
  await expectIsolated(
    <OrderForm
      {...order}
      destinations={[destination]}
      onAmount={nothing}
      onDestination={nothing}
      onReview={nothing}
      onCancel={nothing}
    />,
    'payout dialog',
  )
  const [, , , failedStep] = entries
  if (failedStep?.outcomeMessage)
    await expectIsolated(
      <OrderStatus state={{ kind: 'refused', message: failedStep.outcomeMessage }} onReview={nothing} destination="" />,
      'refused payout',
    )
  await expectIsolated(
    <ConflictView
      base={{ ...settings, statementDescriptor: text }}
      theirs={{ ...settings, statementDescriptor: `${text}2` }}
      changes={[{ field: 'statementDescriptor', before: text, after: `${text}3` }]}
      onTakeTheirs={nothing}
      onKeepMine={nothing}
    />,
    'conflict',
  )
  await expectIsolated(titleOf({ kind: 'other_person', name: text }), 'another person')
  const day = requireCalendarDate('2026-11-24')
  const payout = { sendOn: day, arrival: { earliest: day, latest: day }, moved: [], uncertain: [] } as never
  const feed = {
    accountId: 'acct_1',
    domain: 'x',
    madeAt: 0,
    transfers: 'none',
    isBlocked: false,
    day: String,
  } as const
  const calendar = writePayoutFeed({ ...feed, accountName: text, payouts: [payout] })
  expect(outsideIsolates(calendar.replaceAll('\r\n ', '')), 'calendar').not.toMatch(TURNS)
}

test.each(['מאפייה', 'مخبز 12 (الشرق)', 'Bäckerei مخبز', '\u202eevil\u2066 "shop"', 'سوق\u2069\u202e!'])(
  'the name and text “%s” is in an isolate wherever it is shown',
  (text) => expectEverywhereIsolated(text),
)

test('so does any text of letters from right to left, signs, digits and marks that turn text', async () => {
  const sign = fc.constantFrom(...'אבجد١٢ab12 .,()-“”\u200f\u202b\u202e\u2067\u2069'.split(''))
  const text = fc.array(sign, { minLength: 1, maxLength: 8 }).map((signs) => `ש${signs.join('')}ש`)
  await fc.assert(fc.asyncProperty(text, expectEverywhereIsolated), { numRuns: 15 })
})
