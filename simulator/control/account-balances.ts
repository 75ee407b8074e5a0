import { isCurrency } from '../banks/currencies.ts'
import { isJsonObject } from '../http/json-body.ts'
import { availableAmount, balanceIn, pendingAmount } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { availableOn } from '../settings/settlement.ts'
import type { Account, SourceType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'
import { readAmount, readSourceType } from './fields.ts'

interface WantedBalance {
  currency: string
  available: number | undefined
  pending: number | undefined
  /** Undefined: the total of all source types, reached by changing the card balance. */
  source_type: SourceType | undefined
}

/** Reads `{currency: {available?, pending?, source_type?}}`, in minor units. */
export function readBalances(wanted: unknown): WantedBalance[] {
  if (wanted === undefined) return []
  if (!isJsonObject(wanted)) throw new ControlError(400, 'balance must be {currency: {available, pending}}')
  return Object.entries(wanted).map(([currency, amounts]) => {
    if (!isCurrency(currency) || !isJsonObject(amounts)) throw new ControlError(400, `balance.${currency} is not valid`)
    return {
      currency,
      available: readAmount(amounts, 'available'),
      pending: readAmount(amounts, 'pending'),
      source_type: readSourceType(amounts, currency),
    }
  })
}

/** Posts the difference, so the books still add up. */
export function setBalances(world: World, account: Account, wanted: WantedBalance[]): void {
  for (const { currency, available, pending, source_type } of wanted) {
    const balance = balanceIn(account, currency)
    if (available !== undefined) {
      const before = source_type === undefined ? availableAmount(balance) : (balance.available[source_type] ?? 0)
      adjust(world, account, currency, available - before, source_type)
    }
    if (pending !== undefined) {
      const due = availableOn(account, world.clock.seconds(), currency)
      adjust(world, account, currency, pending - pendingAmount(balance, source_type), source_type, due)
    }
  }
}

function adjust(
  world: World,
  account: Account,
  currency: string,
  amount: number,
  source_type: SourceType = 'card',
  due?: number,
): void {
  if (amount === 0) return
  post(world, account, {
    type: 'adjustment',
    currency,
    amount,
    source_type,
    description: 'Set by the control API',
    ...(due === undefined ? {} : { available_on: due }),
  })
}

export function balanceAmounts(account: Account) {
  return Object.fromEntries(
    Object.entries(account.balances).map(([currency, balance]) => [
      currency,
      { available: availableAmount(balance), pending: pendingAmount(balance) },
    ]),
  )
}
