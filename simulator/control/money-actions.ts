import { isCurrency } from '../banks/currencies.ts'
import { setFailureCode } from '../banks/external-account-status.ts'
import { renderExternalAccount } from '../banks/external-account-view.ts'
import { type ActivityPlan, planActivity } from '../money/activity.ts'
import { type Posting, post } from '../money/post.ts'
import { completePayout, failPayout } from '../payouts/payout-life-cycle.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { availableOn } from '../settings/settlement.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'
import {
  BY_DASHBOARD,
  type Call,
  findAccount,
  requireAccount,
  requireExternalAccount,
  requirePayout,
} from './control-call.ts'
import { ControlError } from './control-error.ts'
import { readAmount, readCount, readFlag, readShare, readSourceType, readText } from './fields.ts'

const FEE_SHARE = 0.03

export function addCharge(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readMoney(call, account)
  const fee = Math.round(amount * FEE_SHARE)
  return move(call, account, 'charge.created', {
    type: 'charge',
    currency,
    amount,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' },
    ],
    description: readText(call.body, 'description') ?? 'Online order',
    source: call.world.ids.next('ch'),
    source_type,
    available_on: availableOn(account, call.world.clock.seconds(), currency),
  })
}

export function addRefund(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readMoney(call, account)
  return move(call, account, 'refund.created', {
    type: 'refund',
    currency,
    amount: -amount,
    description: readText(call.body, 'description') ?? 'Refund of an online order',
    source: call.world.ids.next('re'),
    source_type,
  })
}

export function addDispute(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readMoney(call, account)
  return move(call, account, 'dispute.created', {
    type: 'adjustment',
    reporting_category: 'dispute',
    currency,
    amount: -amount,
    description: readText(call.body, 'description') ?? 'Chargeback withdrawal',
    source: call.world.ids.next('dp'),
    source_type,
  })
}

/** There are no charge objects here: only the balance changes, and no charge.* event is sent. */
function move({ world }: Call, account: Account, type: string, posting: Posting) {
  const transaction = post(world, account, posting)
  world.record(account, type, BY_DASHBOARD, null, transaction)
  return transaction
}

function readMoney({ body }: Call, account: Account) {
  const amount = readAmount(body, 'amount')
  const currency = (readText(body, 'currency') ?? account.default_currency).toLowerCase()
  if (amount === undefined || amount < 1) throw new ControlError(400, 'amount must be 1 or more, in minor units')
  if (!isCurrency(currency)) throw new ControlError(400, `The simulator knows no currency ${currency}`)
  return { amount, currency, source_type: readSourceType(body, currency) ?? 'card' }
}

export function failPayoutNow(call: Call) {
  const { account, payout } = requirePayout(call)
  failPayout(call.world, account, payout, readFailureCode(call.body) ?? 'account_closed')
  return renderPayout(payout)
}

export function completePayoutNow(call: Call) {
  const { account, payout } = requirePayout(call)
  completePayout(call.world, account, payout)
  return renderPayout(payout)
}

/** Sets the failure code of the next payouts to a bank account or card; with null they arrive again. */
export function failWith(call: Call) {
  const account = requireAccount(call)
  const external = requireExternalAccount(account, call.segment('external'))
  if (!('code' in call.body)) throw new ControlError(400, 'code is missing: a failure code, or null')
  setFailureCode(call.world, account, external, readFailureCode(call.body) ?? null, BY_DASHBOARD)
  return { ...renderExternalAccount(account, external), failure_code: external.failure_code }
}

function readFailureCode(body: Record<string, unknown>): string | undefined {
  const code = readText(body, 'code')
  if (code !== undefined && !/^[a-z_]+$/.test(code)) throw new ControlError(400, `${code} is not a failure code`)
  return code
}

const MOST_DAYS = 366

/** Plans charges, refunds and disputes for one account, or for all that can charge. */
export function generateActivity({ world, body }: Call) {
  const days = readAmount(body, 'days') ?? 14
  if (days < 1 || days > MOST_DAYS) throw new ControlError(400, `days must be from 1 to ${MOST_DAYS}`)
  const { charges_per_day = 3 } = body
  if (typeof charges_per_day !== 'number') throw new ControlError(400, 'charges_per_day must be a number')
  const plan: ActivityPlan = {
    until: world.clock.seconds() + days * DAY_SECONDS,
    charges_per_day,
    refund_rate: readShare(body, 'refund_rate') ?? 0.05,
    dispute_rate: readShare(body, 'dispute_rate') ?? 0.01,
  }
  const one = readText(body, 'account')
  const accounts = one === undefined ? world.accounts.all() : [findAccount(world, one)]
  const charging = accounts.filter((account) => account.charges_enabled)
  for (const account of charging) planActivity(world, account, plan)
  return { ...plan, accounts: charging.length }
}

export function showInstantPayouts({ world }: Call) {
  return { ...world.instantPayouts }
}

const MOST_BASIS_POINTS = 5_000

/** [docs] The platform sets both in its Dashboard: its fee, and who gets instant payouts if the session doesn't say. */
export function setInstantPayouts({ world, body }: Call) {
  const before = { ...world.instantPayouts }
  const after = {
    fee_basis_points: readCount(body, 'fee_basis_points', MOST_BASIS_POINTS) ?? before.fee_basis_points,
    dashboard_rule: readFlag(body, 'dashboard_rule') ?? before.dashboard_rule,
  }
  Object.assign(world.instantPayouts, after)
  world.record(world.accounts.platform, 'instant_payouts.updated', BY_DASHBOARD, before, after)
  return after
}
