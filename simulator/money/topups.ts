import { calendarOf } from '../banks/bank-holidays.ts'
import { failureOf } from '../banks/bank-numbers.ts'
import { isCurrency } from '../banks/currencies.ts'
import { redeemToken, spendToken } from '../banks/tokens.ts'
import { type ApiVersion, GA } from '../http/api-version.ts'
import { malformed, refused } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import { addBusinessDays } from '../time/calendar.ts'
import { BY_CLOCK, type Cause, type Metadata, type Topup } from '../world/state.ts'
import { post } from './money.ts'

// [assumption] how long the bank takes.
const BUSINESS_DAYS = 2

export interface WantedTopup {
  amount: number
  currency: string
  description?: string | undefined
  metadata?: Metadata | undefined
  source?: string | undefined
  statement_descriptor?: string | undefined
  transfer_group?: string | undefined
}

export function createTopup(simulation: Simulation, wanted: WantedTopup, cause: Cause): Topup {
  const { platform } = simulation.accounts
  const currency = wanted.currency.toLowerCase()
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  if (wanted.amount < 1) {
    throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  }
  const outcome = outcomeOf(simulation, currency, wanted.source)
  if (wanted.source !== undefined) spendToken(simulation, wanted.source)
  const created = simulation.clock.seconds()
  const topup: Topup = {
    id: simulation.ids.next('tu'),
    amount: wanted.amount,
    balance_transaction: null,
    created,
    currency,
    description: wanted.description ?? null,
    expected_availability_date: addBusinessDays(created, BUSINESS_DAYS, calendarOf(platform, currency)),
    failure_code: null,
    failure_message: null,
    metadata: { ...wanted.metadata },
    statement_descriptor: wanted.statement_descriptor ?? null,
    status: 'pending',
    transfer_group: wanted.transfer_group ?? null,
    outcome,
  }
  simulation.topups.push(topup)
  simulation.record(platform, 'topup.created', cause, null, renderTopup(topup))
  simulation.events.emit('topup.created', platform.id, cause, renderTopup(topup))
  simulation.wake(platform, topup.expected_availability_date)
  return topup
}

/** What the bank will say: that of the token given, or of the platform's own default account in that currency. */
function outcomeOf(simulation: Simulation, currency: string, source: string | undefined): string | null {
  if (source !== undefined) {
    const details = redeemToken(simulation, source, 'source')
    if ('number' in details) throw malformed('Top-ups come from bank accounts, not from cards.', { param: 'source' })
    return failureOf(details.account_number)
  }
  const { external_accounts } = simulation.accounts.platform
  const bank = external_accounts.find((each) => each.currency === currency && each.default_for_currency)
  if (!bank) throw refused(`Sorry, you don't have any external accounts in that currency (${currency}).`)
  return bank.failure_code
}

export function cancelTopup(simulation: Simulation, topup: Topup, cause: Cause): void {
  if (topup.status !== 'pending')
    throw refused(`Top-ups can only be canceled while they are pending; ${topup.id} is ${topup.status}.`)
  change(simulation, topup, 'canceled', cause)
}

export function nextStepOfTopup(topup: Topup): number | null {
  return topup.status === 'pending' ? topup.expected_availability_date : null
}

/** The platform's top-ups whose bank has answered by now. Tells whether there was one. */
export function receiveTopups(simulation: Simulation): boolean {
  const now = simulation.clock.seconds()
  const due = simulation.topups.filter((topup) => (nextStepOfTopup(topup) ?? Number.POSITIVE_INFINITY) <= now)
  for (const topup of due) {
    if (topup.outcome === null) {
      topup.balance_transaction = post(simulation, simulation.accounts.platform, {
        type: 'topup',
        currency: topup.currency,
        amount: topup.amount,
        description: topup.description,
        source: topup.id,
      }).id
      change(simulation, topup, 'succeeded', BY_CLOCK)
    } else {
      topup.failure_code = topup.outcome
      topup.failure_message = 'The bank did not send the money.'
      change(simulation, topup, 'failed', BY_CLOCK)
    }
  }
  return due.length > 0
}

function change(simulation: Simulation, topup: Topup, status: Topup['status'], cause: Cause): void {
  const { platform } = simulation.accounts
  const before = topup.status
  topup.status = status
  simulation.record(platform, `topup.${status}`, cause, { id: topup.id, status: before }, { id: topup.id, status })
  simulation.events.emit(`topup.${status}`, platform.id, cause, renderTopup(topup))
}

export function renderTopup({ outcome, ...topup }: Topup, version: ApiVersion = GA) {
  return {
    ...topup,
    object: 'topup' as const,
    livemode: false,
    metadata: { ...topup.metadata },
    source: null,
    ...(version === GA ? { initiated_by: 'user' as const, payment_method: null, payment_method_options: null } : {}),
  }
}
