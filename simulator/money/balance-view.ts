import { instantLimits, offersInstantPayouts } from '../banks/countries.ts'
import { isFirstPayoutHeld } from '../settings/settlement.ts'
import type { Account, CurrencyBalance, SourceType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { amountAtBanks, availableAmount, pendingAmount } from './balances.ts'

export function renderBalance(world: World, account: Account, withNetAvailable: boolean) {
  const currencies = Object.keys(account.balances)
  if (!currencies.includes(account.default_currency)) currencies.unshift(account.default_currency)
  const entries = currencies.map((currency) => ({
    currency,
    balance: account.balances[currency] ?? { available: { card: 0 }, pending: [] },
  }))
  const instant = instantEntries(world, account, withNetAvailable)
  return {
    object: 'balance' as const,
    available: entries.map(({ currency, balance }) => amountEntry(currency, balance.available)),
    ...(account === world.accounts.platform ? { connect_reserved: connectReserved(world) } : {}),
    ...(instant.length > 0 ? { instant_available: instant } : {}),
    livemode: false,
    pending: entries.map(({ currency, balance }) => amountEntry(currency, pendingBySource(balance))),
  }
}

function amountEntry(currency: string, sources: Partial<Record<SourceType, number>>) {
  const amount = Object.values(sources).reduce((sum, part) => sum + part, 0)
  // A copy, because an event must not change with the balance.
  return { amount, currency, source_types: { ...sources } }
}

function pendingBySource(balance: CurrencyBalance): Partial<Record<SourceType, number>> {
  const sources: Partial<Record<SourceType, number>> = { card: 0 }
  for (const lot of balance.pending) sources[lot.source_type] = (sources[lot.source_type] ?? 0) + lot.amount
  return sources
}

function connectReserved(world: World) {
  const reserved = Object.entries(world.accounts.reserved)
    .filter(([, amount]) => amount > 0)
    .sort()
  if (reserved.length === 0) return [{ amount: 0, currency: world.accounts.platform.default_currency }]
  return reserved.map(([currency, amount]) => ({ amount, currency }))
}

/**
 * [docs] The local currency of a supported country, card funds only, pending ones included, never while the balance is
 * negative. [assumption] While the first payout is held, pending money can't be used either. Daily limits and reserves
 * are left out.
 */
export function instantAvailable(account: Account, currency: string): number {
  const balance = account.balances[currency]
  if (!balance || !account.controller || !account.payouts_enabled) return 0
  if (currency !== account.default_currency || !offersInstantPayouts(account.country)) return 0
  if (instantLimits(currency) === undefined || availableAmount(balance) < 0) return 0
  const atBanks = amountAtBanks(balance.pending)
  const available = availableAmount(balance)
  const cards = balance.available.card ?? 0
  if (isFirstPayoutHeld(account)) return Math.max(0, Math.min(cards, available, available + pendingAmount(balance)))
  const early = pendingBySource(balance).card ?? 0
  return Math.max(0, Math.min(cards + early, available + pendingAmount(balance)) - Math.max(0, atBanks))
}

/** The platform's fee for an instant payout of this amount, on top of it. */
export function instantFee(world: World, amount: number): number {
  const points = world.instantPayouts.fee_basis_points
  return points === 0 ? 0 : Math.ceil((amount * points) / (10_000 - points))
}

/** The largest instant payout that, with its fee, takes at most this gross amount. */
export function netOfInstantFee(world: World, gross: number): number {
  return gross - Math.ceil((gross * world.instantPayouts.fee_basis_points) / 10_000)
}

function instantEntries(world: World, account: Account, withNetAvailable: boolean) {
  const currency = account.default_currency
  const amount = instantAvailable(account, currency)
  const destinations = account.external_accounts.filter(
    (external) => external.instant && external.currency === currency && external.status === 'new',
  )
  if (amount === 0 || destinations.length === 0) return []
  const net = netOfInstantFee(world, amount)
  return [
    {
      amount,
      currency,
      ...(withNetAvailable
        ? {
            net_available: destinations.map((external) => ({
              amount: net,
              destination: external.id,
              source_types: { card: net },
            })),
          }
        : {}),
      source_types: { card: amount },
    },
  ]
}
