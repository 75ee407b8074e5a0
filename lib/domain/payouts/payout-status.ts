import { isDebited } from '../accounts/country-rules'
import { defaultFor, type ExternalAccount, needsAttention } from '../accounts/external-account'
import { describeRequirementsDue } from '../accounts/requirement-words'
import type { CalendarDate } from '../calendar/calendar-date'
import { describeNegativeBalance } from '../money/balance'
import { isUsableSchedule } from '../settings/payout-schedule'
import { capitalize, plural } from '../text'
import { type AccountMoney, payoutToday } from './account-money'
import { isOutstanding, OUTSTANDING, type Payout } from './payout'
import {
  type CurrencyMoney,
  hasFunds,
  moneyIn,
  nothingKnown,
  type PayoutCause,
  type PayoutCauseState,
  toBank,
} from './payout-cause'
import { describeHeld } from './payout-hold'
import { minimumIn, namePayoutMethod, rulesIn, transferScope } from './payout-split'
import { describeFailureCause, describeMissingBank, describeNeedsAttention, explainFailure } from './payout-text'
import {
  arePayoutsEnabled,
  explainPayoutsDisabled,
  explainRejection,
  type PayoutPause,
  pauseOf,
} from './payouts-disabled'
import { findFunded, nothingAvailable, unsentFunds } from './unsent-funds'

/** Whether the days of the schedule can be relied on: no payout is sent on them, or the first payout may wait. */
export type PayoutHold = 'blocked' | 'maybe_paused' | 'first_payout'

/** What keeps payouts in a currency from leaving on the days of their schedule; null where nothing does. */
export function holdOf(status: readonly PayoutCause[], currency: string | null): PayoutHold | null {
  const causes = status.filter((cause) => cause.currency === null || cause.currency === currency)
  if (causes.some(({ state }) => state === 'blocked')) return 'blocked'
  if (causes.some(({ code }) => code === 'maybe_paused')) return 'maybe_paused'
  return causes.some(({ code }) => code === 'first_payout') ? 'first_payout' : null
}

/** The same by the account alone, where the status isn't known. */
export const holdOfPause = (pause: PayoutPause): PayoutHold => (pause === 'maybe_paused' ? 'maybe_paused' : 'blocked')

const SEVERITY: Record<PayoutCauseState, number> = { blocked: 0, action_needed: 1, waiting: 2, on_schedule: 2 }

/**
 * Every reason why an account was not paid yet, or when it will be: the most severe first, at least one, in the same
 * words for everybody. Dates are the forecast's (forecast.ts), and all but today's facts are estimates. "No action
 * needed" is said of the account as a whole, and only where no cause asks for anything.
 */
export function describePayoutStatus(money: AccountMoney): PayoutCause[] {
  const account = [...payoutsDisabled(money), ...maybePaused(money), ...requirementsOpen(money)]
  const isDisabled = pauseOf(money.account, money.settings.payoutsStatus) !== null
  const causes = [...account, ...currenciesOf(money).flatMap((currency) => currencyCauses(money, currency, isDisabled))]
  if (causes.length === 0) {
    const { defaultCurrency } = money.account
    causes.push(defaultCurrency ? nothingAvailable(moneyIn(money, defaultCurrency)) : noFunds)
  }
  causes.sort((a, b) => SEVERITY[a.state] - SEVERITY[b.state])
  const [first, ...others] = causes
  const needsAction =
    causes.some(({ state }) => state === 'blocked' || state === 'action_needed') ||
    arePayoutsEnabled(money.account, money.settings.payoutsStatus) !== true ||
    money.account.requirementsDue === null
  return first && !needsAction ? [{ ...first, next: `${first.next} No action needed.`.trimStart() }, ...others] : causes
}

/** The currencies whose payouts are blocked because they have no bank account, as the payout status says. */
export const currenciesWithoutBank = (money: Omit<AccountMoney, 'payouts'>): string[] =>
  currenciesOf({ ...money, payouts: [] }).filter((currency) =>
    bankAccount(moneyIn({ ...money, payouts: [] }, currency)).some(({ code }) => code === 'no_bank_account'),
  )

/** For an account whose currency isn't known. */
const noFunds: PayoutCause = {
  ...nothingKnown,
  code: 'nothing_available',
  state: 'on_schedule',
  currency: null,
  headline: 'No funds are available or pending.',
  next: 'New payments can be paid out once they settle.',
}

/** The default currency first, then the others in which there is money. */
function currenciesOf({ account, balance, payouts }: AccountMoney): string[] {
  const money = [...balance.available, ...balance.pending].filter(({ amount }) => amount !== 0)
  const others = [...money, ...payouts.filter((payout) => isOutstanding(payout) && payout.amount > 0)]
  const first = account.defaultCurrency === null ? [] : [account.defaultCurrency]
  return [...new Set([...first, ...others.map(({ currency }) => currency).sort()])]
}

function currencyCauses(account: AccountMoney, currency: string, isDisabled: boolean): PayoutCause[] {
  const money = moneyIn(account, currency)
  const bank = bankAccount(money)
  const blocking = [...negativeBalance(money, isDisabled || bank.length > 0), ...bank]
  const sent = outstandingPayouts(money)
  const isBlocked = isDisabled || blocking.length > 0
  return [...blocking, ...sent, ...(isBlocked ? [] : unsentFunds(money))]
}

function payoutsDisabled({ account, settings }: AccountMoney): PayoutCause[] {
  const disabled = explainPayoutsDisabled(account, settings.payoutsStatus)
  const explained = disabled ?? explainRejection(account, settings.payoutsStatus)
  if (!explained) return []
  const { code, cause, next } = explained
  return [
    { ...nothingKnown, code, state: disabled ? 'blocked' : 'action_needed', currency: null, headline: cause, next },
  ]
}

function maybePaused({ account, settings }: AccountMoney): PayoutCause[] {
  if (pauseOf(account, settings.payoutsStatus) !== 'maybe_paused') return []
  if (explainRejection(account, settings.payoutsStatus)) return []
  const isPaused = account.disabledReason === 'platform_paused'
  return [
    {
      ...nothingKnown,
      code: 'maybe_paused',
      state: 'action_needed',
      currency: null,
      headline: isPaused
        ? 'The platform paused this account, and Stripe doesn’t say whether its payouts are paused.'
        : 'Stripe doesn’t say whether payouts of this account are enabled.',
      next: 'The Stripe Dashboard shows it.',
    },
  ]
}

function requirementsOpen(money: AccountMoney): PayoutCause[] {
  const { account, settings, now } = money
  const { requirementsDue: due } = account
  if (!due || explainPayoutsDisabled(account, settings.payoutsStatus)) return []
  return [
    {
      ...nothingKnown,
      code: 'requirements_open',
      state: 'action_needed',
      currency: null,
      headline: describeRequirementsDue(account, { now, today: payoutToday(money) }),
      next: 'Stripe disables payouts unless the details that it requires are complete in time.',
    },
  ]
}

function negativeBalance(money: CurrencyMoney, isBlocked: boolean): PayoutCause[] {
  const { available, currency, formatted, day } = money
  if (available >= 0) return []
  const covered = isBlocked ? null : findCovered(money)
  return [
    {
      code: 'negative_balance',
      state: 'blocked',
      currency,
      headline: describeNegativeBalance({ amount: available, currency }),
      next: covered
        ? `Pending funds cover it by ${day(covered.payout.sendOn)}, when ${formatted(covered.amount)} is expected to be sent.`
        : `Payouts resume once new payments cover it${describeDebit(money)}.`,
      date: covered?.payout.sendOn ?? null,
      amount: covered?.amount ?? null,
    },
  ]
}

/** The payout that pending funds bring about although the balance is negative now; null where that isn't known. */
function findCovered(money: CurrencyMoney) {
  const { schedule } = money.settings
  const minimum = minimumIn(money.settings, money.currency)
  if (!schedule || !isUsableSchedule(schedule) || minimum === null) return null
  return findFunded(money, schedule, minimum, describeDebit(money) !== '')
}

/** Stripe debits a bank account that needs no attention, never a card, and not in every country. */
function describeDebit({ settings, knowsBanks, banks, currency }: CurrencyMoney): string {
  if (!settings.debitNegativeBalances) return ''
  if (!knowsBanks) return ', or Stripe may debit the bank account'
  const bank = defaultFor(banks, currency)
  const canPay = bank?.kind === 'bank_account' && isDebited(bank.country, currency) && !needsAttention(bank)
  return canPay ? ' or Stripe debits the bank account' : ''
}

function bankAccount(money: CurrencyMoney): PayoutCause[] {
  const { currency, banks, knowsBanks, formatted } = money
  const cause = { ...nothingKnown, state: 'blocked', currency } as const
  if (knowsBanks && banks.length === 0) {
    if (!hasFunds(money) || !needsBank(money)) return []
    const next = `Payouts resume once a bank account for ${currency.toUpperCase()} is added.`
    return [{ ...cause, code: 'no_bank_account', headline: describeMissingBank(currency), next }]
  }
  const broken = findNeedingAttention(money)
  const failed = findFailedPayout(money, broken)
  if (failed) {
    const failure = failed.failure ?? { code: null, message: null }
    return [
      {
        ...cause,
        code: 'bank_errored',
        headline: `The last payout, ${formatted(failed.amount)}${toBank(broken)}, failed: ${describeFailureCause(failure)}.`,
        next: `The funds were returned to the balance. ${explainFailure(failure).next}`,
      },
    ]
  }
  if (!broken) return []
  return [
    {
      ...cause,
      code: 'bank_errored',
      headline: `${describeNeedsAttention(broken)}.`,
      next: 'Payouts resume once its details are updated or another account replaces it.',
    },
  ]
}

/** Stripe docs, fund a financial account: where everything is transferred, no bank account is required. */
function needsBank({ settings, currency }: CurrencyMoney): boolean {
  if (settings.schedule?.interval === 'manual') return true
  const scope = transferScope(rulesIn(settings, currency))
  return scope === 'none' || scope === 'some'
}

/** The default bank account where it needs attention; on a manual schedule, where any will do, the first of none but such. */
function findNeedingAttention({ settings, banks, currency }: CurrencyMoney): ExternalAccount | undefined {
  const usual = settings.schedule?.interval === 'manual' ? undefined : defaultFor(banks, currency)
  if (usual) return needsAttention(usual) ? usual : undefined
  return banks.every(needsAttention) ? banks[0] : undefined
}

/** The last payout where it failed and its bank account still needs attention. Payouts are newest first. */
function findFailedPayout({ payouts: [last], knowsBanks }: CurrencyMoney, broken: ExternalAccount | undefined) {
  if (last?.status !== 'failed') return null
  return !knowsBanks || (broken && last.destinationId === broken.id) ? last : null
}

/** Payouts that are sent and not yet paid, one cause for each day of arrival. */
function outstandingPayouts(money: CurrencyMoney): PayoutCause[] {
  const outstanding = money.payouts.filter(isOutstanding)
  const pause = pauseOf(money.account, money.settings.payoutsStatus)
  if (pause) return heldPayouts(outstanding, pause, money)
  const days = [...new Set(outstanding.map(({ arrivesOn }) => arrivesOn))].sort()
  return days.map((day) =>
    arrivalOn(
      day,
      outstanding.filter(({ arrivesOn }) => arrivesOn === day),
      money,
    ),
  )
}

/** No day is promised while payouts are paused or disabled: one cause for each status. */
function heldPayouts(outstanding: readonly Payout[], pause: PayoutPause, money: CurrencyMoney): PayoutCause[] {
  const { currency, today } = money
  return OUTSTANDING.flatMap((status) => {
    const payouts = outstanding.filter((payout) => payout.status === status)
    if (payouts.length === 0) return []
    const { amount, sum, count } = totalOf(payouts, money)
    const { is, next } = describeHeld(payouts, pause, today)
    return [
      {
        code: 'held' as const,
        state: 'waiting' as const,
        currency,
        headline: `${sum}${commonDestination(payouts, money)} ${is}${count}.`,
        next,
        date: null,
        amount,
      },
    ]
  })
}

/** In words, and how many they are where there are several; the least that there is, where others may be outstanding. */
function totalOf(payouts: readonly Payout[], { morePayouts, formatted }: CurrencyMoney) {
  const amount = payouts.reduce((sum, payout) => sum + payout.amount, 0)
  const least = morePayouts ? 'at least ' : ''
  const count = payouts.length === 1 ? '' : `, ${least}${plural(payouts.length, 'payout')}`
  return { amount, sum: capitalize(`${least}${formatted(amount)}`), count }
}

/** " to STRIPE TEST BANK •••• 6789" where all go to the same place and it is known, or else nothing. */
function commonDestination(payouts: readonly Payout[], { externalAccounts }: CurrencyMoney): string {
  const [place, ...others] = new Set(
    payouts.map(({ destinationId, payoutMethodId }) => destinationId ?? payoutMethodId),
  )
  if (!place || others.length > 0) return ''
  return payouts.every(isToPayoutMethod)
    ? ` to ${namePayoutMethod(place)}`
    : toBank(externalAccounts.find(({ id }) => id === place))
}

/** To a financial account, or elsewhere that is no bank account or card. */
const isToPayoutMethod = ({ destinationId, payoutMethodId }: Payout): boolean =>
  destinationId === null && payoutMethodId !== null

function arrivalOn(date: CalendarDate | null, payouts: readonly Payout[], money: CurrencyMoney): PayoutCause {
  const { currency, today, day } = money
  const { amount, sum, count } = totalOf(payouts, money)
  const to = commonDestination(payouts, money)
  if (date === null) {
    return {
      code: 'in_transit',
      state: 'on_schedule',
      currency,
      headline: `${sum}${to} is in transit${count}.`,
      next: 'Stripe gives no arrival date.',
      date: null,
      amount,
    }
  }
  if (date < today) {
    return {
      code: 'late',
      state: 'action_needed',
      currency,
      headline: `${sum}${to} was expected on ${day(date)} and isn’t confirmed yet${count}.`,
      next: payouts.every(isToPayoutMethod)
        ? 'The Stripe Dashboard shows where it is.'
        : 'The bank can say where it is; a payout that the bank returns goes back to the balance.',
      date: null,
      amount,
    }
  }
  const isDoubtful = payouts.some(({ destinationId }) =>
    money.externalAccounts.some((bank) => bank.id === destinationId && needsAttention(bank)),
  )
  return {
    code: 'in_transit',
    state: isDoubtful ? 'waiting' : 'on_schedule',
    currency,
    headline: `${sum} is expected on ${day(date)}${count}.`,
    next: isDoubtful
      ? `In transit${to}. That bank account needs attention, so the bank may return the payout.`
      : `In transit${to}.`,
    date,
    amount,
  }
}
