import { expect, test } from 'vitest'
import { Clock } from './clock.ts'
import { StripeError } from './http/stripe-error.ts'
import { availableAmount, pendingAmount, post } from './money.ts'
import { cancelPayout, createPayout } from './payouts.ts'
import { SeededRandom } from './seeded-random.ts'
import { Simulation } from './simulation.ts'
import type { Account } from './state.ts'
import { createPlatform, populate } from './world/world.ts'

const BY_TEST = { actor: 'api', request_id: null, idempotency_key: null } as const

function world(): Simulation {
  const clock = new Clock()
  clock.freeze()
  clock.moveTo(Date.UTC(2026, 10, 25, 9))
  const simulation = new Simulation(
    5,
    clock,
    createPlatform(clock.seconds()),
    () => {},
    () => {},
  )
  populate(simulation, 60)
  return simulation
}

function doSomething(simulation: Simulation, account: Account, random: SeededRandom): void {
  const currency = random.pick([account.default_currency, ...Object.keys(account.balances)])
  const amount = random.integer(1, 50) * 100
  const chance = random.integer(1, 6)
  if (chance === 1) {
    post(simulation, account, { type: 'charge', currency, amount, fee: random.integer(0, 30) })
  } else if (chance === 2) {
    const later = simulation.clock.seconds() + random.integer(1, 9) * 40_000
    post(simulation, account, { type: 'charge', currency, amount, available_on: later })
  } else if (chance === 3) {
    createPayout(simulation, account, { amount, currency, method: random.pick(['instant', 'standard']) }, BY_TEST)
  } else if (chance === 4) {
    post(simulation, account, { type: 'adjustment', currency, amount: -amount })
  } else if (chance === 5) {
    const payout = account.payouts.at(-1)
    if (payout) cancelPayout(simulation, account, payout, BY_TEST)
  } else {
    simulation.advanceTo(simulation.clock.now() + random.integer(1, 20_000) * 1000)
  }
}

function expectItAddsUp(account: Account): void {
  for (const [currency, balance] of Object.entries(account.balances)) {
    const transactions = account.balance_transactions.filter((each) => each.currency === currency)
    const total = transactions.reduce((sum, { amount, fee }) => sum + amount - fee, 0)
    expect(availableAmount(balance) + pendingAmount(balance), `${account.id} ${currency}`).toBe(total)
    for (const payout of account.payouts.filter((each) => each.currency === currency)) {
      const own = transactions.filter(({ source }) => source === payout.id)
      const moved = own.reduce((sum, { amount, fee }) => sum + amount - fee, 0)
      const isBack = payout.status === 'canceled' || payout.status === 'failed'
      expect(moved, payout.id).toBe(isBack ? 0 : -payout.amount - (payout.application_fee_amount ?? 0))
    }
  }
}

test('whatever happens, available and pending are the sum of the transactions, and a payout leaves once or not at all', () => {
  const simulation = world()
  const random = new SeededRandom(11)
  const accounts = simulation.accounts.all()
  let refused = 0
  for (let step = 0; step < 20_000; step += 1) {
    const account = random.pick(accounts)
    try {
      doSomething(simulation, account, random)
    } catch (error) {
      if (!(error instanceof StripeError)) throw error
      refused += 1
    }
    if (step % 500 === 0) expectItAddsUp(account)
  }
  for (const account of accounts) expectItAddsUp(account)
  expect(refused).toBeGreaterThan(0)
  expect(simulation.events.all().some(({ type }) => type === 'payout.failed')).toBe(true)
})

test('the platform’s reserve is what the accounts it answers for owe, after everything', () => {
  const simulation = world()
  const random = new SeededRandom(12)
  const accounts = simulation.accounts.all()
  for (let step = 0; step < 3_000; step += 1) {
    try {
      doSomething(simulation, random.pick(accounts), random)
    } catch (error) {
      if (!(error instanceof StripeError)) throw error
    }
  }
  const owed: Record<string, number> = {}
  for (const account of accounts) {
    if (account.controller?.losses.payments !== 'application') continue
    for (const [currency, balance] of Object.entries(account.balances)) {
      const total = availableAmount(balance) + pendingAmount(balance)
      if (total < 0) owed[currency] = (owed[currency] ?? 0) - total
    }
  }
  const reserved = Object.entries(simulation.accounts.reserved).filter(([, amount]) => amount !== 0)
  expect(Object.fromEntries(reserved)).toEqual(owed)
})
