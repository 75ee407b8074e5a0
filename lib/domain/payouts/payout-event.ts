import { type CalendarDate, partsOfDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { formatMoney } from '../money/money'
import type { PayoutMethod, PayoutStatus } from './payout'
import { describeFailureCause, explainFailure } from './payout-text'

/** A payout as it was when Stripe told of it, for the record. */
export type PayoutEvent = {
  /** po_… */
  payoutId: string
  /** Minor units; negative where Stripe takes it from the bank. */
  amount: number
  currency: string
  status: PayoutStatus
  method: PayoutMethod
  automatic: boolean
  arrivesOn: CalendarDate
  /** "STRIPE TEST BANK •••• 6789"; null where Stripe no longer knows it. */
  destination: string | null
  failureCode: string | null
  failureMessage: string | null
  /** po_… of the payout that this one takes back. */
  reverses?: string | null
}

/** What Stripe did, to come after its name and without a full stop. Dates carry their year: a record is read for years. */
export function describePayoutEvent(step: PayoutEvent): string {
  return step.amount < 0 ? describeDebit(step) : describePayout(step)
}

function describePayout(step: PayoutEvent): string {
  const { amount, currency, status, method, destination } = step
  const to = destination === null ? '' : ` to ${destination}`
  const payout = `${formatMoney({ amount, currency })}${to}`
  const a = method === 'instant' ? 'an instant payout' : 'a payout'
  const the = method === 'instant' ? 'the instant payout' : 'the payout'
  switch (status) {
    case 'pending':
      return `prepared ${a} of ${payout}, which should arrive ${dayWithYear(step.arrivesOn)} (estimated)`
    case 'in_transit':
      return `sent ${a} of ${payout}, which should arrive ${dayWithYear(step.arrivesOn)} (estimated)`
    case 'paid':
      return `says that ${the} of ${payout} has arrived`
    case 'failed':
      return `could not deliver ${the} of ${payout}: ${describeFailure(step)}`
    case 'canceled':
      return `canceled ${the} of ${payout}; the money is back in the balance`
  }
}

function describeDebit(step: PayoutEvent): string {
  const { amount, currency, status, destination, reverses } = step
  const debit = `${formatMoney({ amount: -amount, currency })} from ${destination ?? 'the bank account'}`
  const purpose = reverses ? `to take back the payout ${reverses}` : 'to cover a negative balance'
  switch (status) {
    case 'pending':
    case 'in_transit':
      return `is taking ${debit} ${purpose}, which should be done ${dayWithYear(step.arrivesOn)} (estimated)`
    case 'paid':
      return `took ${debit} ${purpose}`
    case 'failed':
      return `could not take ${debit} ${purpose}: ${describeFailure(step)}`
    case 'canceled':
      return `stopped taking ${debit} ${purpose}`
  }
}

function describeFailure({ failureCode: code, failureMessage: message }: PayoutEvent): string {
  const next = explainFailure({ code, message }).next.replace(/\.$/, '')
  return `${describeFailureCause({ code, message })}. ${next}`
}

const dayWithYear = (date: CalendarDate) => `${formatDay(date, date)} ${partsOfDate(date).year}`
