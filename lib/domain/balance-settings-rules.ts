import type { BalanceSettingsField, BalanceSettingsPatch } from './balance-settings'
import type { PayoutSchedule } from './payout-schedule'

/** Stripe API reference, balance settings: `statement_descriptor` has at most 22 characters. */
export const MAX_DESCRIPTOR = 22
/** Stripe API reference, balance settings: `delay_days_override` is at most 31. The lowest only Stripe knows. */
export const MAX_DELAY = 31

/**
 * What is wrong with a change before Stripe is asked, as a sentence per field. Stripe has the last word on what only it
 * knows, such as the lowest delay of an account.
 */
export function findFieldErrors(patch: BalanceSettingsPatch): Partial<Record<BalanceSettingsField, string>> {
  const errors = {
    schedule: patch.schedule && findScheduleError(patch.schedule),
    delayDaysOverride:
      patch.delayDaysOverride === undefined || patch.delayDaysOverride === null
        ? undefined
        : findDelayError(patch.delayDaysOverride),
    statementDescriptor: patch.statementDescriptor ? findDescriptorError(patch.statementDescriptor) : undefined,
  }
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error))
}

function findScheduleError(schedule: PayoutSchedule): string | undefined {
  if (schedule.interval === 'weekly') {
    if (schedule.weekdays.length === 0) return 'Choose at least one day of the week.'
    // Stripe took weekends out of weekly schedules in 2025-09-30.clover: banks do not settle on them.
    if (schedule.weekdays.some((day) => day === 'saturday' || day === 'sunday'))
      return 'Payouts leave from Monday to Friday.'
  }
  if (schedule.interval === 'monthly') {
    if (schedule.monthDays.length === 0) return 'Choose at least one day of the month.'
    if (schedule.monthDays.some((day) => !Number.isInteger(day) || day < 1 || day > 31))
      return 'Days of the month go from 1 to 31.'
  }
  return undefined
}

function findDelayError(days: number): string | undefined {
  return Number.isInteger(days) && days >= 0 && days <= MAX_DELAY
    ? undefined
    : `Enter a whole number of days from 0 to ${MAX_DELAY}, or leave it empty for the lowest allowed.`
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
