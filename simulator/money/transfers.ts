import { isCurrency } from '../banks/currencies.ts'
import { malformed, refused } from '../http/stripe-error.ts'
import { type Account, BY_CLOCK, type Cause, type Metadata, type SourceType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { renderBalance } from './balance-view.ts'
import { spendableAmount } from './balances.ts'
import { post } from './post.ts'

export interface WantedTransfer {
  amount: number
  currency: string
  destination: string
  description?: string | undefined
  metadata?: Metadata | undefined
  source_type?: SourceType | undefined
  transfer_group?: string | undefined
}

/** Moves the platform's funds to a connected account, immediately and in the same currency. The transfer isn't stored. */
export function createTransfer(world: World, wanted: WantedTransfer, cause: Cause) {
  const { platform } = world.accounts
  const { amount } = wanted
  const currency = wanted.currency.toLowerCase()
  const sourceType = wanted.source_type ?? 'card'
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  if (amount < 1) {
    throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  }
  const destination = findDestination(world, wanted.destination)
  requireFunds(platform, currency, amount, sourceType)
  const id = world.ids.next('tr')
  const payment = world.ids.next('py')
  const description = wanted.description ?? null
  const transaction = post(world, platform, {
    type: 'transfer',
    currency,
    amount: -amount,
    source: id,
    source_type: sourceType,
    description,
  })
  post(world, destination, { type: 'payment', currency, amount, source: payment })
  const transfer = {
    id,
    object: 'transfer' as const,
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: world.clock.seconds(),
    currency,
    description,
    destination: destination.id,
    destination_payment: payment,
    livemode: false,
    metadata: { ...wanted.metadata },
    reversals: { object: 'list' as const, data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: null,
    source_type: sourceType,
    transfer_group: wanted.transfer_group ?? null,
  }
  world.record(platform, 'transfer.created', cause, null, transfer)
  world.events.emit('transfer.created', platform.id, cause, transfer)
  // [from memory] the account gets the same event as for any money that becomes available.
  world.events.emit('balance.available', destination.id, BY_CLOCK, renderBalance(world, destination, false))
  return transfer
}

// [from memory] of the messages; the codes are in [sdk types]
function findDestination(world: World, id: string): Account {
  const account = world.accounts.find(id)
  if (!account) throw malformed(`No such destination: '${id}'`, { code: 'resource_missing', param: 'destination' })
  if (account.capabilities.transfers === 'active') return account
  throw refused(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer' },
  )
}

function requireFunds(account: Account, currency: string, amount: number, sourceType: SourceType): void {
  if (spendableAmount(account, currency, sourceType) >= amount) return
  throw refused(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
    { code: 'balance_insufficient' },
  )
}
