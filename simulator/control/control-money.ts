import { isCurrency } from '../banks/currencies.ts'
import { renderExternalAccount, setFailureCode } from '../banks/external-accounts.ts'
import { scheduleActivity } from '../money/activity.ts'
import { type Posting, post } from '../money/money.ts'
import { bringPayoutIn, failPayout } from '../payouts/payout-life-cycle.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { settlementOf } from '../settings/payout-schedule.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'
import {
  BY_DASHBOARD,
  type Call,
  findAccount,
  requireAccount,
  requireExternalAccount,
  requirePayout,
  share,
  sourceType,
  text,
  whole,
} from './control-call.ts'
import { ControlError } from './control-error.ts'

const FEE_SHARE = 0.03

export function addCharge(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readAmount(call, account)
  const fee = Math.round(amount * FEE_SHARE)
  return move(call, account, 'charge.created', {
    type: 'charge',
    currency,
    amount,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' },
    ],
    description: text(call.body, 'description') ?? 'Online order',
    source: call.simulator.simulation.ids.next('ch'),
    source_type,
    available_on: settlementOf(account, call.simulator.simulation.clock.seconds(), currency),
  })
}

export function addRefund(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readAmount(call, account)
  return move(call, account, 'refund.created', {
    type: 'refund',
    currency,
    amount: -amount,
    description: text(call.body, 'description') ?? 'Refund of an online order',
    source: call.simulator.simulation.ids.next('re'),
    source_type,
  })
}

export function addDispute(call: Call) {
  const account = requireAccount(call)
  const { amount, currency, source_type } = readAmount(call, account)
  return move(call, account, 'dispute.created', {
    type: 'adjustment',
    reporting_category: 'dispute',
    currency,
    amount: -amount,
    description: text(call.body, 'description') ?? 'Chargeback withdrawal',
    source: call.simulator.simulation.ids.next('dp'),
    source_type,
  })
}

/** There are no charge objects here, so only the money moves: no charge.* event is sent. */
function move({ simulator: { simulation } }: Call, account: Account, type: string, posting: Posting) {
  const transaction = post(simulation, account, posting)
  simulation.record(account, type, BY_DASHBOARD, null, transaction)
  return transaction
}

function readAmount({ body }: Call, account: Account) {
  const amount = whole(body, 'amount')
  const currency = (text(body, 'currency') ?? account.default_currency).toLowerCase()
  if (amount === undefined || amount < 1) throw new ControlError(400, 'amount must be 1 or more, in minor units')
  if (!isCurrency(currency)) throw new ControlError(400, `The simulator knows no currency ${currency}`)
  return { amount, currency, source_type: sourceType(body, currency) ?? 'card' }
}

export function failPayoutNow(call: Call) {
  const { account, payout } = requirePayout(call)
  failPayout(call.simulator.simulation, account, payout, readFailureCode(call.body) ?? 'account_closed')
  return renderPayout(payout)
}

export function bringPayoutInNow(call: Call) {
  const { account, payout } = requirePayout(call)
  bringPayoutIn(call.simulator.simulation, account, payout)
  return renderPayout(payout)
}

/** What the next payouts to this bank account come to; null lets them arrive again. */
export function failWith(call: Call) {
  const account = requireAccount(call)
  const external = requireExternalAccount(account, call.words[1] ?? '')
  if (!('code' in call.body)) throw new ControlError(400, 'code is missing: a failure code, or null')
  const code = readFailureCode(call.body) ?? null
  setFailureCode(call.simulator.simulation, account, external, code, BY_DASHBOARD)
  return { ...renderExternalAccount(account, external), failure_code: external.failure_code }
}

function readFailureCode(body: Record<string, unknown>): string | undefined {
  const code = text(body, 'code')
  if (code !== undefined && !/^[a-z_]+$/.test(code)) throw new ControlError(400, `${code} is no failure code`)
  return code
}

const MOST_DAYS = 366

/** Business for one account, or for every one that may charge. */
export function generateActivity({ simulator: { simulation }, body }: Call) {
  const days = whole(body, 'days') ?? 14
  if (days < 1 || days > MOST_DAYS) throw new ControlError(400, `days must be from 1 to ${MOST_DAYS}`)
  const { charges_per_day = 3 } = body
  if (typeof charges_per_day !== 'number') throw new ControlError(400, 'charges_per_day must be a number')
  const plan = {
    until: simulation.clock.seconds() + days * DAY_SECONDS,
    charges_per_day,
    refund_rate: share(body, 'refund_rate') ?? 0.05,
    dispute_rate: share(body, 'dispute_rate') ?? 0.01,
  }
  const one = text(body, 'account')
  const accounts = one === undefined ? simulation.accounts.all() : [findAccount(simulation, one)]
  const charging = accounts.filter((account) => account.charges_enabled)
  for (const account of charging) scheduleActivity(simulation, account, plan)
  return { ...plan, accounts: charging.length }
}
