import type { Simulation } from '../simulation.ts'
import type { Account, Cause, FeeDetail, Payout } from '../world/state.ts'
import { post } from './money.ts'

/**
 * [docs instant payouts] Stripe takes the platform's price for an instant payout as an application fee. Nothing of it is
 * kept but its transactions: what an event tells follows from the payout. [assumption] The platform has it at once, and
 * gives all of it back when the payout's money comes back.
 */
export function collectPayoutFee(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  const { application_fee: source, application_fee_amount: amount, currency } = payout
  if (source === null || amount === null) return
  const { platform } = simulation.accounts
  const transaction = post(simulation, platform, { type: 'application_fee', currency, amount, source })
  const fee = renderPayoutFee(account, payout, transaction.id, [])
  simulation.record(platform, 'application_fee.created', cause, null, fee)
  simulation.events.emit('application_fee.created', platform.id, cause, fee)
}

export function returnPayoutFee(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  const { application_fee: source, application_fee_amount: amount, currency } = payout
  if (source === null || amount === null) return
  const { platform } = simulation.accounts
  const collected = platform.balance_transactions.findLast((transaction) => transaction.source === source)
  // Payouts in state files of before the fee went anywhere.
  if (!collected) return
  const id = simulation.ids.next('fr')
  const transaction = post(simulation, platform, {
    type: 'application_fee_refund',
    currency,
    amount: -amount,
    source: id,
  })
  const refund = {
    id,
    object: 'fee_refund' as const,
    amount,
    balance_transaction: transaction.id,
    created: transaction.created,
    currency,
    fee: source,
    metadata: {},
  }
  const before = { amount_refunded: 0, refunded: false }
  const fee = renderPayoutFee(account, payout, collected.id, [refund])
  simulation.record(platform, 'application_fee.refunded', cause, { id: source, ...before }, fee)
  simulation.events.emit('application_fee.refunded', platform.id, cause, fee, before)
}

/** What the account's own transaction says of it; negative where it comes back. */
export function payoutFeeDetails(amount: number, currency: string): FeeDetail[] {
  if (amount === 0) return []
  return [{ amount, application: 'ca_simulator', currency, description: 'Instant payout fee', type: 'application_fee' }]
}

interface FeeRefund {
  amount: number
}

function renderPayoutFee(account: Account, payout: Payout, transaction: string, refunds: FeeRefund[]) {
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0)
  return {
    id: payout.application_fee,
    object: 'application_fee' as const,
    account: account.id,
    amount: payout.application_fee_amount,
    amount_refunded: refunded,
    application: 'ca_simulator',
    balance_transaction: transaction,
    // [assumption] a payout's fee has none, though [sdk types] promise one.
    charge: null,
    created: payout.created,
    currency: payout.currency,
    fee_source: { type: 'payout' as const, payout: payout.id },
    livemode: false,
    originating_transaction: null,
    refunded: refunded === payout.application_fee_amount,
    refunds: {
      object: 'list' as const,
      data: refunds,
      has_more: false,
      url: `/v1/application_fees/${payout.application_fee}/refunds`,
    },
  }
}
