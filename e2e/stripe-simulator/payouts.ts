import { instantAvailable, instantFee } from './balance-view.ts'
import { addBusinessDays } from './calendar.ts'
import { instantLimits } from './countries.ts'
import { isCurrency, payoutStep } from './currencies.ts'
import { markErrored } from './external-accounts.ts'
import { malformed, notFound, refused } from './http/stripe-error.ts'
import { advancePending, availableAmount, post } from './money.ts'
import type { Simulation } from './simulation.ts'
import type { Account, Cause, ExternalAccount, FeeDetail, Metadata, Payout, SourceType } from './state.ts'

// [assumption] when a payout is handed to the bank, and how long an instant one takes (docs: within 30 minutes).
const SUBMITTED_AFTER = { standard: 3600, instant: 60 }
const INSTANT_ARRIVES_AFTER = 1800
const STANDARD_BUSINESS_DAYS = 2

const BY_CLOCK: Cause = { actor: 'clock', request_id: null, idempotency_key: null }

export interface WantedPayout {
  amount: number
  currency: string
  description?: string | undefined
  destination?: string | undefined
  metadata?: Metadata | undefined
  method?: 'instant' | 'standard' | undefined
  payout_method?: string | undefined
  source_type?: SourceType | undefined
  statement_descriptor?: string | undefined
}

export function createPayout(simulation: Simulation, account: Account, wanted: WantedPayout, cause: Cause): Payout {
  const currency = wanted.currency.toLowerCase()
  const method = wanted.method ?? 'standard'
  const sourceType = wanted.source_type ?? 'card'
  checkAmount(wanted.amount, currency)
  if (wanted.payout_method !== undefined) throw notFound('payout method', wanted.payout_method, 'payout_method')
  const destination = findDestination(account, currency, wanted.destination)
  if (!account.payouts_enabled) {
    // text [assumption]; the code is in [sdk types]
    throw refused('Cannot create payouts: this account has payouts disabled.', { code: 'payouts_not_allowed' })
  }
  const fee = method === 'instant' ? instantFee(simulation, wanted.amount) : 0
  if (method === 'instant') checkInstant(account, currency, wanted.amount, fee, destination)
  else checkFunds(account, currency, wanted.amount, sourceType)

  const created = simulation.clock.seconds()
  const id = simulation.ids.next('po')
  const feeId = fee > 0 ? simulation.ids.next('fee') : null
  if (method === 'instant') {
    const early = wanted.amount + fee - (account.balances[currency]?.available.card ?? 0)
    if (early > 0) advancePending(account, currency, 'card', early)
  }
  const transaction = post(simulation, account, {
    type: 'payout',
    currency,
    amount: -wanted.amount,
    fee,
    fee_details: fee > 0 ? [applicationFee(fee, currency)] : [],
    description: wanted.description ?? 'STRIPE PAYOUT',
    source: id,
    source_type: method === 'instant' ? 'card' : sourceType,
  })
  const payout: Payout = {
    id,
    amount: wanted.amount,
    application_fee: feeId,
    application_fee_amount: fee > 0 ? fee : null,
    arrival_date:
      method === 'instant' ? created + INSTANT_ARRIVES_AFTER : addBusinessDays(created, STANDARD_BUSINESS_DAYS),
    automatic: false,
    balance_transaction: transaction.id,
    created,
    currency,
    description: wanted.description ?? 'STRIPE PAYOUT',
    destination: destination.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: { ...wanted.metadata },
    method,
    source_type: method === 'instant' ? 'card' : sourceType,
    statement_descriptor: wanted.statement_descriptor ?? account.balance_settings.statement_descriptor,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: destination.object,
  }
  account.payouts.push(payout)
  simulation.record(account, 'payout.created', cause, null, renderPayout(payout))
  simulation.events.emit('payout.created', account.id, cause, renderPayout(payout))
  scheduleNextStep(simulation, account, payout)
  return payout
}

function applicationFee(amount: number, currency: string): FeeDetail {
  return { amount, application: 'ca_simulator', currency, description: 'Instant payout fee', type: 'application_fee' }
}

function checkAmount(amount: number, currency: string): void {
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  // [from memory] of the text
  if (amount < 1) throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  const step = payoutStep(currency)
  if (amount % step !== 0) {
    throw malformed(`Payouts in ${currency} must be a multiple of ${step} of the smallest currency unit.`, {
      param: 'amount',
    })
  }
}

function findDestination(account: Account, currency: string, id: string | undefined): ExternalAccount {
  if (id === undefined) {
    const standard = account.external_accounts.find((each) => each.currency === currency && each.default_for_currency)
    // [repos] Stripe's own text
    if (!standard) throw refused(`Sorry, you don't have any external accounts in that currency (${currency}).`)
    return standard
  }
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw notFound('external account', id, 'destination')
  if (external.currency !== currency) {
    throw refused(`The destination ${id} is in ${external.currency}, not in ${currency}.`, { param: 'destination' })
  }
  return external
}

function checkFunds(account: Account, currency: string, amount: number, sourceType: SourceType): void {
  const balance = account.balances[currency]
  const inSource = balance?.available[sourceType] ?? 0
  if (balance && inSource >= amount && availableAmount(balance) >= amount) return
  // [repos] for the beginning and the hint
  throw refused(
    `You have insufficient funds in your Stripe account for this transfer. Your ${sourceType} balance is too low. ` +
      'You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance). ' +
      'If payouts are sent automatically, change the payout schedule to manual.',
    { code: 'balance_insufficient' },
  )
}

function checkInstant(
  account: Account,
  currency: string,
  amount: number,
  fee: number,
  destination: ExternalAccount,
): void {
  if (!destination.instant || destination.status !== 'new') {
    throw refused('This external account is not eligible for Instant Payouts.', { code: 'instant_payouts_unsupported' })
  }
  const limits = instantLimits(currency)
  if (!limits || currency !== account.default_currency) {
    throw refused(`Instant Payouts are not available in ${currency} for this account.`, {
      code: 'instant_payouts_currency_disabled',
    })
  }
  if (amount < limits.least) {
    throw refused(`Instant payouts in ${currency} must be at least ${limits.least}.`, {
      code: 'amount_too_small',
      param: 'amount',
    })
  }
  if (amount > limits.most) {
    throw refused(`Instant payouts in ${currency} must be no more than ${limits.most}.`, {
      code: 'instant_payouts_limit_exceeded',
      param: 'amount',
    })
  }
  if (amount + fee > instantAvailable(account, currency)) {
    throw refused('You have insufficient funds in your Stripe account for this instant payout.', {
      code: 'balance_insufficient',
    })
  }
}

export function cancelPayout(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  if (payout.automatic || payout.status !== 'pending') {
    throw refused(
      `Payouts can only be canceled while they are pending and were created manually; ${payout.id} is ` +
        `${payout.automatic ? 'automatic' : payout.status}.`,
    )
  }
  moneyBack(simulation, account, payout, 'payout_cancel')
  change(simulation, account, payout, 'canceled', 'payout.canceled', cause)
}

/** [A.10] pending → in_transit → paid or failed. */
export function scheduleNextStep(simulation: Simulation, account: Account, payout: Payout): void {
  if (payout.status === 'pending') {
    simulation.agenda.add(payout.created + SUBMITTED_AFTER[payout.method], () => {
      if (payout.status !== 'pending' || isGone(simulation, account)) return
      change(simulation, account, payout, 'in_transit', 'payout.updated', BY_CLOCK)
      scheduleNextStep(simulation, account, payout)
    })
  }
  if (payout.status === 'in_transit') {
    simulation.agenda.add(payout.arrival_date, () => {
      if (payout.status !== 'in_transit' || isGone(simulation, account)) return
      arrive(simulation, account, payout)
    })
  }
}

function isGone(simulation: Simulation, account: Account): boolean {
  return account.controller !== null && simulation.accounts.find(account.id) !== account
}

function arrive(simulation: Simulation, account: Account, payout: Payout): void {
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.failure_code) {
    failPayout(simulation, account, payout, destination.failure_code)
    return
  }
  payout.trace_id = { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
  change(simulation, account, payout, 'paid', 'payout.paid', BY_CLOCK)
  if (payout.automatic) {
    simulation.events.emit('payout.reconciliation_completed', account.id, BY_CLOCK, renderPayout(payout))
  }
}

// [from memory] of the texts
const FAILURE_MESSAGES: Readonly<Record<string, string>> = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process this transfer.',
  debit_not_authorized: 'Debit transactions are not approved on this bank account.',
  insufficient_funds: 'The bank account has insufficient funds to cover this transfer.',
  invalid_currency: 'The bank was unable to process this transfer because of its currency.',
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
}

export function failPayout(simulation: Simulation, account: Account, payout: Payout, code: string): void {
  payout.failure_code = code
  payout.failure_message = FAILURE_MESSAGES[code] ?? 'The payout could not be completed.'
  moneyBack(simulation, account, payout, 'payout_failure')
  change(simulation, account, payout, 'failed', 'payout.failed', BY_CLOCK)
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination) markErrored(simulation, account, destination, BY_CLOCK)
}

function moneyBack(simulation: Simulation, account: Account, payout: Payout, type: string): void {
  const fee = payout.application_fee_amount ?? 0
  payout.failure_balance_transaction = post(simulation, account, {
    type,
    currency: payout.currency,
    amount: payout.amount,
    fee: -fee,
    description: 'STRIPE PAYOUT',
    source: payout.id,
    source_type: payout.source_type,
  }).id
}

function change(
  simulation: Simulation,
  account: Account,
  payout: Payout,
  status: Payout['status'],
  event: string,
  cause: Cause,
): void {
  const before = payout.status
  payout.status = status
  simulation.record(account, event, cause, { id: payout.id, status: before }, { id: payout.id, status })
  simulation.events.emit(
    event,
    account.id,
    cause,
    renderPayout(payout),
    event === 'payout.updated' ? { status: before } : undefined,
  )
}

export function renderPayout(payout: Payout) {
  return {
    ...payout,
    metadata: { ...payout.metadata },
    object: 'payout' as const,
    livemode: false,
    original_payout: null,
    payout_method: null,
    // [docs] Stripe cannot say which transactions a manual payout contains.
    reconciliation_status: !payout.automatic
      ? 'not_applicable'
      : payout.status === 'paid'
        ? 'completed'
        : 'in_progress',
    reversed_by: null,
  }
}
