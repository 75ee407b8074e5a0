import { FIRST_PAYOUT_HOLD, manualHoldingLimit } from '../accounts/country-rules'
import { defaultFor } from '../accounts/external-account'
import { HOLIDAY_DATA } from '../calendar/bank-holiday-data'
import { addDays, type CalendarDate, dateOfDayNumber, dayNumber } from '../calendar/calendar-date'
import { settlingIn } from '../money/balance'
import { payoutIncrement } from '../money/money'
import { isUsableSchedule, type PayoutSchedule } from '../settings/payout-schedule'
import { joinWords, plural } from '../text'
import type { DateReason } from './date-reasons'
import { payoutDayAsOf, settlementTerms, type UpcomingPayout, upcomingPayouts } from './forecast'
import { type FundedPayout, findFundedPayout, wholePayout } from './next-payout'
import { type CurrencyMoney, hasFunds, nothingKnown, type PayoutCause, toBank } from './payout-cause'
import { describeRules, describeTransfers, minimumIn, rulesIn, splitPayout } from './payout-split'
import { describeArrival } from './payout-text'
import { settlementDay } from './settlement'

/** What happens to the funds in the balance: when they are sent, or why they are not. */
export function unsentFunds(money: CurrencyMoney): PayoutCause[] {
  const { settings, currency, available, pending } = money
  const { schedule } = settings
  if (!hasFunds(money)) return []
  if (!schedule || !isUsableSchedule(schedule)) return [unknownSchedule(currency)]
  const isManual = schedule.interval === 'manual'
  const known = isManual ? 0 : minimumIn(settings, currency)
  const minimum = known ?? 0
  const amount = wholePayout(Math.max(0, available - minimum), currency)
  if (amount > 0 && known === null) return [unknownMinimum(money, schedule, amount)]
  if (amount > 0) return [isManual ? manualBalance(money, amount) : upcomingPayout(money, schedule, amount, minimum)]
  if (minimum > 0 && (available > 0 || (pending > 0 && pending <= minimum)))
    return [belowMinimum(money, schedule, minimum)]
  if (pending > 0)
    return [
      isManual || money.hadPayouts ? pendingFunds(money, schedule, minimum) : firstPayout(money, schedule, minimum),
    ]
  return available > 0 ? [belowMinimumPayout(money)] : []
}

const unknownSchedule = (currency: string): PayoutCause => ({
  ...nothingKnown,
  code: 'unknown_schedule',
  state: 'action_needed',
  currency,
  headline: 'Stripe returned no payout schedule for this account, so the next payout date isn’t known.',
  next: 'The payout settings in the Stripe Dashboard show the schedule.',
})

function manualBalance({ account, currency, formatted }: CurrencyMoney, amount: number): PayoutCause {
  const limit = manualHoldingLimit(account.country)
  return {
    code: 'manual',
    state: 'action_needed',
    currency,
    headline: `${formatted(amount)} is available, and payouts are manual.`,
    next: limit
      ? `Send a manual payout; Stripe holds funds for ${plural(limit.amount, limit.unit)} at most.`
      : 'Send a manual payout.',
    date: null,
    amount,
  }
}

function belowMinimum(money: CurrencyMoney, schedule: PayoutSchedule, minimum: number): PayoutCause {
  const { available, pending, currency, formatted, day } = money
  const missing = minimum - available
  const funded = findFunded(money, schedule, minimum)
  return {
    date: funded?.payout.sendOn ?? null,
    amount: funded?.amount ?? null,
    code: 'below_minimum_balance',
    state: 'waiting',
    currency,
    headline: `${formatted(available)} is available, and up to ${formatted(minimum)} is reserved by minimum balance.`,
    next: funded
      ? `${formatted(funded.settled)} more settles by ${day(funded.payout.sendOn)}, when ${formatted(funded.amount)} is expected to be sent.`
      : missing <= 0
        ? 'New payments are sent by the schedule.'
        : pending > missing
          ? `${formatted(pending)} is pending; what exceeds the minimum is sent once it settles.`
          : `Payouts resume once another ${formatted(missing)} is available.`,
  }
}

const belowMinimumPayout = ({ available, currency, formatted }: CurrencyMoney): PayoutCause => ({
  ...nothingKnown,
  code: 'below_minimum_payout',
  state: 'waiting',
  currency,
  headline: `${formatted(available)} is available, and the minimum payout is ${formatted(payoutIncrement(currency))}.`,
  next: 'It is sent with later payments.',
})

function firstPayout(money: CurrencyMoney, schedule: PayoutSchedule, minimum: number): PayoutCause {
  const { currency, formatted, day } = money
  const funded = findFunded(money, schedule, minimum)
  const expected = funded ? `${formatted(funded.amount)} is expected to be sent on ${day(funded.payout.sendOn)}. ` : ''
  return {
    date: funded?.payout.sendOn ?? null,
    amount: funded?.amount ?? null,
    code: 'first_payout',
    state: 'waiting',
    currency,
    headline: `Stripe holds the first payout of an account, typically for ${FIRST_PAYOUT_HOLD.from} to ${FIRST_PAYOUT_HOLD.to} days after the first payment.`,
    next: `${expected}Later payouts follow the schedule.`,
  }
}

/** Pending funds alone: when they settle, and the payout that carries them. */
function pendingFunds(money: CurrencyMoney, schedule: PayoutSchedule, minimum: number): PayoutCause {
  const { settings, currency, pending, formatted, day } = money
  const lastAt = settlingIn(money.balance, currency)?.at(-1)?.at
  const funded = findFunded(money, schedule, minimum)
  if (lastAt === undefined || (!funded && schedule.interval !== 'manual')) return datedByDelay(money, schedule)
  const settledBy = payoutDayAsOf({ now: lastAt, startOfDay: settings.startOfDay })
  const rules = describeRules(rulesIn(settings, currency), currency)
  return {
    code: 'settlement_delay',
    state: 'waiting',
    currency,
    headline: `${formatted(pending)} is pending and settles by ${day(settledBy)}.`,
    next: funded
      ? `${formatted(funded.amount)} is expected to be sent on ${day(funded.payout.sendOn)}.${rules ? ` ${rules}` : ''}`
      : 'Once settled, it can be sent as a manual payout.',
    date: funded?.payout.sendOn ?? settledBy,
    amount: funded?.amount ?? null,
  }
}

/** Where it isn't known when pending funds settle, they are dated as if all charges were today's: by then they have settled. */
function datedByDelay(money: CurrencyMoney, schedule: PayoutSchedule): PayoutCause {
  const { settings, account, currency, today, pending, formatted, day } = money
  const { delayDays } = settings
  if (delayDays === null) {
    return {
      ...nothingKnown,
      code: 'settlement_delay',
      state: 'waiting',
      currency,
      headline: `${formatted(pending)} is pending.`,
      next: 'Stripe gives no settlement delay, so it isn’t known when it settles.',
    }
  }
  const terms = settlementTerms({ country: account.country, currency, delayDays, holidays: HOLIDAY_DATA })
  const settledBy = dateOfDayNumber(settlementDay(dayNumber(today), terms))
  const payout = findNextPayout(money, schedule, today)
  const rules = describeRules(rulesIn(settings, currency), currency)
  const delay = `The settlement delay is ${plural(delayDays, terms.unit)}`
  return {
    code: 'settlement_delay',
    state: 'waiting',
    currency,
    headline: `${formatted(pending)} is pending and expected to settle by ${day(settledBy)}.`,
    next: payout
      ? `${delay}, and the payout is expected to be sent by ${day(payout.sendOn)}.${rules ? ` ${rules}` : ''}`
      : `${delay}. Once settled, it can be sent as a manual payout.`,
    date: settledBy,
    amount: null,
  }
}

function upcomingPayout(
  money: CurrencyMoney,
  schedule: PayoutSchedule,
  availableNow: number,
  minimum: number,
): PayoutCause {
  const { settings, payouts, banks, currency, formatted, day } = money
  const funded = findFunded(money, schedule, minimum)
  const payout = funded?.payout ?? findNextPayout(money, schedule)
  if (!payout) return unknownSchedule(currency)
  const amount = funded?.amount ?? availableNow
  const { earliest, latest } = payout.arrival
  const arrival = earliest === latest ? `on ${day(earliest)}` : `between ${day(earliest)} and ${day(latest)}`
  const closed = payout.moved.flatMap((reason) => describeClosedDay(reason, day))
  const rules = rulesIn(settings, currency)
  const split = splitPayout(amount, rules, currency)
  if (!split) return unknownRules(money, payout, amount)
  const transfers = describeTransfers(split, currency)
  const transferred = transfers && `${transfers} on ${day(payout.sendOn)}`
  const sent =
    split.toBank > 0
      ? `Stripe sends it${toBank(defaultFor(banks, currency))} on ${day(payout.sendOn)}.`
      : NOTHING_TO_BANK
  const [last] = payouts
  const expected = `${formatted(split.toBank)} is expected ${transfers && 'at the bank '}${arrival}`
  const applied = rules.length > 0 ? '; the transfer rules apply to it as well' : ''
  return {
    code: split.toBank === 0 && transfers ? 'transferred' : closed.length > 0 ? 'weekend_or_holiday' : 'scheduled',
    state: 'on_schedule',
    currency,
    headline: `${[...(split.toBank > 0 || !transfers ? [expected] : []), ...(transferred ? [transferred] : [])].join(', and ')}.`,
    next: [
      closed.length > 0 ? `${joinWords(closed)}. ${sent}` : sent,
      ...describePending(money, funded, applied),
      ...(last?.status === 'failed'
        ? [`The last payout, ${formatted(last.amount)}, failed, and the funds were returned to the balance.`]
        : []),
    ].join(' '),
    date: payout.sendOn,
    amount,
  }
}

/** What pending funds add to the payout, or will add to later ones. */
function describePending(
  { pending, formatted }: CurrencyMoney,
  funded: FundedPayout<UpcomingPayout> | null,
  applied: string,
): string[] {
  if (!funded) return pending > 0 ? [`Up to ${formatted(pending)} more is added if it settles in time${applied}.`] : []
  return [
    ...(funded.settled > 0 ? [`It includes ${formatted(funded.settled)} that settles by then.`] : []),
    ...(funded.later > 0 ? [`Another ${formatted(funded.later)} settles later.`] : []),
  ]
}

const NOTHING_TO_BANK = 'The automatic transfer rules send nothing to the bank account.'

function unknownRules(
  { settings, currency, formatted, day }: CurrencyMoney,
  payout: UpcomingPayout,
  amount: number,
): PayoutCause {
  return {
    code: 'unknown_transfer_rule',
    state: 'action_needed',
    currency,
    headline: `A payout is expected to be sent on ${day(payout.sendOn)}, and how much of ${formatted(amount)} goes to the bank account isn’t known.`,
    next: `${describeRules(rulesIn(settings, currency), currency)} The Stripe Dashboard shows the rule.`,
    date: payout.sendOn,
    amount: null,
  }
}

function unknownMinimum(money: CurrencyMoney, schedule: PayoutSchedule, amount: number): PayoutCause {
  const { currency, formatted, day } = money
  const payout = findNextPayout(money, schedule)
  if (!payout) return unknownSchedule(currency)
  return {
    code: 'unknown_minimum_balance',
    state: 'action_needed',
    currency,
    headline: `A payout of up to ${formatted(amount)} is expected to be sent on ${day(payout.sendOn)}.`,
    next: 'Stripe has a minimum balance that Spillway doesn’t know, so the amount isn’t known. The Stripe Dashboard shows it.',
    date: payout.sendOn,
    amount: null,
  }
}

/** That there is nothing to pay out in a currency. */
export function nothingAvailable({ payouts, currency, today, formatted }: CurrencyMoney): PayoutCause {
  const [last] = payouts
  const arrived =
    last?.status === 'paid' && last.arrivesOn !== null && last.arrivesOn <= today
      ? `The last payout, ${formatted(last.amount)}, ${describeArrival(last, today).replace('Arrived', 'arrived on')}. `
      : ''
  return {
    ...nothingKnown,
    code: 'nothing_available',
    state: 'on_schedule',
    currency,
    headline: `No ${currency.toUpperCase()} is available or pending.`,
    next: `${arrived}New payments can be paid out once they settle.`,
  }
}

/** The next payout, or the next that carries charges of a day. None on a manual schedule. */
export function findNextPayout(
  money: CurrencyMoney,
  schedule: PayoutSchedule,
  oldestChargeOn?: CalendarDate,
): UpcomingPayout | null {
  return payoutsOf(money, schedule, oldestChargeOn && { oldestChargeOn })[0] ?? null
}

/** Days in which pending funds have settled and the schedule, monthly at most, has come to a payout. */
const LOOK_AHEAD = 62

/** The next payout that carries anything, by the moments at which pending funds settle; null where that isn't known. */
export function findFunded(
  money: CurrencyMoney,
  schedule: PayoutSchedule,
  minimum: number,
  isDebited = false,
): FundedPayout<UpcomingPayout> | null {
  const { balance, currency, settings, today } = money
  const settling = settlingIn(balance, currency)
  if (!settling || schedule.interval === 'manual') return null
  const extent = settling.length > 0 ? { until: addDays(today, LOOK_AHEAD) } : {}
  const funds = { balance, currency, minimum, startOfDay: settings.startOfDay, isDebited }
  return findFundedPayout(funds, payoutsOf(money, schedule, extent)) ?? null
}

function payoutsOf(
  { settings, account, currency, now }: CurrencyMoney,
  schedule: PayoutSchedule,
  extent: { until: CalendarDate } | { oldestChargeOn: CalendarDate } | object = {},
): readonly UpcomingPayout[] {
  const forecast = upcomingPayouts({
    now,
    startOfDay: settings.startOfDay,
    schedule,
    country: account.country,
    currency,
    delayDays: settings.delayDays,
    holidays: HOLIDAY_DATA,
    ...extent,
  })
  return forecast.kind === 'automatic' ? forecast.payouts : []
}

function describeClosedDay(reason: DateReason, day: (date: CalendarDate) => string): string[] {
  switch (reason.rule) {
    case 'weekend':
      return [`${day(reason.on)} isn’t a business day`]
    case 'bank-holiday':
      return [`${day(reason.on)} is ${reason.isApproximate ? 'expected to be ' : ''}a bank holiday (${reason.name})`]
    default:
      return []
  }
}
