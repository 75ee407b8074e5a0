import { isCurrency } from '../banks/currencies.ts'
import { malformed, refused } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import {
  type Account,
  BY_CLOCK,
  type Cause,
  type Metadata,
  type SourceType,
  type Transfer,
  type TransferReversal,
} from '../world/state.ts'
import { renderBalance } from './balance-view.ts'
import { availableAmount, post } from './money.ts'

export interface WantedTransfer {
  amount: number
  currency: string
  destination: string
  description?: string | undefined
  metadata?: Metadata | undefined
  source_type?: SourceType | undefined
  transfer_group?: string | undefined
}

/** Moves the platform's money to a connected account, at once and in the same currency. */
export function createTransfer(simulation: Simulation, wanted: WantedTransfer, cause: Cause): Transfer {
  const { platform } = simulation.accounts
  const currency = wanted.currency.toLowerCase()
  const sourceType = wanted.source_type ?? 'card'
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  if (wanted.amount < 1) {
    throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  }
  const destination = findDestination(simulation, wanted.destination)
  requireFunds(platform, currency, wanted.amount, sourceType)
  const id = simulation.ids.next('tr')
  const payment = simulation.ids.next('py')
  const { amount } = wanted
  const transaction = post(simulation, platform, {
    type: 'transfer',
    currency,
    amount: -amount,
    source: id,
    source_type: sourceType,
    description: wanted.description ?? null,
  })
  post(simulation, destination, { type: 'payment', currency, amount, source: payment })
  const transfer: Transfer = {
    id,
    amount,
    balance_transaction: transaction.id,
    created: simulation.clock.seconds(),
    currency,
    description: wanted.description ?? null,
    destination: destination.id,
    destination_payment: payment,
    metadata: { ...wanted.metadata },
    reversals: [],
    source_type: sourceType,
    transfer_group: wanted.transfer_group ?? null,
  }
  simulation.transfers.push(transfer)
  simulation.record(platform, 'transfer.created', cause, null, renderTransfer(transfer))
  simulation.events.emit('transfer.created', platform.id, cause, renderTransfer(transfer))
  // [from memory] the account is told as of any money that becomes available.
  simulation.events.emit('balance.available', destination.id, BY_CLOCK, renderBalance(simulation, destination, false))
  return transfer
}

// [from memory] of the texts; the codes are in [sdk types]
function findDestination(simulation: Simulation, id: string): Account {
  const account = simulation.accounts.find(id)
  if (!account) throw malformed(`No such destination: '${id}'`, { code: 'resource_missing', param: 'destination' })
  if (account.capabilities.transfers === 'active') return account
  throw refused(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer' },
  )
}

function requireFunds(account: Account, currency: string, amount: number, sourceType: SourceType): void {
  const balance = account.balances[currency]
  if (balance && Math.min(balance.available[sourceType] ?? 0, availableAmount(balance)) >= amount) return
  throw refused(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
    { code: 'balance_insufficient' },
  )
}

export interface WantedReversal {
  amount?: number | undefined
  description?: string | undefined
  metadata?: Metadata | undefined
}

export function reverseTransfer(
  simulation: Simulation,
  transfer: Transfer,
  wanted: WantedReversal,
  cause: Cause,
): TransferReversal {
  const { accounts, ids, clock } = simulation
  const { currency } = transfer
  const left = transfer.amount - reversedOf(transfer)
  const amount = wanted.amount ?? left
  if (amount < 1) {
    throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  }
  if (amount > left) {
    // [from memory] text
    throw refused(
      `Transfer reversal amount (${amount}) is greater than the unreversed amount on the transfer (${left})`,
      {
        param: 'amount',
      },
    )
  }
  const account = findDestination(simulation, transfer.destination)
  // [from memory] the account's money must be there.
  requireFunds(account, currency, amount, 'card')
  const id = ids.next('trr')
  const refund = ids.next('pyr')
  post(simulation, account, { type: 'payment_refund', currency, amount: -amount, source: refund })
  const transaction = post(simulation, accounts.platform, {
    type: 'transfer_refund',
    currency,
    amount,
    source: id,
    source_type: transfer.source_type,
    description: wanted.description ?? null,
  })
  const before = { amount_reversed: reversedOf(transfer), reversed: false }
  const reversal: TransferReversal = {
    id,
    amount,
    balance_transaction: transaction.id,
    created: clock.seconds(),
    currency,
    destination_payment_refund: refund,
    metadata: { ...wanted.metadata },
    transfer: transfer.id,
  }
  transfer.reversals.push(reversal)
  simulation.record(accounts.platform, 'transfer.reversed', cause, before, renderReversal(reversal))
  simulation.events.emit('transfer.reversed', accounts.platform.id, cause, renderTransfer(transfer), before)
  return reversal
}

function reversedOf(transfer: Transfer): number {
  return transfer.reversals.reduce((sum, { amount }) => sum + amount, 0)
}

const REVERSALS_SHOWN = 10

export function renderTransfer(transfer: Transfer) {
  const amountReversed = reversedOf(transfer)
  return {
    ...transfer,
    object: 'transfer' as const,
    amount_reversed: amountReversed,
    livemode: false,
    metadata: { ...transfer.metadata },
    reversals: {
      object: 'list' as const,
      data: transfer.reversals.slice(-REVERSALS_SHOWN).reverse().map(renderReversal),
      has_more: transfer.reversals.length > REVERSALS_SHOWN,
      url: `/v1/transfers/${transfer.id}/reversals`,
    },
    reversed: amountReversed === transfer.amount,
    source_transaction: null,
  }
}

export function renderReversal(reversal: TransferReversal) {
  return {
    ...reversal,
    object: 'transfer_reversal' as const,
    metadata: { ...reversal.metadata },
    source_refund: null,
  }
}
