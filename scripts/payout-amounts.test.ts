import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate } from '../lib/domain/calendar/calendar-date'
import { formatMoney, payoutIncrement } from '../lib/domain/money/money'
import { describeNextAmount } from '../lib/domain/payouts/next-amount'
import { splitPayout } from '../lib/domain/payouts/payout-split'
import { describePayoutStatus } from '../lib/domain/payouts/payout-status'
import { bankOf, moneyOf } from '../lib/domain/testing/account-money'
import { fromGa } from '../lib/gateways/stripe/wire/balance-settings'
import { bankAccount, newAccount } from '../simulator/accounts/new-account.ts'
import { duePayouts } from '../simulator/payouts/due-payouts.ts'

// The product and the simulator each read Stripe's transfer rules for themselves. What the page says of the next payout
// is what the demo's clock moves only as long as the two agree, to the minor unit.

const rule = fc.record({
  payout_method: fc.constantFrom('fa_1', 'fa_2'),
  most: fc.option(fc.integer({ min: 1, max: 60_000 })),
})
const accounts = fc.record({
  currency: fc.constantFrom('usd', 'gbp', 'eur'),
  card: fc.integer({ min: -20_000, max: 100_000 }),
  bank_account: fc.integer({ min: -20_000, max: 100_000 }),
  minimum: fc.option(fc.nat({ max: 50_000 })),
  rules: fc.array(rule, { maxLength: 4 }),
})

test('what the status, the next amount and the split say of a payout is what the simulator sends, place by place', () => {
  fc.assert(
    fc.property(accounts, ({ currency, card, bank_account, minimum, rules }) => {
      const country = { usd: 'US', gbp: 'GB', eur: 'DE' }[currency] ?? 'US'
      const account = newAccount({
        id: 'acct_1Test',
        sequence: 1,
        created: 0,
        country,
        controller: null,
        name: 'Test',
        email: null,
      })
      const destination = bankAccount('ba_1', account, currency, false)
      const onTheWire = rules.map(({ payout_method, most }) =>
        most === null
          ? { payout_method, type: 'transfer_all' as const, transfer_up_to_amount: null }
          : { payout_method, type: 'transfer_up_to_amount' as const, transfer_up_to_amount: most },
      )
      account.balance_settings.interval = 'daily'
      account.balance_settings.minimum_balance_by_currency = minimum === null ? null : { [currency]: minimum }
      account.balance_settings.automatic_transfer_rules_by_currency =
        rules.length > 0 ? { [currency]: onTheWire } : null
      const due = duePayouts(account, { currency, destination }, { card, bank_account }, 0).filter(
        ({ amount }) => amount > 0,
      )
      const sentTo = (place: string | undefined) =>
        due.filter(({ financial_account }) => financial_account === place).reduce((sum, { amount }) => sum + amount, 0)

      const settings = fromGa({
        payments: {
          payouts: {
            schedule: { interval: 'daily' },
            minimum_balance_by_currency: account.balance_settings.minimum_balance_by_currency,
            automatic_transfer_rules_by_currency: account.balance_settings.automatic_transfer_rules_by_currency,
            status: 'enabled',
          },
          settlement_timing: { delay_days: 2 },
        },
      })
      const balance = { available: [{ amount: card + bank_account, currency }], pending: [] }
      const money = moneyOf({
        account: { country, defaultCurrency: currency },
        settings,
        balance,
        externalAccounts: [bankOf({ country, currency })],
      })
      const said = describePayoutStatus(money)
        .filter(({ code }) => ['scheduled', 'weekend_or_holiday', 'transferred'].includes(code))
        .map(({ headline }) => headline)
        .join(' ')
      const next = describeNextAmount(balance, settings, currency, {
        payouts: [{ sendOn: requireCalendarDate('2026-11-23') }],
        startOfDay: null,
        day: String,
      })
      const total = due.reduce((sum, { amount }) => sum + amount, 0)
      const split = splitPayout(total, settings.transferRules?.[currency] ?? [], currency)

      expect(total % payoutIncrement(currency)).toBe(0)
      expect(said === '').toBe(total === 0)
      expect(next.startsWith('None')).toBe(total === 0)
      if (total > 0) expect(next).toContain(`${formatMoney({ amount: total, currency })} (estimated)`)
      expect(split?.toBank ?? 0).toBe(sentTo(undefined))
      if (sentTo(undefined) > 0)
        expect(said).toContain(`${formatMoney({ amount: sentTo(undefined), currency })} is expected`)
      for (const place of ['fa_1', 'fa_2']) {
        const parts = split?.transfers.filter(({ payoutMethod }) => payoutMethod === place) ?? []
        expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(sentTo(place))
        for (const { amount } of parts)
          for (const text of [said, next])
            expect(text).toContain(`${formatMoney({ amount, currency })} goes to the financial account ${place}`)
      }
    }),
    { numRuns: 500 },
  )
})
