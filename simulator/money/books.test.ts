import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SimulatedWorld } from '../simulated-world.ts'
import { CLOCK, operate, operations, sumOf } from '../testing/operations.ts'
import { populatedWorld } from '../testing/world.ts'
import type { Account, BalanceTransaction } from '../world/state.ts'
import { pendingAmount } from './balances.ts'
import { SOURCE_TYPES } from './source-types.ts'

const NOW = '2026-11-25T09:00:00Z'
const ACCOUNTS = 40
const RUNS = 100
const OPERATIONS = 1_000

/** Adds up all transactions and compares. Transactions are append-only, so each is read once. */
class Books {
  readonly #read = new Map<Account, number>()
  readonly #sums = new Map<Account, Record<string, number>>()
  readonly #netOfPayout = new Map<string, number>()
  /** By currency: the fees that accounts paid, less those that the platform received and did not refund. Zero in the end. */
  readonly #unmatchedFees: Record<string, number> = {}

  check(account: Account): void {
    const sums = this.#sums.get(account) ?? {}
    this.#sums.set(account, sums)
    const { balance_transactions: transactions } = account
    for (let at = this.#read.get(account) ?? 0; at < transactions.length; at += 1) {
      const transaction = transactions[at]
      if (!transaction) continue
      const net = transaction.amount - transaction.fee
      const part = `${transaction.source_type} ${transaction.currency}`
      sums[part] = (sums[part] ?? 0) + net
      this.#readFees(transaction)
      const { source, type } = transaction
      if (source === null || !type.startsWith('payout') || type.includes('minimum')) continue
      this.#netOfPayout.set(source, (this.#netOfPayout.get(source) ?? 0) + net)
    }
    this.#read.set(account, transactions.length)
    for (const [currency, balance] of Object.entries(account.balances)) {
      for (const type of SOURCE_TYPES) {
        const total = (balance.available[type] ?? 0) + pendingAmount(balance, type)
        const sum = sums[`${type} ${currency}`] ?? 0
        if (total !== sum)
          expect.fail(`${account.id} has ${total} ${type} ${currency}, its transactions come to ${sum}`)
      }
    }
  }

  #readFees({ amount, currency, fee_details, type }: BalanceTransaction): void {
    let paid = type === 'application_fee' || type === 'application_fee_refund' ? -amount : 0
    for (const detail of fee_details) if (detail.type === 'application_fee') paid += detail.amount
    if (paid !== 0) this.#unmatchedFees[currency] = (this.#unmatchedFees[currency] ?? 0) + paid
  }

  /** The platform receives, and refunds, exactly what accounts pay in fees. */
  checkFees(): void {
    for (const [currency, amount] of Object.entries(this.#unmatchedFees)) {
      if (amount !== 0)
        expect.fail(`${amount} ${currency} of application fees were paid and did not reach the platform`)
    }
  }

  /**
   * A payout has taken its money out of the balance once, and not at all when it failed or was canceled. Together with
   * its reversal it has not brought any in.
   */
  checkPayouts(account: Account): void {
    for (const { id, amount, application_fee_amount: fee, reversed_by, status } of account.payouts) {
      const isBack = status === 'failed' || status === 'canceled'
      if ((this.#netOfPayout.get(id) ?? 0) !== (isBack ? 0 : -amount - (fee ?? 0))) {
        expect.fail(`${id} is ${status}, but its transactions come to ${this.#netOfPayout.get(id)}`)
      }
      if (reversed_by === null) continue
      const both = (this.#netOfPayout.get(id) ?? 0) + (this.#netOfPayout.get(reversed_by) ?? 0)
      if (both > 0) expect.fail(`${id} and its reversal have brought in ${both}`)
    }
  }
}

test('after any operations, balances, payouts, fees, transfers and the platform’s reserve equal the sum of the transactions', () => {
  const seen = { done: 0, refused: 0, types: new Set<string>() }
  fc.assert(
    fc.property(operations(OPERATIONS), (all) => {
      const world = populatedWorld(NOW, ACCOUNTS)
      const accounts = [world.accounts.platform, ...world.accounts.all()]
      const books = new Books()
      for (const account of accounts) books.check(account)
      for (const operation of all) {
        if (operate(world, operation)) seen.done += 1
        else seen.refused += 1
        const [kind, who] = operation
        const concerned = [world.accounts.platform, accounts[1 + (who % ACCOUNTS)] ?? world.accounts.platform]
        for (const account of kind >= CLOCK ? accounts : concerned) books.check(account)
        books.checkFees()
      }
      for (const account of accounts) {
        books.check(account)
        books.checkPayouts(account)
      }
      expectReserve(world)
      for (const { type } of world.events.all()) seen.types.add(type)
      for (const { type } of world.ledger.entries()) seen.types.add(type)
      for (const { balance_transactions, payouts } of accounts) {
        for (const { type } of balance_transactions) seen.types.add(type)
        for (const { automatic, original_payout, payout_method, source_type, status } of payouts) {
          if (payout_method !== undefined) seen.types.add(`payout to a financial account ${status}`)
          if (automatic) seen.types.add(`automatic payout ${status}`)
          seen.types.add(original_payout === null ? `${source_type} payout` : `reversal ${status}`)
        }
      }
    }),
    { numRuns: RUNS, seed: 11, endOnFailure: true },
  )
  expect(seen.done + seen.refused).toBe(RUNS * OPERATIONS)
  expect(seen.done).toBeGreaterThan(seen.refused)
  for (const type of [
    'payout_minimum_balance_hold',
    'payout_minimum_balance_release',
    'payout_failure',
    'payout_cancel',
    'application_fee',
    'application_fee.created',
    'application_fee_refund',
    'application_fee.refunded',
    'account.external_account.created',
    'account.external_account.deleted',
    'balance.funds_added',
    'bank_account payout',
    'fpx payout',
    'reversal paid',
    'reversal canceled',
    'reversal failed',
    'payout to a financial account paid',
    'automatic payout canceled',
    'payout.paid',
    'payout.canceled',
    'payout.failed',
    'payout.reconciliation_completed',
    'transfer.created',
  ]) {
    expect(seen.types).toContain(type)
  }
}, 120_000)

function expectReserve(world: SimulatedWorld): void {
  const owed: Record<string, number> = {}
  for (const account of world.accounts.all()) {
    if (account.controller?.losses.payments !== 'application') continue
    for (const [currency, sum] of Object.entries(sumOf(account))) {
      if (sum < 0) owed[currency] = (owed[currency] ?? 0) - sum
    }
  }
  const reserved = Object.entries(world.accounts.reserved).filter(([, amount]) => amount !== 0)
  expect(Object.fromEntries(reserved)).toEqual(owed)
}
