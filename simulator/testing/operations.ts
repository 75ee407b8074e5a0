import fc from 'fast-check'
import { expect } from 'vitest'
import { changeAccount } from '../accounts/account-changes.ts'
import {
  createExternalAccount,
  deleteExternalAccount,
  setDefault,
  updateExternalAccount,
} from '../banks/external-accounts.ts'
import { addFunds } from '../connect/actions.ts'
import { ConnectError } from '../connect/session-request.ts'
import { StripeError } from '../http/stripe-error.ts'
import { planActivity } from '../money/activity.ts'
import { availableAmount, pendingAmount } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { SOURCE_TYPES } from '../money/source-types.ts'
import { createTransfer } from '../money/transfers.ts'
import { createPayout } from '../payouts/manual-payouts.ts'
import { cancelPayout, completePayout, failPayout } from '../payouts/payout-life-cycle.ts'
import { reversePayout } from '../payouts/payout-reversal.ts'
import { applyBalanceSettings } from '../settings/balance-settings.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import type { AccountSession } from '../world/account-sessions.ts'
import type { Account, BalanceSettings, SourceType, WantedBankAccount, WantedCard } from '../world/state.ts'
import { BY_TEST } from './world.ts'

const SESSION: AccountSession = {
  account: '',
  client_secret: '',
  components: { balances: { enabled: true, features: {} } },
  expires_at: 0,
  session_token: null,
  logged_out: false,
  user_authenticated: true,
  sign_in_ticket: null,
}
const BANK_NUMBERS = ['000123456789', '000111111116', '000222222227', '000888888883', '000987654321', '000999999992']

/** The kind of operation, the account, the amount, and a number for every other choice. */
export type Operation = readonly [kind: number, accountNumber: number, amount: number, choice: number]

interface Step {
  world: SimulatedWorld
  account: Account
  currency: string
  amount: number
  choice: number
}

function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % items.length]
}

const sourceTypeBy = (choice: number): SourceType => pick(SOURCE_TYPES, choice % 7) ?? 'card'

function detailsBy(choice: number, currency: string): WantedBankAccount | WantedCard {
  if (choice % 6 === 0) return { number: '4000056655665556', exp_month: 12, exp_year: 2040 }
  const account_number = pick(BANK_NUMBERS, choice) ?? ''
  return { country: 'US', currency, account_number, routing_number: '110000000' }
}

function change(world: SimulatedWorld, account: Account, settings: Partial<BalanceSettings>): void {
  applyBalanceSettings(world, account, { ...account.balance_settings, ...settings }, BY_TEST)
}

function move(world: SimulatedWorld, account: Account, from: () => void): void {
  const { platform } = world.accounts
  const total = () => JSON.stringify(sumOf(platform, account))
  const before = total()
  from()
  expect(total(), 'a transfer neither creates nor loses money').toBe(before)
}

export function sumOf(...accounts: Account[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const account of accounts) {
    for (const [currency, balance] of Object.entries(account.balances)) {
      const sum = (sums[currency] ?? 0) + availableAmount(balance) + pendingAmount(balance)
      if (sum === 0) delete sums[currency]
      else sums[currency] = sum
    }
  }
  return Object.fromEntries(Object.entries(sums).sort())
}

const OPERATION_KINDS: readonly ((step: Step) => void)[] = [
  ({ world, account, currency, amount, choice }) =>
    post(world, account, {
      type: 'charge',
      currency,
      amount,
      fee: choice % 30,
      source_type: sourceTypeBy(choice),
    }),
  ({ world, account, currency, amount, choice }) =>
    post(world, account, {
      type: 'charge',
      currency,
      amount,
      available_on: world.clock.seconds() + (choice % 400) * 997,
      source_type: sourceTypeBy(choice),
    }),
  ({ world, account, currency, amount, choice }) =>
    post(world, account, { type: 'refund', currency, amount: -amount, source_type: sourceTypeBy(choice) }),
  ({ world, account, currency, amount, choice }) =>
    post(world, account, { type: 'adjustment', currency, amount: choice % 4 === 0 ? amount : -amount, fee: 15 }),
  ({ world, account, currency, amount, choice }) =>
    createPayout(world, account, { amount, currency, source_type: sourceTypeBy(choice) }, BY_TEST),
  ({ world, account, amount }) =>
    createPayout(world, account, { amount, currency: account.default_currency, method: 'instant' }, BY_TEST),
  ({ world, account }) => {
    const payout = account.payouts.at(-1)
    if (payout) cancelPayout(world, account, payout, BY_TEST)
  },
  ({ world, account, choice }) => {
    const payout = pick(account.payouts.slice(-4), choice)
    if (payout) reversePayout(world, account, payout, {}, BY_TEST)
  },
  ({ world, account, choice }) => {
    const payout = pick(account.payouts.slice(-6), choice)
    if (payout) failPayout(world, account, payout, 'could_not_process')
  },
  ({ world, account, choice }) => {
    const payout = pick(account.payouts.slice(-4), choice)
    if (payout) completePayout(world, account, payout)
  },
  ({ world, choice }) => {
    world.instantPayouts.fee_basis_points = pick([0, 1, 150, 900], choice) ?? 0
  },
  ({ world, account, currency, amount }) =>
    addFunds({
      world,
      session: SESSION,
      account,
      cause: BY_TEST,
      component: 'balances',
      wanted: { amount, currency },
    }),
  ({ world, account, currency, choice }) => {
    const options = { default_for_currency: choice % 2 === 0 }
    createExternalAccount(world, account, detailsBy(choice, currency), options, BY_TEST, (field) => field)
  },
  ({ world, account, choice }) => {
    const external = pick(account.external_accounts, choice)
    if (external) deleteExternalAccount(world, account, external, BY_TEST)
  },
  ({ world, account, choice }) => {
    const external = pick(account.external_accounts, choice)
    if (external) setDefault(world, account, external, BY_TEST)
  },
  ({ world, account, currency, amount }) =>
    move(world, account, () => createTransfer(world, { amount, currency, destination: account.id }, BY_TEST)),
  ({ world, account, currency, amount, choice }) =>
    change(world, account, { minimum_balance_by_currency: choice % 3 === 0 ? null : { [currency]: amount } }),
  ({ world, account, choice }) =>
    change(
      world,
      account,
      pick<Partial<BalanceSettings>>(
        [
          { interval: 'daily' },
          { interval: 'manual' },
          { interval: 'weekly', weekly_payout_days: ['tuesday'] },
          { interval: 'monthly', monthly_payout_days: [1, 31] },
          { debit_negative_balances: true },
          { debit_negative_balances: false },
          { delay_days_override: 9 },
        ],
        choice,
      ) ?? {},
    ),
  ({ world, account, choice }) => {
    const external = pick(account.external_accounts, choice)
    if (!external) return
    external.failure_code = choice % 5 === 0 ? 'no_account' : null
    updateExternalAccount(world, account, external, {}, BY_TEST)
  },
  ({ world, account, choice }) =>
    changeAccount(world, account, BY_TEST, () => {
      account.payouts_enabled = choice % 5 !== 0
    }),
  ({ world, account, choice }) =>
    changeAccount(world, account, BY_TEST, () => {
      account.payouts_enabled = choice % 2 === 0
      account.requirements.disabled_reason = account.payouts_enabled ? null : 'platform_paused'
    }),
  ({ world, account, currency, amount, choice }) => {
    const rule = { payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: amount } as const
    const all = { payout_method: 'fa_2', type: 'transfer_all', transfer_up_to_amount: null } as const
    const rules = pick([[rule], [all], [rule, all], null], choice) ?? null
    change(world, account, { automatic_transfer_rules_by_currency: rules && { [currency]: rules } })
  },
  ({ world, account, choice }) =>
    planActivity(world, account, {
      until: world.clock.seconds() + 86_400,
      charges_per_day: 1 + (choice % 10),
      refund_rate: 0.2,
      dispute_rate: 0.2,
    }),
  ({ world, choice }) => world.advanceTo(world.clock.now() + choice * 11_000),
]
/** The last one moves the clock, which can change any account. */
export const CLOCK = OPERATION_KINDS.length - 1

/** Runs one operation. Returns false if it was refused, as Stripe would refuse it. */
export function operate(world: SimulatedWorld, [kind, accountNumber, amount, choice]: Operation): boolean {
  const account = pick(world.accounts.all(), accountNumber) ?? world.accounts.platform
  const currency = choice % 8 === 0 ? 'usd' : account.default_currency
  try {
    // The clock moves more often than anything else happens.
    OPERATION_KINDS[Math.min(kind, CLOCK)]?.({ world, account, currency, amount, choice })
    return true
  } catch (error) {
    if (error instanceof StripeError || error instanceof ConnectError) return false
    throw error
  }
}

export const operations = (length: number) =>
  fc.array(fc.tuple(fc.nat(CLOCK + 3), fc.nat(999), fc.integer({ min: 1, max: 9_000 }), fc.nat(9_999)), {
    minLength: length,
    maxLength: length,
  })
