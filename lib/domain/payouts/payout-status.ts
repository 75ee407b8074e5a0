import { isDebited, manualHoldingLimit } from '../accounts/country-rules'
import { defaultFor, type ExternalAccount, nameExternalAccount, needsAttention } from '../accounts/external-account'
import { type CalendarDate, dateOfDayNumber, dayNumber } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { amountIn } from '../money/balance'
import { formatMoney, payoutIncrement } from '../money/money'
import { joinWords, type PayoutSchedule, scheduleProblems } from '../settings/payout-schedule'
import type { DateReason } from './date-reasons'
import { payoutDayAsOf, settlementTerms, type UpcomingPayout, upcomingPayouts } from './forecast'
import { type AccountMoney, explainPayoutsDisabled, type PayoutsDisabledCode } from './manual-payout'
import { isOutstanding } from './payout'
import { describeArrival, describeFailureCause, describeNeedsAttention, explainFailure } from './payout-text'
import { settlementDay } from './settlement'

export type PayoutStatusCode =
  | PayoutsDisabledCode
  | 'negative_balance'
  | 'no_bank_account'
  | 'bank_errored'
  | 'in_transit'
  | 'unknown_schedule'
  | 'manual'
  | 'below_minimum'
  | 'first_payout'
  | 'settlement_delay'
  | 'weekend_or_holiday'
  | 'scheduled'
  | 'nothing_available'

export type AccountPayoutStatus = {
  code: PayoutStatusCode
  /** One sentence: what is the case, with its cause. */
  headline: string
  /** One sentence: what to do, or that nothing need be done. */
  next: string
  /** The day it turns on, never before today; null where there is none. */
  date: CalendarDate | null
  tone: 'good' | 'waiting' | 'problem'
  /** Minor units of the payout that the answer is about; null where that is not known. */
  amount: number | null
}

const STOPS: ReadonlySet<PayoutStatusCode> = new Set([
  'disabled_by_stripe',
  'requirements_due',
  'disabled_by_platform',
  'negative_balance',
  'no_bank_account',
  'bank_errored',
])

/** Whether the days of the schedule can be relied on: nothing leaves on them for now, or the first payout may wait. */
export type PayoutHold = 'stopped' | 'first_payout'

export function holdOf({ code }: AccountPayoutStatus): PayoutHold | null {
  if (STOPS.has(code)) return 'stopped'
  return code === 'first_payout' ? 'first_payout' : null
}

/**
 * Why an account has not been paid in a currency, or when it will be: the most severe cause only, in the same words for
 * everybody. Dates are the forecast's (forecast.ts), and all but today's facts are estimates.
 *
 * What stops everything comes first (payouts off, a negative balance, nowhere to send it), then what is on its way
 * already, then what the schedule and the balance say.
 */
export function describePayoutStatus(picture: AccountMoney, currency: string): AccountPayoutStatus {
  const { settings, account } = picture
  const today = payoutDayAsOf({ now: picture.now, startOfDay: settings.startOfDay })
  const question: Question = {
    ...picture,
    currency,
    today,
    code: currency.toUpperCase(),
    available: amountIn(picture.balance.available, currency),
    pending: Math.max(0, amountIn(picture.balance.pending, currency)),
    // Where another platform controls the account, Stripe does not show its bank accounts: none is no finding then.
    knowsBanks: account.controller.isController,
    banks: picture.externalAccounts.filter((bank) => bank.currency === currency),
    payouts: picture.payouts.filter((payout) => payout.currency === currency && payout.amount > 0),
    hadPayouts: picture.payouts.some(({ amount }) => amount > 0),
    money: (amount) => formatMoney({ amount, currency }),
    day: (date) => formatDay(date, today),
  }
  return stoppedStatus(question) ?? inTransitStatus(question) ?? scheduledStatus(question)
}

type Question = AccountMoney & {
  currency: string
  today: CalendarDate
  code: string
  available: number
  pending: number
  knowsBanks: boolean
  banks: readonly ExternalAccount[]
  hadPayouts: boolean
  money: (amount: number) => string
  day: (date: CalendarDate) => string
}

const nothingKnown = { date: null, amount: null } as const

function stoppedStatus(question: Question): AccountPayoutStatus | null {
  const { available, code, banks, knowsBanks, payouts, money } = question
  const off = explainPayoutsDisabled(question)
  if (off) return { ...nothingKnown, code: off.code, headline: off.cause, next: off.next, tone: 'problem' }
  if (available < 0) {
    return {
      ...nothingKnown,
      code: 'negative_balance',
      headline: `The balance is negative, ${money(available)}, and Stripe pays nothing out until that is covered.`,
      next: `New payments cover it first${describeDebitNote(question)}; payouts go on after that.`,
      tone: 'problem',
    }
  }
  if (knowsBanks && banks.length === 0) {
    return {
      ...nothingKnown,
      code: 'no_bank_account',
      headline: `This account has no bank account or card for ${code}, so Stripe has nowhere to send the money.`,
      next: `A bank account for ${code} has to be added; payouts go on after that.`,
      tone: 'problem',
    }
  }
  const broken = findNeedingAttention(question)
  // Newest first: a failure counts only where nothing has been sent since.
  const [last] = payouts
  const failed = last?.status === 'failed' ? last : null
  const isCause = failed && (knowsBanks ? failed.destinationId === broken?.id : true)
  if (isCause) {
    const failure = failed.failure ?? { code: null, message: null }
    return {
      ...nothingKnown,
      code: 'bank_errored',
      headline: `The last payout, ${money(failed.amount)}${toBank(broken)}, failed: ${describeFailureCause(failure)}.`,
      next: explainFailure(failure).next,
      tone: 'problem',
    }
  }
  if (broken) {
    return {
      ...nothingKnown,
      code: 'bank_errored',
      headline: `${describeNeedsAttention(broken)}.`,
      next: 'Its details have to be updated or another account has to take its place; the money waits in the balance.',
      tone: 'problem',
    }
  }
  return null
}

/** Whether Stripe helps itself: from a bank account in working order, never from a card, and not in every country. */
function describeDebitNote({ settings, knowsBanks, banks, currency }: Question): string {
  if (!settings.debitNegativeBalances) return ''
  if (!knowsBanks) return ', or Stripe may take it from the bank account'
  const bank = defaultFor(banks, currency)
  const canPay = bank?.kind === 'bank_account' && isDebited(bank.country, currency) && !needsAttention(bank)
  return canPay ? ', or Stripe takes it from the bank account' : ''
}

/** The bank account that stops payouts: the default, or by hand, where any will do, the first of none but broken ones. */
function findNeedingAttention({ settings, banks, currency }: Question): ExternalAccount | undefined {
  const usual = settings.schedule?.interval === 'manual' ? undefined : defaultFor(banks, currency)
  if (usual) return needsAttention(usual) ? usual : undefined
  return banks.every(needsAttention) ? banks[0] : undefined
}

function inTransitStatus(question: Question): AccountPayoutStatus | null {
  const { payouts, externalAccounts, today, money, day } = question
  const [first, ...others] = payouts.filter(isOutstanding).sort((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : 1))
  if (!first) return null
  const to = toBank(externalAccounts.find(({ id }) => id === first.destinationId))
  const isLate = first.arrivesOn < today
  const { code, headline } = scheduledStatus(question)
  const after = code === 'scheduled' || code === 'weekend_or_holiday' ? `; next, ${headline}` : '.'
  const more = others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'is' : 'are'} under way`
  return {
    code: 'in_transit',
    headline: isLate
      ? `A payout of ${money(first.amount)}${to} should have arrived ${day(first.arrivesOn)} and has not been confirmed${more}.`
      : `A payout of ${money(first.amount)}${to} is on its way and should arrive ${day(first.arrivesOn)} (estimated)${more}.`,
    next: isLate
      ? 'The bank can be asked about it; if it sends the money back, the balance gets it.'
      : `Nothing need be done${after}`,
    date: isLate ? null : first.arrivesOn,
    tone: isLate ? 'waiting' : 'good',
    amount: first.amount,
  }
}

function scheduledStatus(question: Question): AccountPayoutStatus {
  const { settings, account, currency, available, pending, money } = question
  const { schedule } = settings
  if (!schedule || scheduleProblems(schedule, account.country).some(({ problem }) => UNUSABLE.has(problem))) {
    return unknownSchedule
  }
  const step = payoutIncrement(currency)
  const wholeSteps = (amount: number) => amount - (amount % step)
  if (schedule.interval === 'manual') {
    const amount = wholeSteps(available)
    if (amount === 0) return pending > 0 ? settlingStatus(question, schedule) : nothingAvailableStatus(question)
    const { amount: count, unit } = manualHoldingLimit(account.country)
    return {
      code: 'manual',
      headline: `${money(amount)} is available, and this account is paid out by hand only.`,
      next: `A payout has to be made by hand; Stripe lets money wait for at most ${count} ${unit}.`,
      date: null,
      tone: 'waiting',
      amount,
    }
  }
  const minimum = Math.max(0, settings.minimumBalances?.[currency] ?? 0)
  const amount = wholeSteps(Math.max(0, available - minimum))
  if (amount === 0) {
    if (minimum > 0 && (available > 0 || (pending > 0 && pending <= minimum)))
      return belowMinimumStatus(question, minimum)
    if (pending === 0) return nothingAvailableStatus(question)
  }
  if (amount > 0) return upcomingStatus(question, schedule, amount)
  return question.hadPayouts ? settlingStatus(question, schedule) : firstPayout
}

const unknownSchedule: AccountPayoutStatus = {
  ...nothingKnown,
  code: 'unknown_schedule',
  headline: 'Stripe has not told the payout schedule of this account, so no day can be named.',
  next: 'The schedule has to be read again from Stripe.',
  tone: 'waiting',
}

/** A schedule that names no day, which a newer API than ours might hold. */
const UNUSABLE: ReadonlySet<string> = new Set(['no-weekday', 'no-month-day', 'no-such-month-day'])

function belowMinimumStatus({ available, pending, money }: Question, minimum: number): AccountPayoutStatus {
  const missing = minimum - available
  const next =
    missing <= 0
      ? 'what comes in from now on goes out by the schedule.'
      : pending > missing
        ? `${money(pending)} is settling, and what is above the minimum then goes out by the schedule.`
        : `once another ${money(missing)} has come in, what is above the minimum goes out by the schedule.`
  return {
    ...nothingKnown,
    code: 'below_minimum',
    headline: `${money(available)} is available, and the minimum balance keeps back up to ${money(minimum)}.`,
    next: `Nothing need be done: ${next}`,
    tone: 'waiting',
  }
}

/** Stripe, as quoted by platforms: the money of a new account settles only 7 to 14 days after its first payment. */
const firstPayout: AccountPayoutStatus = {
  ...nothingKnown,
  code: 'first_payout',
  headline:
    'This account has had no payout yet, and Stripe holds the first one, typically until 7 to 14 days after the first payment.',
  next: 'Nothing need be done: the money goes out by the schedule after that.',
  tone: 'waiting',
}

/** The charges behind pending money are not known, so it is dated as if all were today's: by then it has settled. */
function settlingStatus(question: Question, schedule: PayoutSchedule): AccountPayoutStatus {
  const { settings, account, currency, code, today, pending, money, day } = question
  const { delayDays } = settings
  const terms = settlementTerms({ country: account.country, currency, delayDays })
  const settledBy = dateOfDayNumber(settlementDay(dayNumber(today), terms))
  const payout = findNextPayout(question, schedule, today)
  const unit = delayDays === 1 ? terms.unit.slice(0, -1) : terms.unit
  return {
    code: 'settlement_delay',
    headline: `${money(pending)} is still settling, which ${delayDays === 0 ? 'is done within the day' : `takes ${delayDays} ${unit}`}, and no other money in ${code} is available.`,
    next: payout
      ? `Nothing need be done: it settles by ${day(settledBy)} and should be sent by ${day(payout.sendOn)} (estimated).`
      : `It settles by ${day(settledBy)} (estimated) and then has to be paid out by hand.`,
    date: settledBy,
    tone: 'waiting',
    amount: null,
  }
}

function upcomingStatus(question: Question, schedule: PayoutSchedule, amount: number): AccountPayoutStatus {
  const { payouts, pending, banks, currency, money, day } = question
  const payout = findNextPayout(question, schedule)
  if (!payout) return unknownSchedule
  const { earliest, latest } = payout.arrival
  const arrival = earliest === latest ? day(earliest) : `${day(earliest)} to ${day(latest)}`
  const sent = `${money(amount)} should be sent ${day(payout.sendOn)}${toBank(defaultFor(banks, currency))} and arrive ${arrival} (estimated)`
  const closed = payout.moved.flatMap((rule) => describeClosedDay(rule, day))
  const [last] = payouts
  const joins = pending > 0 ? `up to ${money(pending)} more may join it when it settles in time` : null
  return {
    code: closed.length > 0 ? 'weekend_or_holiday' : 'scheduled',
    headline: closed.length > 0 ? `${joinWords(closed)}, so ${sent}.` : `${sent}.`,
    next:
      last?.status === 'failed'
        ? `Nothing need be done: the payout of ${money(last.amount)} failed, and its money is back in the balance.`
        : `Nothing need be done${joins ? `; ${joins}` : ''}.`,
    date: payout.sendOn,
    tone: closed.length > 0 ? 'waiting' : 'good',
    amount,
  }
}

function nothingAvailableStatus({ payouts, available, code, today, currency, money }: Question): AccountPayoutStatus {
  const [last] = payouts
  const before =
    last?.status === 'paid' && last.arrivesOn <= today
      ? `: the last payout, ${money(last.amount)}, ${describeArrival(last, today).replace('Arrived', 'arrived')}`
      : ''
  return {
    ...nothingKnown,
    code: 'nothing_available',
    headline:
      available > 0
        ? `${money(available)} is available, less than the least that a payout carries, ${money(payoutIncrement(currency))}.`
        : `Nothing waits to be paid out in ${code}${before}.`,
    next: 'Nothing need be done: new payments can be paid out once they have settled.',
    tone: 'good',
  }
}

/** The next payout, or the next that carries charges of a day. None on a manual schedule. */
function findNextPayout(
  { settings, account, currency, now }: Question,
  schedule: PayoutSchedule,
  oldestChargeOn?: CalendarDate,
): UpcomingPayout | null {
  const forecast = upcomingPayouts({
    now,
    startOfDay: settings.startOfDay,
    schedule,
    country: account.country,
    currency,
    delayDays: settings.delayDays,
    ...(oldestChargeOn && { oldestChargeOn }),
  })
  return forecast.kind === 'automatic' ? (forecast.payouts[0] ?? null) : null
}

function describeClosedDay(rule: DateReason, day: (date: CalendarDate) => string): string[] {
  switch (rule.rule) {
    case 'weekend':
      return [`${day(rule.on)} is a weekend day`]
    case 'bank-holiday':
      return [`${day(rule.on)} is ${rule.isApproximate ? 'expected to be ' : ''}a bank holiday (${rule.name})`]
    default:
      return []
  }
}

const toBank = (bank: ExternalAccount | undefined) => (bank ? ` to ${nameExternalAccount(bank)}` : '')
