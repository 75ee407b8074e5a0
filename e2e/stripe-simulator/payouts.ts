import { instantAvailable, instantFee } from './balance-view.ts'
import { calendarOf } from './bank-holidays.ts'
import { addBusinessDays, DAY_SECONDS, dayOf } from './calendar.ts'
import { instantLimits, isTraceable } from './countries.ts'
import { isCurrency, payoutStep } from './currencies.ts'
import { markErrored } from './external-accounts.ts'
import { malformed, notFound, refused } from './http/stripe-error.ts'
import { advancePending, availableAmount, post } from './money.ts'
import type { Simulation } from './simulation.ts'
import {
  type Account,
  BY_CLOCK,
  type Cause,
  type ExternalAccount,
  type FeeDetail,
  type Metadata,
  type Payout,
  type SourceType,
} from './state.ts'

// [assumption] when a payout is handed to the bank, and how long an instant one takes (docs: within 30 minutes).
const SUBMITTED_AFTER = { standard: 3600, instant: 60 }
const INSTANT_ARRIVES_AFTER = 1800
const STANDARD_BUSINESS_DAYS = 2
// [docs] shortly after the arrival in most cases; one hour is [assumption].
const TRACED_AFTER = 3600
// [docs] up to a maximum number of tries; the number is [assumption].
const MOST_DEBIT_TRIES = 3
// [docs] reversals: how long after the arrival, and from banks of which countries.
const REVERSIBLE_FOR = 90 * DAY_SECONDS
const REVERSIBLE_COUNTRIES: readonly string[] = ['CA', 'US']

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
  if (method === 'instant') {
    const early = wanted.amount + fee - (account.balances[currency]?.available.card ?? 0)
    if (early > 0) advancePending(account, currency, 'card', early)
  }
  return depart(
    simulation,
    account,
    destination,
    {
      id: simulation.ids.next('po'),
      amount: wanted.amount,
      ...(fee > 0 ? { application_fee: simulation.ids.next('fee'), application_fee_amount: fee } : {}),
      arrival_date:
        method === 'instant' ? created + INSTANT_ARRIVES_AFTER : standardArrival(account, currency, created),
      ...(wanted.description === undefined ? {} : { description: wanted.description }),
      metadata: { ...wanted.metadata },
      method,
      source_type: method === 'instant' ? 'card' : sourceType,
      statement_descriptor: wanted.statement_descriptor ?? account.balance_settings.statement_descriptor,
    },
    cause,
  )
}

/** The day on which a payout that leaves on a day, or at a moment of one, reaches the bank, or a debit the balance. */
export function standardArrival(account: Account, currency: string, seconds: number): number {
  return addBusinessDays(seconds, STANDARD_BUSINESS_DAYS, calendarOf(account, currency))
}

/**
 * What the schedule sends, or debits where the amount is negative. [sdk types] name the transactions for what stays
 * behind as minimum balance, but not how they are booked. [assumption] The hold belongs to this payout and the release to
 * the next one, and both are booked at once: so the balance shows what is there, and the transactions of a payout add
 * up to its amount.
 */
export function createAutomaticPayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  amount: number,
  held: number,
): Payout {
  const { start_of_day, statement_descriptor } = account.balance_settings
  const day = dayOf(simulation.clock.seconds(), start_of_day)
  const id = simulation.ids.next('po')
  const { currency } = destination
  if (held > 0) {
    post(simulation, account, { type: 'payout_minimum_balance_hold', currency, amount: -held, source: id })
  }
  const payout = depart(
    simulation,
    account,
    destination,
    {
      id,
      amount,
      arrival_date: standardArrival(account, currency, day),
      automatic: true,
      statement_descriptor,
    },
    BY_CLOCK,
  )
  if (held > 0) {
    post(simulation, account, { type: 'payout_minimum_balance_release', currency, amount: held, source: id })
  }
  return payout
}

/** [docs] debits the bank to bring a payout's money back: a payout of its own, with a negative amount. */
export function reversePayout(
  simulation: Simulation,
  account: Account,
  payout: Payout,
  metadata: Metadata,
  cause: Cause,
): Payout {
  const destination = checkReversible(simulation, account, payout)
  const id = simulation.ids.next('po')
  payout.reversed_by = id
  simulation.record(account, 'payout.updated', cause, { reversed_by: null }, { id: payout.id, reversed_by: id })
  simulation.events.emit('payout.updated', account.id, cause, renderPayout(payout), { reversed_by: null })
  return depart(
    simulation,
    account,
    destination,
    {
      id,
      amount: -payout.amount,
      arrival_date: standardArrival(account, payout.currency, simulation.clock.seconds()),
      metadata,
      original_payout: payout.id,
      source_type: payout.source_type,
      statement_descriptor: payout.statement_descriptor,
    },
    cause,
  )
}

/** [docs] the rules; the texts are [assumption]. */
function checkReversible(simulation: Simulation, account: Account, payout: Payout): ExternalAccount {
  const no = (why: string) => refused(`The payout ${payout.id} cannot be reversed: ${why}`)
  if (account.controller?.losses.payments !== 'application') {
    throw no('only payouts of accounts for whose losses the platform answers can be.')
  }
  if (payout.amount < 0) throw no('it is a debit.')
  if (payout.method === 'instant') throw no('it is an instant payout.')
  if (payout.reversed_by !== null) throw no('it was reversed already.')
  if (payout.status === 'failed' || payout.status === 'canceled') throw no(`it is ${payout.status}.`)
  if (payout.status === 'pending' && !payout.automatic) throw no('it is still pending. Cancel it instead.')
  if (simulation.clock.seconds() > payout.arrival_date + REVERSIBLE_FOR) throw no('it arrived more than 90 days ago.')
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.object !== 'bank_account' || !REVERSIBLE_COUNTRIES.includes(destination.country)) {
    throw no('it did not go to a bank account in the United States or in Canada that is still there.')
  }
  return destination
}

type Departure = Pick<Payout, 'amount' | 'arrival_date' | 'id'> & Partial<Payout>

/** Writes a payout down and moves its money; what the departure leaves out is as for most payouts. */
export function writePayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  departure: Departure,
): Payout {
  const { currency } = destination
  const { id, amount, arrival_date } = departure
  const payout: Payout = {
    application_fee: null,
    application_fee_amount: null,
    automatic: false,
    balance_transaction: null,
    created: simulation.clock.seconds(),
    currency,
    description: 'STRIPE PAYOUT',
    destination: destination.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: {},
    method: 'standard',
    original_payout: null,
    // [docs] Stripe cannot say which transactions a manual payout contains.
    reconciliation_status: departure.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: destination.object,
    ...departure,
  }
  const fee = payout.application_fee_amount ?? 0
  payout.balance_transaction = post(simulation, account, {
    type: 'payout',
    currency,
    amount: -amount,
    created: payout.created,
    description: payout.description,
    fee,
    fee_details: fee > 0 ? [applicationFee(fee, currency)] : [],
    source: id,
    source_type: payout.source_type,
    // [assumption] what a bank is asked for is pending until it arrives.
    ...(amount < 0 ? { available_on: arrival_date, at_bank: true } : {}),
  }).id
  account.payouts.push(payout)
  wakeForNextStep(simulation, account, payout)
  return payout
}

function depart(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  departure: Departure,
  cause: Cause,
): Payout {
  const payout = writePayout(simulation, account, destination, departure)
  simulation.record(account, 'payout.created', cause, null, renderPayout(payout))
  simulation.events.emit('payout.created', account.id, cause, renderPayout(payout))
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
  if (payout.automatic || payout.original_payout !== null || payout.status !== 'pending') {
    const what = payout.automatic ? 'automatic' : payout.original_payout !== null ? 'a reversal' : payout.status
    throw refused(
      `Payouts can only be canceled while they are pending and were created manually; ${payout.id} is ${what}.`,
    )
  }
  withdraw(simulation, account, payout, cause)
}

function withdraw(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  moneyBack(simulation, account, payout, 'payout_cancel')
  payout.trace_id = { status: 'unsupported', value: null }
  change(simulation, account, payout, 'canceled', 'payout.canceled', cause)
}

/** [A.10] pending → in_transit → paid or failed; then the bank's trace id. Null: nothing more will come by itself. */
export function nextStepOf(payout: Payout): number | null {
  if (payout.status === 'pending') return payout.created + SUBMITTED_AFTER[payout.method]
  if (payout.status === 'in_transit') return payout.arrival_date
  return payout.status === 'paid' && payout.trace_id?.status === 'pending' ? payout.arrival_date + TRACED_AFTER : null
}

function wakeForNextStep(simulation: Simulation, account: Account, payout: Payout): void {
  const due = nextStepOf(payout)
  if (due !== null) simulation.wake(account, due)
}

/** Takes the steps whose time has come. Tells whether there was one. */
export function takeSteps(simulation: Simulation, account: Account): boolean {
  const now = simulation.clock.seconds()
  const due = account.payouts.filter((payout) => (nextStepOf(payout) ?? Number.POSITIVE_INFINITY) <= now)
  for (const payout of due) {
    if (payout.status === 'pending') change(simulation, account, payout, 'in_transit', 'payout.updated', BY_CLOCK)
    else if (payout.status === 'in_transit') arrive(simulation, account, payout)
    else if (payout.status === 'paid') trace(simulation, account, payout)
    wakeForNextStep(simulation, account, payout)
  }
  return due.length > 0
}

function arrive(simulation: Simulation, account: Account, payout: Payout): void {
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.failure_code) {
    failPayout(simulation, account, payout, destination.failure_code)
    return
  }
  if (destination && isDebit(payout)) destination.failed_debits = 0
  change(simulation, account, payout, 'paid', 'payout.paid', BY_CLOCK)
  if (payout.automatic) {
    payout.reconciliation_status = 'completed'
    simulation.events.emit('payout.reconciliation_completed', account.id, BY_CLOCK, renderPayout(payout))
  }
}

/** For tests that do not want to wait: the bank decides now. */
export function bringPayoutIn(simulation: Simulation, account: Account, payout: Payout): void {
  if (payout.status === 'pending') change(simulation, account, payout, 'in_transit', 'payout.updated', BY_CLOCK)
  if (payout.status !== 'in_transit') throw refused(`The payout ${payout.id} is ${payout.status} already.`)
  payout.arrival_date = simulation.clock.seconds()
  // The money of a debit or a reversal comes with it.
  const lot = account.balances[payout.currency]?.pending.find((each) => each.transaction === payout.balance_transaction)
  if (lot) {
    lot.available_on = payout.arrival_date
    simulation.wake(account, payout.arrival_date)
  }
  arrive(simulation, account, payout)
  wakeForNextStep(simulation, account, payout)
}

function trace(simulation: Simulation, account: Account, payout: Payout): void {
  const before = payout.trace_id
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  payout.trace_id = isTraceable(destination?.country ?? account.country, payout.method)
    ? { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
    : { status: 'unsupported', value: null }
  simulation.events.emit('payout.updated', account.id, BY_CLOCK, renderPayout(payout), { trace_id: before })
}

function isDebit(payout: Payout): boolean {
  return payout.amount < 0 && payout.original_payout === null
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

/** The bank gives a payout back: on its way, or late, when it was paid already. Also for tests that want one to fail. */
export function failPayout(simulation: Simulation, account: Account, payout: Payout, code: string): void {
  if (payout.status === 'canceled' || payout.status === 'failed') {
    throw refused(`The payout ${payout.id} is ${payout.status}; it cannot fail any more.`)
  }
  // [docs] a reversal that waits for a payout which fails is canceled.
  const reversal = account.payouts.find((each) => each.id === payout.reversed_by)
  if (reversal?.status === 'pending' || reversal?.status === 'in_transit') {
    withdraw(simulation, account, reversal, BY_CLOCK)
  }
  payout.failure_code = code
  payout.failure_message = FAILURE_MESSAGES[code] ?? 'The payout could not be completed.'
  payout.trace_id = { status: 'unsupported', value: null }
  moneyBack(simulation, account, payout, 'payout_failure')
  change(simulation, account, payout, 'failed', 'payout.failed', BY_CLOCK)
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  // [assumption] a reversal that fails says nothing about the bank account, and neither do the first failed debits.
  if (!destination || payout.original_payout !== null) return
  if (isDebit(payout)) destination.failed_debits += 1
  if (isDebit(payout) && destination.failed_debits < MOST_DEBIT_TRIES) return
  markErrored(simulation, account, destination, BY_CLOCK)
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
    // What a bank will not give leaves the pending part on the same day as it would have come.
    ...(payout.amount < 0 && payout.arrival_date > simulation.clock.seconds()
      ? { available_on: payout.arrival_date, at_bank: true }
      : {}),
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
    payout_method: null,
  }
}
