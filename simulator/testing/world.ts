import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { createPlatform, populate } from '../accounts/populate.ts'
import { controllerOf, type ProfileName } from '../accounts/profiles.ts'
import { Simulation } from '../simulation.ts'
import { Clock } from '../time/clock.ts'
import type { Account, BalanceSettings, StripeEvent } from '../world/state.ts'

export const BY_TEST = { actor: 'api', request_id: null, idempotency_key: null } as const

/** Seconds since the epoch of an ISO date or time in UTC. */
export const at = (iso: string): number => Date.parse(iso.includes('T') ? iso : `${iso}T00:00:00Z`) / 1000

/** A world without a server, whose clock stands still until it is moved. */
export function emptyWorld(now: string, seed = 5, announce: (event: StripeEvent) => void = () => {}): Simulation {
  const clock = new Clock()
  clock.freeze()
  clock.moveTo(at(now) * 1000)
  return new Simulation(seed, clock, createPlatform(clock.seconds()), announce, () => {})
}

export function populatedWorld(now: string, size = 60, seed = 5): Simulation {
  const simulation = emptyWorld(now, seed)
  populate(simulation, size)
  return simulation
}

export interface Traits {
  country?: string
  profile?: ProfileName
  settings?: Partial<BalanceSettings>
  first_payout_hold_days?: number
}

/** An account with one healthy bank account in its own currency and no money. */
export function addAccount(
  simulation: Simulation,
  { country = 'US', profile = 'custom', settings, first_payout_hold_days }: Traits = {},
): Account {
  const { accounts, clock, ids } = simulation
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

export function moveTo(simulation: Simulation, moment: string): void {
  simulation.advanceTo(at(moment) * 1000)
}
