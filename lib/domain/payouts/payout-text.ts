import { type ExternalAccount, nameExternalAccount } from '../accounts/external-account'
import type { CalendarDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import type { Payout, PayoutStatus } from './payout'

/** Stripe's own words for a payout's states, with what each means for payouts and for debits alike. */
export const PAYOUT_STATUS_WORDS: Record<PayoutStatus, { word: string; meaning: string }> = {
  paid: { word: 'Paid', meaning: 'Stripe counts it as arrived; for some days a bank may still send it back.' },
  pending: { word: 'Pending', meaning: 'Stripe has it ready and has not handed it to the bank yet.' },
  in_transit: { word: 'In transit', meaning: 'Stripe has handed it to the bank, which has not confirmed it yet.' },
  canceled: { word: 'Canceled', meaning: 'It was stopped before it left, so the balance is as it was before.' },
  failed: { word: 'Failed', meaning: 'The bank did not carry it out, so the balance is as it was before.' },
}

type Failure = { code: string | null; message: string | null }

const REPLACE = 'Another bank account or card has to take its place; until then no scheduled payout goes there.'
const CORRECT = 'The details have to be corrected; until then no scheduled payout goes there.'
const ASK_BANK =
  'The bank can say why; scheduled payouts go on once the details are updated or another account takes its place.'
const STOPPED = 'Scheduled payouts go on once the details are updated or another account takes its place.'

/**
 * Stripe docs, payout failure codes. What comes next is the same for each: a failure sets the bank account or card to
 * errored, and scheduled payouts stop until its details are updated (Stripe SDK, BankAccount). Never "try again": that
 * changes nothing before then.
 */
const FAILURES: Readonly<Record<string, { cause: string; next: string }>> = {
  account_closed: { cause: 'the bank account is closed', next: REPLACE },
  account_frozen: { cause: 'the bank account is frozen', next: ASK_BANK },
  bank_account_restricted: {
    cause: 'the bank account has restrictions on what it may receive or pay',
    next: ASK_BANK,
  },
  bank_ownership_changed: { cause: 'the bank’s branch now belongs to another bank', next: CORRECT },
  could_not_process: { cause: 'the bank could not process it', next: ASK_BANK },
  debit_not_authorized: { cause: 'the bank account does not allow debits', next: ASK_BANK },
  declined: { cause: 'the bank declined it', next: ASK_BANK },
  exceeds_amount_limit: { cause: 'the amount is above what the card may receive', next: ASK_BANK },
  exceeds_count_limit: { cause: 'the card has received as many payouts as it may', next: ASK_BANK },
  incorrect_account_holder_name: { cause: 'the account holder’s name is not the one the bank has', next: CORRECT },
  incorrect_account_holder_address: {
    cause: 'the account holder’s address is not the one the bank has',
    next: CORRECT,
  },
  incorrect_account_holder_tax_id: {
    cause: 'the account holder’s tax number is not the one the bank has',
    next: CORRECT,
  },
  incorrect_account_holder_details: { cause: 'the account holder’s details are not those the bank has', next: CORRECT },
  incorrect_account_type: { cause: 'the bank account is of another type than was given', next: CORRECT },
  insufficient_funds: { cause: 'there was not enough money to cover it', next: STOPPED },
  invalid_account_number: { cause: 'the account number is wrong', next: CORRECT },
  invalid_account_number_length: { cause: 'the account number has too few or too many digits', next: CORRECT },
  invalid_currency: { cause: 'the bank account does not take this currency', next: REPLACE },
  issuer_unavailable: { cause: 'the card’s bank could not be reached', next: STOPPED },
  no_account: { cause: 'the bank knows no such account', next: REPLACE },
  unsupported_card: { cause: 'the card takes no payouts', next: REPLACE },
}

/**
 * Why a payout failed, as the end of a sentence without its full stop: "the bank account is closed". A code that is not
 * known is told in Stripe's own sentence.
 */
export function describeFailureCause({ code, message }: Failure): string {
  const known = findFailure(code)
  if (known) return known.cause
  if (message) return `Stripe says “${message.replace(/\.$/, '')}”`
  return code ? `Stripe gives the reason “${code.replaceAll('_', ' ')}”` : 'Stripe gives no reason'
}

/** Why a payout failed and what has to happen, one sentence each, the same for owner and staff. */
export function explainFailure(failure: Failure): { happened: string; next: string } {
  const cause = describeFailureCause(failure)
  return {
    happened: `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`,
    next: findFailure(failure.code)?.next ?? STOPPED,
  }
}

function findFailure(code: string | null): { cause: string; next: string } | undefined {
  return code !== null && Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined
}

/** Why Stripe sends nothing to an account that `needsAttention` (external-account.ts), as a clause without a full stop. */
export function describeNeedsAttention(account: ExternalAccount): string {
  const name = nameExternalAccount(account)
  switch (account.status) {
    case 'verification_failed':
      return `Stripe sends nothing to ${name} because its details could not be verified`
    case 'tokenized_account_number_deactivated':
      return `Stripe sends nothing to ${name} because its bank has switched the account number off`
    default:
      return `Stripe sends nothing to ${name} because an earlier payout there failed`
  }
}

/**
 * Whether and how the receiving bank can search for a payout; null where there is nothing to say. Stripe docs, payout
 * trace IDs: they come up to 10 days after arrival, and never from some countries.
 */
export function describeTrace({
  status,
  traceId,
  traceStatus,
}: Pick<Payout, 'status' | 'traceId' | 'traceStatus'>): string | null {
  if (traceId !== null) return `The bank can search for it by the trace ID ${traceId}.`
  if (status === 'failed' || status === 'canceled') return null
  if (traceStatus === 'pending') return 'The bank’s trace ID is not there yet; it comes up to 10 days after arrival.'
  return traceStatus === 'unsupported' ? 'The bank gives no trace ID for this payout.' : null
}

/**
 * When a payout reaches the bank, or a debit is taken there: "Arrived Mon 7 Dec". Always a day and never an age, for
 * Stripe knows only the day. `today` is the account's, and decides whether the year is told.
 */
export function describeArrival(
  { amount, status, arrivesOn }: Pick<Payout, 'amount' | 'status' | 'arrivesOn'>,
  today: CalendarDate,
): string {
  const isDebit = amount < 0
  const day = formatDay(arrivesOn, today)
  switch (status) {
    case 'failed':
      return isDebit ? 'Was not taken' : 'Did not arrive'
    case 'canceled':
      return isDebit ? 'Was not taken' : 'Did not leave'
    case 'paid':
    case 'pending':
    case 'in_transit':
      if (arrivesOn > today) return `${isDebit ? 'Should be taken' : 'Should arrive'} ${day} (estimated)`
      if (status === 'paid') return `${isDebit ? 'Taken' : 'Arrived'} ${day}`
      if (arrivesOn === today) return `${isDebit ? 'Should be taken' : 'Should arrive'} ${day} (estimated)`
      return `${isDebit ? 'Should have been taken' : 'Should have arrived'} ${day}`
  }
}
