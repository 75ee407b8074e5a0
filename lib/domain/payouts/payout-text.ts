import { type ExternalAccount, nameExternalAccount } from '../accounts/external-account'
import type { CalendarDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { capitalize, isolate } from '../text'
import type { Payout, PayoutStatus } from './payout'

/** Stripe's own words for a payout's statuses. */
const PAYOUT_STATUS_LABELS: Record<PayoutStatus, string> = {
  paid: 'Paid',
  pending: 'Pending',
  in_transit: 'In transit',
  canceled: 'Canceled',
  failed: 'Failed',
}

/** The status as a label, also where Stripe gives none that this version knows. */
export const labelPayoutStatus = (status: PayoutStatus | null): string =>
  status === null ? 'Unknown status' : PAYOUT_STATUS_LABELS[status]

/** What a payout's status means, in one sentence; a negative amount is a debit. A payout to a financial account reaches no bank. */
export function explainPayoutStatus({
  status,
  amount,
  destinationId,
  payoutMethodId,
}: Pick<Payout, 'status' | 'amount' | 'destinationId' | 'payoutMethodId'>): string {
  const isElsewhere = destinationId === null && payoutMethodId !== null
  const sentIt = isElsewhere ? 'sent it' : 'sent it to the bank'
  switch (status) {
    case 'paid':
      return `Stripe counts it as arrived${isElsewhere ? '' : '; in rare cases the bank returns it some days later'}.`
    case 'pending':
      return `Stripe hasn’t ${sentIt} yet.`
    case 'in_transit':
      return `Stripe ${sentIt}, and ${isElsewhere ? 'its arrival isn’t confirmed yet' : 'the bank hasn’t confirmed it yet'}.`
    case 'canceled':
      return `It was canceled before Stripe ${sentIt}${amount < 0 ? '' : ', and the funds were returned to the balance'}.`
    case 'failed':
      return amount < 0
        ? 'The bank account could not be debited.'
        : 'It failed, and the funds were returned to the balance.'
    case null:
      return 'Stripe gives a status that Spillway doesn’t know. The Stripe Dashboard shows it.'
  }
}

type Failure = { code: string | null; message: string | null }

const REPLACE = 'Automatic payouts resume once another bank account or card replaces it.'
const CORRECT = 'Automatic payouts resume once its details are corrected.'
const ASK_BANK =
  'The bank can say why; automatic payouts resume once the details are updated or another account replaces it.'
const UPDATE = 'Automatic payouts resume once its details are updated or another account replaces it.'

/**
 * Stripe docs, payout failure codes. What comes next is the same for each: a failure sets the bank account or card to
 * errored, and automatic payouts stop until its details are updated (Stripe SDK, BankAccount). Never "try again": that
 * changes nothing before then.
 */
const FAILURES: Readonly<Record<string, { cause: string; next: string }>> = {
  account_closed: { cause: 'the bank account is closed', next: REPLACE },
  account_frozen: { cause: 'the bank account is frozen', next: ASK_BANK },
  bank_account_restricted: { cause: 'the bank account is restricted', next: ASK_BANK },
  bank_ownership_changed: { cause: 'the bank’s branch now belongs to another bank', next: CORRECT },
  could_not_process: { cause: 'the bank could not process it', next: ASK_BANK },
  debit_not_authorized: { cause: 'the bank account doesn’t allow debits', next: ASK_BANK },
  declined: { cause: 'the bank declined it', next: ASK_BANK },
  exceeds_amount_limit: { cause: 'the amount is above the card’s limit', next: ASK_BANK },
  exceeds_count_limit: { cause: 'the card has reached its number of payouts', next: ASK_BANK },
  incorrect_account_holder_name: { cause: 'the account holder’s name is incorrect', next: CORRECT },
  incorrect_account_holder_address: { cause: 'the account holder’s address is incorrect', next: CORRECT },
  incorrect_account_holder_tax_id: { cause: 'the account holder’s tax ID is incorrect', next: CORRECT },
  incorrect_account_holder_details: { cause: 'the account holder’s details are incorrect', next: CORRECT },
  incorrect_account_type: { cause: 'the type of the bank account is incorrect', next: CORRECT },
  insufficient_funds: { cause: 'there were not enough funds', next: UPDATE },
  invalid_account_number: { cause: 'the account number is invalid', next: CORRECT },
  invalid_account_number_length: { cause: 'the account number has too few or too many digits', next: CORRECT },
  invalid_currency: { cause: 'the bank account doesn’t accept this currency', next: REPLACE },
  issuer_unavailable: { cause: 'the card’s bank could not be reached', next: UPDATE },
  no_account: { cause: 'the bank has no such account', next: REPLACE },
  unsupported_card: { cause: 'the card doesn’t accept payouts', next: REPLACE },
}

/**
 * Why a payout failed, as the end of a sentence without its full stop: "the bank account is closed". An unknown code
 * comes with Stripe's own sentence.
 */
export function describeFailureCause({ code, message }: Failure): string {
  const known = findFailure(code)
  if (known) return known.cause
  if (message) return `Stripe says “${isolate(message.replace(/\.$/, ''))}”`
  return code ? `Stripe gives the reason “${isolate(code.replaceAll('_', ' '))}”` : 'Stripe gives no reason'
}

/** Why a payout failed and when payouts resume, one sentence each, the same for owner and staff. */
export const explainFailure = (failure: Failure): { happened: string; next: string } => ({
  happened: `${capitalize(describeFailureCause(failure))}.`,
  next: findFailure(failure.code)?.next ?? UPDATE,
})

function findFailure(code: string | null): { cause: string; next: string } | undefined {
  return code !== null && Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined
}

/** Why Stripe sends nothing to an account that `needsAttention` (external-account.ts), as a clause without a full stop. */
export function describeNeedsAttention(account: ExternalAccount): string {
  const name = nameExternalAccount(account)
  switch (account.status) {
    case 'verification_failed':
      return `Stripe sends no payouts to ${name} because its details could not be verified`
    case 'tokenized_account_number_deactivated':
      return `Stripe sends no payouts to ${name} because its bank deactivated the account number`
    default:
      return `Stripe sends no payouts to ${name} because an earlier payout to it failed`
  }
}

/** That payouts in a currency have no destination, as a sentence. */
export const describeMissingBank = (currency: string): string =>
  `There is no bank account or card for ${currency.toUpperCase()}.`

/**
 * Whether and how the receiving bank can search for a payout; null where there is nothing to say. Stripe docs, payout
 * trace IDs: they come up to 10 days after arrival, and never from some countries.
 */
export function describeTrace({
  status,
  traceId,
  traceStatus,
}: Pick<Payout, 'status' | 'traceId' | 'traceStatus'>): string | null {
  if (traceId !== null) return `The bank can find it by the trace ID ${isolate(traceId)}.`
  if (status === 'failed' || status === 'canceled') return null
  if (traceStatus === 'pending')
    return 'The trace ID isn’t available yet; the bank provides it up to 10 days after arrival.'
  return traceStatus === 'unsupported' ? 'The bank provides no trace ID for this payout.' : null
}

/**
 * When a payout reaches the bank, or a debit is taken there: "Arrived Mon 7 Dec". Always a day and never an age, because
 * Stripe knows only the day. `today` is the account's, and decides whether the year is shown.
 */
export function describeArrival(
  { amount, status, arrivesOn }: Pick<Payout, 'amount' | 'status' | 'arrivesOn'>,
  today: CalendarDate,
): string {
  const isDebit = amount < 0
  if (status === 'failed') return isDebit ? 'Not debited' : 'Not delivered'
  if (status === 'canceled') return isDebit ? 'Not debited' : 'Not sent'
  if (arrivesOn === null) return 'No arrival date'
  const day = formatDay(arrivesOn, today)
  switch (status) {
    case 'paid':
      if (arrivesOn <= today) return `${isDebit ? 'Debited' : 'Arrived'} ${day}`
      return `Expected ${day}`
    case 'pending':
    case 'in_transit':
      return `${arrivesOn < today ? 'Was expected' : 'Expected'} ${day}`
    case null:
      return `Arrival date ${day}`
  }
}
