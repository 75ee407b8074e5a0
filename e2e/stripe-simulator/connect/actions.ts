import { applyBalanceSettings, changedBalanceSettings } from '../balance-settings.ts'
import { renderSchedule } from '../balance-settings-view.ts'
import { renderBalance } from '../balance-view.ts'
import { isCurrency } from '../currencies.ts'
import { createBankAccount, deleteExternalAccount, renderExternalAccount, setDefault } from '../external-accounts.ts'
import { type FormHash, formFromJson } from '../http/form-body.ts'
import { choice, hash, integer, list, readParameters, text } from '../http/parameters.ts'
import { malformed, notFound, refused } from '../http/stripe-error.ts'
import { post } from '../money.ts'
import { createPayout, renderPayout } from '../payouts.ts'
import type { ExternalAccount } from '../state.ts'
import { ConnectError, requireComponent, requireFeature, type SessionRequest } from './session-request.ts'
import { stateOfAccount } from './state-of-account.ts'

/** What a component may do, each checked against its session: hiding a button is not a check. */

const MONEY_COMPONENTS = [
  'balances',
  'payouts',
  'payouts_list',
  'payout_details',
  'instant_payouts_promotion',
  'balance_report',
  'payout_reconciliation_report',
  'notification_banner',
]

export function showState(request: SessionRequest) {
  requireComponent(request, ...MONEY_COMPONENTS)
  return {
    ...stateOfAccount(request.simulation, request.account),
    user_authenticated: request.session.user_authenticated,
  }
}

const PAYOUT = hash(
  { amount: integer(), currency: text(), destination: text(), method: choice('instant', 'standard') },
  ['amount', 'currency'],
)

export function payOut(request: SessionRequest) {
  requireComponent(request, 'balances', 'payouts', 'instant_payouts_promotion')
  const wanted = readParameters(PAYOUT, parameters(request))
  if (wanted.method === 'instant') {
    requireFeature(request, 'instant_payouts')
  } else {
    requireFeature(request, 'standard_payouts')
    // [seed] a manual standard payout needs the manual schedule.
    if (request.account.balance_settings.interval !== 'manual') {
      throw refused('Standard payouts can only be created while the payout schedule is manual.', {
        code: 'payouts_not_allowed',
      })
    }
  }
  return renderPayout(createPayout(request.simulation, request.account, wanted, request.cause))
}

const SCHEDULE = hash(
  {
    interval: choice('daily', 'manual', 'monthly', 'weekly'),
    monthly_payout_days: list(integer()),
    weekly_payout_days: list(choice('friday', 'monday', 'thursday', 'tuesday', 'wednesday')),
  },
  ['interval'],
)

export function changeSchedule(request: SessionRequest) {
  requireComponent(request, 'balances', 'payouts')
  requireFeature(request, 'edit_payout_schedule')
  const wanted = readParameters(SCHEDULE, parameters(request))
  const next = changedBalanceSettings(request.account, wanted, (field) => field)
  applyBalanceSettings(request.simulation, request.account, next, request.cause)
  return renderSchedule(request.account)
}

const BANK_ACCOUNT = hash(
  {
    account_holder_name: text(),
    account_number: text(),
    country: text(),
    currency: text(),
    routing_number: text(),
  },
  ['account_number', 'country', 'currency'],
)

export function addExternalAccount(request: SessionRequest) {
  requireFeature(request, 'external_account_collection')
  const wanted = readParameters(BANK_ACCOUNT, parameters(request))
  const created = createBankAccount(request.simulation, request.account, wanted, {}, request.cause, (field) => field)
  return renderExternalAccount(request.account, created)
}

export function makeExternalAccountDefault(request: SessionRequest, id: string) {
  requireFeature(request, 'external_account_collection')
  const external = requireExternalAccount(request, id)
  setDefault(request.simulation, request.account, external, request.cause)
  return renderExternalAccount(request.account, external)
}

export function removeExternalAccount(request: SessionRequest, id: string) {
  requireFeature(request, 'external_account_collection')
  const external = requireExternalAccount(request, id)
  deleteExternalAccount(request.simulation, request.account, external, request.cause)
  return { id, object: external.object, deleted: true }
}

const FUNDS = hash({ amount: integer(), currency: text() }, ['amount', 'currency'])

export function addFunds(request: SessionRequest) {
  requireComponent(request, 'balances', 'payouts')
  const { simulation, account, cause } = request
  const wanted = readParameters(FUNDS, parameters(request))
  const currency = wanted.currency.toLowerCase()
  if (account.controller?.losses.payments !== 'stripe') {
    // [seed] only where Stripe answers for negative balances.
    throw new ConnectError(
      403,
      'invalid_request_error',
      'Funds can only be added where Stripe is liable for negative balances.',
    )
  }
  if (wanted.amount < 1) throw malformed('Invalid positive integer', { param: 'amount' })
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  const before = account.balances[currency]?.available ?? {}
  const transaction = post(simulation, account, {
    type: 'topup',
    currency,
    amount: wanted.amount,
    description: 'Funds added by the account holder',
  })
  simulation.record(
    account,
    'balance.funds_added',
    cause,
    { ...before },
    { ...account.balances[currency]?.available, transaction: transaction.id },
  )
  const balance = renderBalance(simulation, account, false)
  simulation.events.emit('balance.available', account.id, cause, balance)
  return balance
}

/** The popup's outcome: the account holder has signed in to Stripe. Nothing here depends on it yet. */
export function authenticateUser(request: SessionRequest) {
  request.session.user_authenticated = true
  return { user_authenticated: true }
}

export function logOut(request: SessionRequest) {
  request.session.logged_out = true
  return { logged_out: true }
}

function requireExternalAccount(request: SessionRequest, id: string): ExternalAccount {
  const external = request.account.external_accounts.find((each) => each.id === id)
  if (!external) throw notFound('external account', id, 'id')
  return external
}

function parameters(request: SessionRequest): FormHash {
  const form = formFromJson(Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== null)))
  return form instanceof Map ? form : new Map()
}
