// What the editor says. Parts that are loaded later or rendered by the server have their own *-text.ts, so that the
// page's script stays small. What the fields, their values, errors and locks are called is in lib/domain/settings.

import { plural } from '@/lib/domain/text'

export const scheduleText = {
  interval: 'Interval',
  intervals: {
    daily: { label: 'Daily', help: 'Every business day, as funds settle.' },
    weekly: { label: 'Weekly', help: 'On the days of the week you choose.' },
    monthly: { label: 'Monthly', help: 'On the days of the month you choose.' },
    manual: { label: 'Manual', help: 'No automatic payouts. Someone sends each payout.' },
  },
  notOffered: (intervals: string[]) => `${intervals.join(' and ')} payouts aren’t available in this country.`,
  weekdays: 'Days of the week',
  monthDays: 'Days of the month',
  lastDay: 'Last day',
  lastDayShort: 'last',
  slidingDay: (day: number) => `${day}, last day in shorter months`,
  shorterMonths: 'In a shorter month, 29, 30 and last mean its last day.',
}

export const minimumBalancesText = {
  amount: (currency: string) => `Minimum balance in ${currency}`,
  remove: 'Remove',
  removeLabel: (currency: string) => `Remove the minimum in ${currency}`,
  currency: 'Currency',
  add: 'Add minimum',
  noEffect: 'Has no effect while payouts are manual.',
  help: 'Automatic payouts leave this much in the balance. If you raise it, Stripe reserves the difference from incoming funds. If you lower it, the next payout includes the difference.',
}

export const delayText = {
  label: 'Delay in days',
  unit: 'days',
  placeholder: 'Minimum',
  current: (days: number | null) => (days === null ? 'Current delay not given' : `Currently ${plural(days, 'day')}`),
  help: (max: number, canClear: boolean) =>
    `At most ${max} days. ${canClear ? 'Leave it empty for the minimum that Stripe allows this account.' : 'The Stripe API version in use can replace the delay but not clear it.'}`,
}

export const startOfDayText = {
  label: 'Use a custom start of day',
  time: 'Time',
  zone: 'Time zone',
  help: 'Decides which day a payment belongs to when Stripe groups payments into payouts. A change takes effect when the new day next starts. Earlier payments keep their day.',
}

export const debitText = {
  label: 'Debit the bank account when the balance is negative',
  help: 'Stripe debits bank accounts only, never cards, and also while payouts are manual. The account has to record each debit in its books.',
}

export const descriptorText = {
  label: 'Name on the bank statement',
  count: (length: number, max: number) => `${length} of ${max}`,
  help: 'Banks may shorten or replace it. Once set, Stripe lets you replace it but not remove it.',
  onStatement: 'On the statement:',
  achLimit: (length: number) => `(ACH shows the first ${length} characters)`,
}

export const editorText = {
  form: 'Balance settings',
  edit: 'Edit',
  notAvailable: 'Not available',
  saveAlone: 'Save only this',
  saveAloneLabel: (label: string) => `Save only this: ${label.toLowerCase()}`,
  loadingConflict: 'Not saved: someone else changed these settings. Loading both versions…',
  nextPayouts: 'Next payouts',
  nextPayoutsChanged: 'Next payouts, now and after saving',
  estimated: 'Estimated',
  unfinished: 'Finish the field you are editing to see its effect.',
  history: 'Settings history',
  loadingHistory: 'Loading the settings history…',
}
