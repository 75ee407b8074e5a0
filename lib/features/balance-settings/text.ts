// The editor's texts, in one place. What the fields, their values, errors and locks are called is in lib/domain/settings.

const dayCount = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`

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
  current: (days: number) => `Currently ${dayCount(days)}`,
  help: (max: number) => `At most ${max} days. Leave it empty for the minimum that Stripe allows this account.`,
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
  help: 'Leave it empty to use the platform’s. Banks may shorten or replace it.',
  onStatement: 'On the statement:',
  achLimit: (length: number) => `(ACH shows the first ${length} characters)`,
}

export const editorText = {
  form: 'Balance settings',
  saving: 'Saving…',
  saveOne: (label: string) => `Save ${label.toLowerCase()}`,
  saveSeveral: (count: number) => `Save ${count} changes`,
  saveAlone: 'Save only this',
  saveAloneLabel: (label: string) => `Save only this: ${label.toLowerCase()}`,
  unsaved: 'Unsaved changes',
  becomes: 'becomes',
  reason: 'Reason',
  optionalReason: 'Reason (optional)',
  discard: 'Discard',
  loadingConflict: 'Not saved: someone else changed these settings. Loading both versions…',
  history: 'Settings history',
  loadingHistory: 'Loading the settings history…',
}

export const saveText = {
  updated: (labels: string[]) => (labels.length === 1 ? `${labels[0]} updated` : `${labels.length} settings updated`),
  saved: 'Saved at Stripe. The form shows Stripe’s current settings.',
  notSaved: 'Not saved',
  checkField: 'Nothing was changed. Check the marked field.',
  typedIsKept: 'What you typed is still here.',
  unknown: 'Not yet known',
  checking:
    'Stripe didn’t answer, so the change may or may not have taken effect. Spillway is checking with Stripe. You can leave this page safely.',
  lost: 'The connection was lost before the answer came. Reload the page to see Stripe’s current settings. What you typed is kept.',
  sessionEnded: 'Your session has ended.',
  sessionEndedSince: 'Your session ended before the outcome was known.',
  signIn: 'Sign in again',
  keptInTab: 'What you typed is kept in this tab.',
  seeCurrent: 'to see Stripe’s current settings. What you typed is kept in this tab.',
}

export const transferRulesText = {
  title: 'Automatic transfer rules',
  everything: 'everything',
  upTo: (amount: string) => `up to ${amount}`,
  to: (destination: string) => `to ${destination}`,
  readOnly: 'Read-only here. These rules move funds to a financial account at Stripe instead of paying them out.',
}

export const sectionText = {
  loading: 'Reading balance settings from Stripe',
  missing: 'Balance settings could not be read',
  missingHelp: 'Nothing was changed. Reload the page to try again.',
  stale: 'Stripe’s last known settings',
  readAt: 'These settings were read',
  staleHelp: 'Before saving, Spillway reads the current settings. If that fails, nothing is changed.',
  payoutsDisabled: 'Stripe has disabled payouts',
  payoutsDisabledHelp: 'You can change the settings, but nothing is paid out until Stripe enables payouts.',
}

export const previewText = {
  title: 'Next payouts',
  changedTitle: 'Next payouts, now and after saving',
  estimated: 'Estimated',
  unfinished: 'Finish the field you are editing to see its effect.',
  dates: 'Payout dates',
  none: 'No automatic payouts.',
  arrives: (day: string) => `arrives ${day}`,
  added: 'New',
  removed: 'Removed',
  nextAmount: 'Next amount:',
  perMonth: 'Payouts per month',
  wait: 'Days that settled money waits',
  cost: 'Payout costs per year',
  manual: 'manual',
}

export const previewNotes = {
  stopped: 'These are the days of the schedule. No payout is sent on them at the moment; the reason is above.',
  firstPayout: 'Stripe may hold the first payout of this account longer.',
  calendar: (title: string, lastDay: string | null) =>
    `Estimated with ${title}${lastDay ? `, known until ${lastDay}` : ''}. Stripe decides the actual dates.`,
  dayRange: (earliest: string, latest: string) => (earliest === latest ? earliest : `${earliest} to ${latest}`),
}

export const conflictText = {
  title: 'Someone else changed these settings',
  help: 'The settings changed while you were editing. Nothing was sent to Stripe, and what you entered is still here.',
  field: 'Field',
  opened: 'When you opened the page',
  theirs: 'Current',
  mine: 'Yours',
  unchanged: 'Unchanged',
  keepMine: 'Keep my changes and review',
  takeTheirs: 'Discard my changes',
}

export const historyText = {
  outside: 'Outside Spillway (Stripe Dashboard or API)',
  failed: 'Couldn’t load the history. Nothing was changed. Close this section and open it again.',
  compare: 'Compare with a date in the past (end of that day, UTC)',
  comparison: 'Compared with that date',
  same: 'The settings were the same as now.',
  empty: 'No changes recorded yet.',
  changes: 'Recorded changes',
  past: 'then',
  now: 'now',
  before: 'before',
  after: 'after',
  restore: 'Restore',
  restoreLabel: (label: string, value: string) => `Restore ${label.toLowerCase()}: ${value}`,
}
