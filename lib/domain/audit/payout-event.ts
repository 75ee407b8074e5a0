import { type CalendarDate, partsOfDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { formatMoney } from '../money/money'
import type { PayoutMethod, PayoutStatus } from '../payouts/payout'
import { describeFailureCause, explainFailure } from '../payouts/payout-text'
import { isolate } from '../text'

/** A payout as it was when Stripe reported it, for the audit log. */
export type PayoutEvent = {
  /** po_… */
  payoutId: string
  /** Minor units; negative where Stripe takes it from the bank. */
  amount: number
  currency: string
  status: PayoutStatus
  method: PayoutMethod | null
  automatic: boolean | null
  arrivesOn: CalendarDate | null
  /** "STRIPE TEST BANK •••• 6789"; null where Stripe no longer knows it. */
  destination: string | null
  failureCode: string | null
  failureMessage: string | null
  /** po_… of the payout that this one reverses. */
  reverses?: string | null
}

/** What Stripe did, to follow its name, without a full stop. Dates carry their year: an audit log is read for years. */
export function describePayoutEvent(step: PayoutEvent): string {
  return step.amount < 0 ? describeDebit(step) : describePayout(step)
}

function describePayout(step: PayoutEvent): string {
  const { amount, currency, status, method, destination } = step
  const to = destination === null ? '' : ` to ${isolate(destination)}`
  const payout = `${formatMoney({ amount, currency })}${to}`
  const a = method === 'instant' ? 'an instant payout' : 'a payout'
  const the = method === 'instant' ? 'the instant payout' : 'the payout'
  switch (status) {
    case 'pending':
      return `created ${a} of ${payout}${expectedOn(step)}`
    case 'in_transit':
      return `sent ${a} of ${payout}${expectedOn(step)}`
    case 'paid':
      return `reported that ${the} of ${payout} arrived`
    case 'failed':
      return `reported that ${the} of ${payout} failed: ${describeCause(step)}. The funds were returned to the balance. ${describeNext(step)}`
    case 'canceled':
      return `canceled ${the} of ${payout}; the funds were returned to the balance`
  }
}

function describeDebit(step: PayoutEvent): string {
  const { amount, currency, status, destination, reverses } = step
  const debit = `${formatMoney({ amount: -amount, currency })} from ${destination === null ? 'the bank account' : isolate(destination)}`
  const purpose = reverses ? `to reverse the payout ${isolate(reverses)}` : 'to cover a negative balance'
  switch (status) {
    case 'pending':
    case 'in_transit':
      return `is debiting ${debit} ${purpose}${expectedOn(step)}`
    case 'paid':
      return `debited ${debit} ${purpose}`
    case 'failed':
      return `could not debit ${debit} ${purpose}: ${describeCause(step)}. ${describeNext(step)}`
    case 'canceled':
      return `canceled the debit of ${debit} ${purpose}`
  }
}

const describeCause = ({ failureCode: code, failureMessage: message }: PayoutEvent) =>
  describeFailureCause({ code, message })

const describeNext = ({ failureCode: code, failureMessage: message }: PayoutEvent) =>
  explainFailure({ code, message }).next.replace(/\.$/, '')

const expectedOn = ({ arrivesOn }: PayoutEvent) => (arrivesOn === null ? '' : `, expected ${dayWithYear(arrivesOn)}`)

const dayWithYear = (date: CalendarDate) => `${formatDay(date, date)} ${partsOfDate(date).year}`
