import { isZone } from '../calendar/time-zone'
import { isKnownCurrency } from '../money/money'
import type { BalanceSettingsField, BalanceSettingsPatch } from './balance-settings'
import { describeScheduleProblem, scheduleProblems } from './payout-schedule'
import type { StartOfDay } from './start-of-day'

/** Stripe API reference, balance settings: `statement_descriptor` has at most 22 characters. */
export const MAX_DESCRIPTOR = 22
/** Stripe API reference, balance settings: `delay_days_override` is at most 31. The lowest only Stripe knows. */
export const MAX_DELAY = 31
/** Stripe takes no larger amount in one payout of its smallest unit (eight digits); more can never be met. */
const MAX_MINIMUM = 99_999_999

/**
 * What is wrong with a change before Stripe is asked, as a sentence per field. Stripe has the last word on what only it
 * knows, such as the lowest delay of an account.
 */
export function findFieldErrors(
  patch: BalanceSettingsPatch,
  country: string,
): Partial<Record<BalanceSettingsField, string>> {
  const [problem] = patch.schedule ? scheduleProblems(patch.schedule, country) : []
  const errors: Partial<Record<BalanceSettingsField, string | undefined>> = {
    schedule: problem && describeScheduleProblem(problem),
    minimumBalances: patch.minimumBalances && findMinimumError(patch.minimumBalances),
    delayDaysOverride:
      typeof patch.delayDaysOverride === 'number' ? findDelayError(patch.delayDaysOverride) : undefined,
    startOfDay: patch.startOfDay ? findStartError(patch.startOfDay) : undefined,
    statementDescriptor: patch.statementDescriptor ? findDescriptorError(patch.statementDescriptor) : undefined,
  }
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error))
}

function findMinimumError(minimums: Record<string, number | null>): string | undefined {
  for (const [currency, amount] of Object.entries(minimums)) {
    if (!isKnownCurrency(currency)) return `Stripe has no currency “${currency.slice(0, 8)}”.`
    if (amount === null) continue
    if (!Number.isSafeInteger(amount) || amount <= 0)
      return `Enter an amount above zero for ${currency.toUpperCase()}, or remove it.`
    if (amount > MAX_MINIMUM) return `The minimum for ${currency.toUpperCase()} is too large.`
  }
  return undefined
}

function findDelayError(days: number): string | undefined {
  return Number.isInteger(days) && days >= 0 && days <= MAX_DELAY
    ? undefined
    : `Enter a whole number of days from 0 to ${MAX_DELAY}, or leave it empty for the lowest allowed.`
}

/** Stripe docs, customized start of day: minutes 0 or 30; which hours a zone allows only Stripe knows. */
function findStartError({ hour, minutes, zone }: StartOfDay): string | undefined {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) return 'Choose an hour from 0 to 23.'
  if (minutes !== 0 && minutes !== 30) return 'A day starts on the hour or half past.'
  return isZone(zone) ? undefined : 'Choose a time zone from the list.'
}

/** Stripe documents only the length; the characters are those it refuses in charge descriptors (assumption). */
function findDescriptorError(descriptor: string): string | undefined {
  if (descriptor.length > MAX_DESCRIPTOR)
    return `Use at most ${MAX_DESCRIPTOR} characters; this has ${descriptor.length}.`
  if (!/^[\x20-\x7e]*$/.test(descriptor)) return 'Use plain letters, digits and punctuation; banks cannot show others.'
  if (/[<>\\'"*]/.test(descriptor)) return 'Leave out < > \\ \' " and *.'
  if (!/[A-Za-z]/.test(descriptor)) return 'Use at least one letter.'
  return undefined
}
