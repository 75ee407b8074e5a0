import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { createPlatform, populate } from '../accounts/populate.ts'
import { controllerOf, type ProfileName } from '../accounts/profiles.ts'
import { availableAmount, balanceIn } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { SimulatedWorld } from '../simulated-world.ts'
import { Clock } from '../time/clock.ts'
import type { Account, BalanceSettings, StripeEvent } from '../world/state.ts'
import { WEDNESDAY } from './rig.ts'

export const BY_TEST = { actor: 'api', request_id: null, idempotency_key: null } as const

/** Seconds since the epoch of an ISO date or time in UTC. */
export const at = (iso: string): number => Date.parse(iso.includes('T') ? iso : `${iso}T00:00:00Z`) / 1000

/** A world without a server, whose clock is frozen until it is moved. */
export function emptyWorld(now: string, seed = 5, onEvent?: (event: StripeEvent) => void): SimulatedWorld {
  const clock = new Clock()
  clock.freeze()
  clock.moveTo(at(now) * 1000)
  return new SimulatedWorld(seed, clock, createPlatform(clock.seconds()), onEvent ? { onEvent } : {})
}

export function populatedWorld(now: string, size = 60, seed = 5): SimulatedWorld {
  const world = emptyWorld(now, seed)
  populate(world, size)
  return world
}

export interface Traits {
  country?: string
  profile?: ProfileName
  settings?: Partial<BalanceSettings>
  first_payout_hold_days?: number
}

/** An account with one healthy bank account in its own currency and no money. */
export function addAccount(
  world: SimulatedWorld,
  { country = 'US', profile = 'custom', settings, first_payout_hold_days }: Traits = {},
): Account {
  const { accounts, clock, ids } = world
  const sequence = accounts.nextSequence()
  const account = newAccount({
    id: `acct_1Test${sequence}`,
    sequence,
    created: clock.seconds(),
    country,
    controller: controllerOf(profile),
    name: 'Test',
    email: null,
    first_payout_hold_days,
  })
  Object.assign(account.balance_settings, settings)
  account.external_accounts.push(bankAccount(ids.next('ba'), account, account.default_currency, true))
  accounts.add(account)
  return account
}

/** Adds an available charge. */
export function earn(
  world: SimulatedWorld,
  account: Account,
  amount: number,
  currency = account.default_currency,
): void {
  post(world, account, { type: 'charge', currency, amount })
}

/** An account with an available balance in a world on a Wednesday far from bank holidays. */
export function accountWithFunds(
  traits: Traits = {},
  amount = 10_000,
  now = WEDNESDAY,
): { world: SimulatedWorld; account: Account } {
  const world = emptyWorld(now)
  const account = addAccount(world, traits)
  earn(world, account, amount)
  return { world, account }
}

/** When each payout was created, and its amount. */
export const payoutsOf = ({ payouts }: Account) =>
  payouts.map(({ amount, created }) => [new Date(created * 1000).toISOString().slice(0, 16), amount])
export const available = (account: Account, currency = account.default_currency) =>
  availableAmount(balanceIn(account, currency))

export function moveTo(world: SimulatedWorld, moment: string): void {
  world.advanceTo(at(moment) * 1000)
}
