import { prerender } from 'react-dom/static'
import { describe, expect, test, vi } from 'vitest'
import { openAccount } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Balance } from '@/lib/domain/money/balance'
import { settlingFundsOf } from '@/lib/domain/money/settling-funds'
import { payoutToday } from '@/lib/domain/payouts/account-money'
import { standingOf } from '@/lib/domain/payouts/account-standing'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import type { Payout } from '@/lib/domain/payouts/payout'
import { rulesIn, transferScope } from '@/lib/domain/payouts/payout-split'
import { describePayoutStatus, holdOf } from '@/lib/domain/payouts/payout-status'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { ADMIN, overviewOf } from '@/lib/domain/testing/connected-account'
import { readStoredBalance } from '@/lib/gateways/db/stored/balance'
import { readStoredExternalAccounts } from '@/lib/gateways/db/stored/external-accounts'
import { readStoredSettings } from '@/lib/gateways/db/stored/settings'
import { completeAnswer, type Variant, variantsOf } from '@/lib/gateways/stripe/testing/answer-variants'
import { SAMPLES } from '@/lib/gateways/stripe/testing/samples'
import { readAccountWire } from '@/lib/gateways/stripe/wire/account'
import { readBalanceWire } from '@/lib/gateways/stripe/wire/balance'
import { fromGa } from '@/lib/gateways/stripe/wire/balance-settings'
import { fromPreview } from '@/lib/gateways/stripe/wire/balance-settings-preview'
import { readPendingWire } from '@/lib/gateways/stripe/wire/balance-transaction'
import { readExternalAccountWire } from '@/lib/gateways/stripe/wire/external-account'
import { readPayoutWire } from '@/lib/gateways/stripe/wire/payout'
import { readAccountPage } from './read-account-page'
import { EveryTab } from './testing/every-tab'

vi.mock('./read-account-page')
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))
vi.mock('@/lib/auth/session-limits', () => ({ sessionLimits: async () => ({ isProven: true, coolsOff: false }) }))
vi.mock('@/lib/env', () => ({
  environment: () => ({ STRIPE_PUBLISHABLE_KEY: 'pk_test_1', APP_URL: 'http://x' }),
  stripeMode: () => 'test',
}))
vi.mock('@/lib/gateways/db/calendar-feeds', () => ({ hasCalendarFeed: async () => false }))
vi.mock('@/lib/features/audit-log/account-timeline', () => ({ AccountTimeline: async () => null }))

const READ_AT = new Date('2026-11-22T12:00Z')
const NOW = READ_AT.getTime()

type Answers = {
  account: AccountProfile
  settings: BalanceSettings
  balance: Balance
  payouts: Payout[]
  externalAccounts: ExternalAccount[]
}

const read = <T,>(value: T | null): T => {
  if (value === null) throw new Error('the ordinary answer cannot be read')
  return value
}
const ORDINARY: Answers = {
  account: read(readAccountWire(SAMPLES.account)),
  settings: fromGa(SAMPLES.ga),
  balance: read(readBalanceWire(SAMPLES.balance)),
  payouts: [read(readPayoutWire(SAMPLES.payout))],
  externalAccounts: [read(readExternalAccountWire(SAMPLES.bank_account))],
}

/** The account page of these answers, as text. An answer that cannot be read leaves its part missing. */
async function textOfPage(answers: { [K in keyof Answers]: Answers[K] | null }): Promise<string> {
  const account = overviewOf({ ...(answers.account ?? ORDINARY.account), id: 'acct_1Sample' }, READ_AT)
  const reading = async <T,>(value: T | null) =>
    value === null
      ? ({ kind: 'missing', because: 'Stripe answered in a form that Spillway can’t read.' } as const)
      : ({ kind: 'current', value, readAt: READ_AT } as const)
  const { settings, balance, payouts, externalAccounts } = answers
  const money =
    settings && balance && payouts && externalAccounts
      ? { now: NOW, account, settings, balance, payouts, externalAccounts }
      : null
  const hold = Promise.resolve(money && holdOf(describePayoutStatus(money), account.defaultCurrency))
  vi.mocked(readAccountPage).mockReturnValue({
    hold,
    storedHold: hold,
    balance: reading(balance),
    settings: reading(settings),
    payouts: reading(payouts && { payouts, unreadable: 0, hasMore: false, isWhole: true }),
    externalAccounts: reading(externalAccounts),
    sharedBanks: Promise.resolve(new Map()),
    rules: Promise.resolve(DEFAULT_RULES),
    requests: Promise.resolve([]),
    people: Promise.resolve([]),
    now: Promise.resolve(NOW),
    today: Promise.resolve(money ? payoutToday(money) : payoutDayAsOf({ now: NOW, startOfDay: settings?.startOfDay })),
    money: Promise.resolve(money),
    status: Promise.resolve(money && describePayoutStatus(money)),
    standing: Promise.resolve(standingOf({ now: NOW, account, settings, balance, externalAccounts, payouts })),
    pause: Promise.resolve(pauseOf(account, settings?.payoutsStatus ?? null)),
  })
  const access = openAccount(ADMIN, account, 'account:read')
  if (!access) throw new Error('an admin may read every account')
  const { prelude } = await prerender(<EveryTab access={access} />, {
    onError(error) {
      throw error
    },
  })
  const html = await new Response(prelude).text()
  // React leaves this where a part of the page threw.
  expect(html).not.toContain('data-msg')
  const text = html.replaceAll(/<[^>]* title="([^"]*)"[^>]*>/g, ' $1 ').replaceAll(/<[^>]*>/g, ' ')
  // Stripe's own words are quoted as they are.
  return text.replaceAll(/“[^”]*”/g, '')
}

const STORED_SETTINGS: BalanceSettings = {
  schedule: { interval: 'weekly', weekdays: ['monday', 'thursday'] },
  minimumBalances: { usd: 5_000 },
  delayDaysOverride: 4,
  startOfDay: { hour: 1, minutes: 30, zone: 'Asia/Tokyo' },
  debitNegativeBalances: true,
  statementDescriptor: 'HARBOUR',
  unread: { schedule: 'fortnightly' },
  delayDays: 4,
  payoutsStatus: 'enabled',
  transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: 1_000 }] },
}

/** What no page may show, whatever Stripe answers. */
const NONSENSE = /undefined|\bnull\b|NaN|\[object|Invalid Date|\bfor ,|1 Jan 1970/

const CASES: {
  part: keyof Answers
  /** What Stripe answers in one of its versions, or what we stored ourselves. */
  shape: 'ga' | 'preview' | 'stored'
  resource: string
  sample: object
  put: (wire: unknown) => Partial<{ [K in keyof Answers]: Answers[K] | null }>
}[] = [
  {
    part: 'settings',
    shape: 'ga',
    resource: 'balance_settings',
    sample: SAMPLES.ga,
    put: (wire) => ({ settings: fromGa(wire) }),
  },
  {
    part: 'settings',
    shape: 'preview',
    resource: 'balance_settings',
    sample: SAMPLES.preview,
    put: (wire) => ({ settings: fromPreview(wire) }),
  },
  {
    part: 'balance',
    shape: 'ga',
    resource: 'balance',
    sample: SAMPLES.balance,
    put: (wire) => ({ balance: readBalanceWire(wire) }),
  },
  {
    part: 'balance',
    shape: 'ga',
    resource: 'balance_transaction',
    sample: { ...SAMPLES.balance_transaction, status: 'pending', available_on: NOW / 1000 + 86_400 },
    put: (wire) => {
      const transaction = readPendingWire(wire)
      const { net: amount, currency } = transaction
      const pending = amount !== null && currency !== null ? [{ amount, currency }] : ORDINARY.balance.pending
      const balance = { ...ORDINARY.balance, pending }
      return { balance: { ...balance, settling: settlingFundsOf(balance, [transaction]) } }
    },
  },
  {
    part: 'externalAccounts',
    shape: 'ga',
    resource: 'bank_account',
    sample: SAMPLES.bank_account,
    put: (wire) => ({ externalAccounts: listOf(readExternalAccountWire(wire)) }),
  },
  {
    part: 'payouts',
    shape: 'ga',
    resource: 'payout',
    sample: SAMPLES.payout,
    put: (wire) => ({ payouts: listOf(readPayoutWire(wire)) }),
  },
  {
    part: 'settings',
    shape: 'stored',
    resource: 'settings',
    sample: STORED_SETTINGS,
    put: (stored) => ({ settings: readStoredSettings(stored)?.settings ?? null }),
  },
  {
    part: 'balance',
    shape: 'stored',
    resource: 'balance',
    sample: read(readBalanceWire(SAMPLES.balance)),
    put: (stored) => ({ balance: readStoredBalance(stored) }),
  },
  {
    part: 'externalAccounts',
    shape: 'stored',
    resource: 'external accounts',
    sample: ORDINARY.externalAccounts,
    put: (stored) => ({ externalAccounts: readStoredExternalAccounts(stored) }),
  },
  {
    part: 'account',
    shape: 'ga',
    resource: 'account',
    sample: SAMPLES.account,
    put: (wire) => ({ account: readAccountWire(wire) }),
  },
]

const listOf = <T,>(value: T | null) => (value === null ? [] : [value])

/** Equal readings make equal pages, so each is drawn once. */
function* differentReadings(answer: Parameters<typeof variantsOf>[0], put: (wire: unknown) => object) {
  const seen = new Set([JSON.stringify(put(answer))])
  for (const variant of variantsOf(answer)) {
    const key = JSON.stringify(put(variant.answer))
    if (!seen.has(key)) yield variant
    seen.add(key)
  }
}

describe('whatever Stripe answers and whatever we stored, the account page is drawn whole and says nothing that the answer does not', () => {
  test('the ordinary answers make a page without nonsense', async () => {
    expect(await textOfPage(ORDINARY)).not.toMatch(NONSENSE)
  })

  test.each(CASES)('$resource ($shape)', async ({ shape, resource, sample, put }) => {
    const answer = shape === 'stored' ? JSON.parse(JSON.stringify(sample)) : completeAnswer(shape, resource, sample)
    const variants: Variant[] = [...differentReadings(answer, put)]
    // A transaction is read for four fields only.
    expect(variants.length).toBeGreaterThan(resource === 'balance_transaction' ? 4 : 10)
    for (const variant of variants) {
      const page = await textOfPage({ ...ORDINARY, ...put(variant.answer) }).catch((error: unknown) => {
        throw new Error(`${variant.name}: ${error}`, { cause: error })
      })
      expect(page, variant.name).not.toMatch(NONSENSE)
      const reading: { settings?: BalanceSettings | null } = put(variant.answer)
      if (reading.settings?.delayDays === null) expect(page, variant.name).not.toMatch(/\b0 days\b/)
      if (reading.settings && transferScope(rulesIn(reading.settings, 'usd')) === 'unknown') {
        if (reading.settings.schedule)
          expect(page, variant.name).toContain('how much goes to the bank account isn’t known')
        expect(page, variant.name).not.toMatch(/arrives \w{3} \d|is expected (at the bank )?(on|between)/)
      }
    }
  })
})
