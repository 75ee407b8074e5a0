import type { Account, Cause, FeeDetail, Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { post } from './post.ts'

/**
 * [docs instant payouts] Stripe collects the platform's price of an instant payout as an application fee. Only its
 * transactions are kept; the fee object in an event is built from the payout. [assumption] The fee is available to the
 * platform immediately, and is refunded in full if the payout fails or is canceled.
 */
export function collectPayoutFee(world: World, account: Account, payout: Payout, cause: Cause): void {
  const { application_fee: source, application_fee_amount: amount, currency } = payout
  if (source === null || amount === null) return
  const { platform } = world.accounts
  const transaction = post(world, platform, { type: 'application_fee', currency, amount, source })
  const fee = renderPayoutFee(account, payout, transaction.id, [])
  world.record(platform, 'application_fee.created', cause, null, fee)
  world.events.emit('application_fee.created', platform.id, cause, fee)
}

export function refundPayoutFee(world: World, account: Account, payout: Payout, cause: Cause): void {
  const { application_fee: source, application_fee_amount: amount, currency } = payout
  if (source === null || amount === null) return
  const { platform } = world.accounts
  const collected = platform.balance_transactions.findLast((transaction) => transaction.source === source)
  if (!collected) return
  const id = world.ids.next('fr')
  const transaction = post(world, platform, {
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
  world.record(platform, 'application_fee.refunded', cause, { id: source, ...before }, fee)
  world.events.emit('application_fee.refunded', platform.id, cause, fee, before)
}

/** The fee details of the account's own transaction; negative for a refund. */
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
    // [assumption] A payout's fee has no charge, although [sdk types] promise one.
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
