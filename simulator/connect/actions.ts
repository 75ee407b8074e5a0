import { changeAccount } from '../accounts/account-changes.ts'
import { isCurrency } from '../banks/currencies.ts'
import { renderExternalAccount } from '../banks/external-account-view.ts'
import { createExternalAccount, deleteExternalAccount, setDefault } from '../banks/external-accounts.ts'
import { choice, hash, integer, list, readParameters, text } from '../http/parameters.ts'
import { malformed, notFound, refused } from '../http/stripe-error.ts'
import { renderBalance } from '../money/balance-view.ts'
import { post } from '../money/post.ts'
import { createPayout } from '../payouts/manual-payouts.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { applyBalanceSettings, changedBalanceSettings } from '../settings/balance-settings.ts'
import { renderSchedule } from '../settings/balance-settings-view.ts'
import type { ExternalAccount } from '../world/state.ts'
import { DAILY_INSTANT_PAYOUTS, instantPayoutsLeftToday } from './instant-payouts.ts'
import {
  ConnectError,
  parameters,
  requireComponent,
  requireFeature,
  requireSignIn,
  type SessionRequest,
} from './session-request.ts'

/**
 * What the components can change. Each action checks the session's features, and the holder's sign-in where
 * Stripe requires it: hiding a button isn't a check.
 */

const PAYOUT = hash(
  { amount: integer(), currency: text(), destination: text(), method: choice('instant', 'standard') },
  ['amount', 'currency'],
)

export function sendPayout(request: SessionRequest) {
  requireComponent(request, 'balances', 'payouts', 'instant_payouts_promotion')
  const wanted = readParameters(PAYOUT, parameters(request))
  if (wanted.method === 'instant') {
    requireFeature(request, 'instant_payouts')
    requireSignIn(request)
    if (instantPayoutsLeftToday(request.world, request.account) === 0) {
      throw refused(
        `You have reached the limit of ${DAILY_INSTANT_PAYOUTS} instant payouts a day. Try again tomorrow.`,
        {
          code: 'payouts_limit_exceeded',
        },
      )
    }
  } else {
    requireFeature(request, 'standard_payouts')
    requireSignIn(request)
    // [seed] A manual standard payout requires the manual schedule.
    if (request.account.balance_settings.interval !== 'manual') {
      throw refused('Standard payouts can only be created while the payout schedule is manual.', {
        code: 'payouts_not_allowed',
      })
    }
  }
  return renderPayout(createPayout(request.world, request.account, wanted, request.cause))
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
  requireFeature(request, 'edit_payout_schedule')
  requireSignIn(request)
  const wanted = readParameters(SCHEDULE, parameters(request))
  const next = changedBalanceSettings(request.account, wanted, (field) => field)
  applyBalanceSettings(request.world, request.account, next, request.cause)
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

const CARD = hash({ exp_month: integer(), exp_year: integer(), name: text(), number: text() }, [
  'exp_month',
  'exp_year',
  'number',
])

function requireBankAccountEditing(request: SessionRequest): void {
  requireFeature(request, 'external_account_collection')
  requireSignIn(request)
}

export function addExternalAccount(request: SessionRequest) {
  requireBankAccountEditing(request)
  const form = parameters(request)
  const wanted = form.has('number') ? readParameters(CARD, form) : readParameters(BANK_ACCOUNT, form)
  const { world, account, cause } = request
  const created = createExternalAccount(world, account, wanted, {}, cause, (field) => field)
  return renderExternalAccount(account, created)
}

export function makeExternalAccountDefault(request: SessionRequest, id: string) {
  requireBankAccountEditing(request)
  const external = requireExternalAccount(request, id)
  setDefault(request.world, request.account, external, request.cause)
  return renderExternalAccount(request.account, external)
}

export function removeExternalAccount(request: SessionRequest, id: string) {
  requireBankAccountEditing(request)
  const external = requireExternalAccount(request, id)
  deleteExternalAccount(request.world, request.account, external, request.cause)
  return { id, object: external.object, deleted: true }
}

const FUNDS = hash({ amount: integer(), currency: text() }, ['amount', 'currency'])

export function addFunds(request: SessionRequest) {
  requireComponent(request, 'balances', 'payouts')
  const { world, account, cause } = request
  if (account.controller?.losses.payments !== 'stripe') {
    // [seed] Only where Stripe is liable for negative balances.
    const message = 'Funds can only be added where Stripe is liable for negative balances.'
    throw new ConnectError(403, 'invalid_request_error', message, 'funds_not_allowed')
  }
  requireSignIn(request)
  const wanted = readParameters(FUNDS, parameters(request))
  const currency = wanted.currency.toLowerCase()
  if (wanted.amount < 1) throw malformed('Invalid positive integer', { param: 'amount' })
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  requireDebitableBank(request, currency)
  const before = account.balances[currency]?.available ?? {}
  const transaction = post(world, account, {
    type: 'topup',
    currency,
    amount: wanted.amount,
    description: 'Funds added by the account holder',
  })
  world.record(
    account,
    'balance.funds_added',
    cause,
    { ...before },
    { ...account.balances[currency]?.available, transaction: transaction.id },
  )
  const balance = renderBalance(world, account, false)
  world.events.emit('balance.available', account.id, cause, balance)
  return balance
}

/** [docs account-balances] Only bank accounts can be debited. [assumption] A test number that fails is refused. */
function requireDebitableBank({ account }: SessionRequest, currency: string): void {
  const bank = account.external_accounts.find(
    (each) => each.currency === currency && each.default_for_currency && each.object === 'bank_account',
  )
  if (!bank) throw refused(`Sorry, you don't have any bank accounts in that currency (${currency}).`)
  if (bank.status === 'new' && bank.failure_code === null) return
  throw refused(`The bank account ending in ${bank.last4} could not be debited.`, { code: 'bank_account_declined' })
}

/** [assumption] What Stripe would ask for, and check, in several steps. Here it is provided as soon as it is named. */
export function provideRequirement(request: SessionRequest) {
  requireComponent(request, 'account_onboarding', 'account_management', 'notification_banner')
  requireSignIn(request)
  const { world, account, cause, wanted } = request
  const { requirement } = wanted
  const { past_due, currently_due, eventually_due } = account.requirements
  if (typeof requirement !== 'string' || ![...past_due, ...currently_due, ...eventually_due].includes(requirement)) {
    throw new ConnectError(400, 'invalid_request_error', 'This is not due.', 'requirement_not_due')
  }
  const without = (due: string[]) => due.filter((each) => each !== requirement)
  changeAccount(world, account, cause, () => {
    const left = { past_due: without(past_due), currently_due: without(currently_due) }
    // [docs] Payouts that past due requirements had disabled start again once nothing is past due.
    const enables = left.past_due.length === 0 && account.requirements.disabled_reason === 'requirements.past_due'
    account.requirements = {
      ...account.requirements,
      ...left,
      eventually_due: without(eventually_due),
      ...(left.currently_due.length === 0 ? { current_deadline: null } : {}),
      ...(enables ? { disabled_reason: null } : {}),
    }
    if (!enables) return
    account.payouts_enabled = true
    account.capabilities = { ...account.capabilities, transfers: 'active' }
  })
  return { provided: requirement }
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
