import { LONGEST_EXCEPTION } from '@/lib/domain/fleet/drift'
import type { ItemReason, UnreadCode } from '@/lib/domain/fleet/plan'
import { ITEM_WORDS, type RolloutMove, type RolloutStatus } from '@/lib/domain/fleet/rollout'
import { formatMoney } from '@/lib/domain/money/money'
import { isolate, plural } from '@/lib/domain/text'
import type { ChosenAccounts } from '@/lib/gateways/db/chosen-accounts'
import type { DriftProblem } from './decide-drift'
import type { PolicyProblem } from './save-policy'

export const fleetText = {
  title: 'Fleet',
  help: 'A policy says what some settings should be for many accounts. A rollout brings the accounts to it, after you have seen what would change.',
  policies: 'Policies',
  policiesScroll: 'Policies with what they set',
  rolloutsScroll: 'Rollouts with their progress',
  newPolicy: 'New policy',
  noPolicies: 'No policies yet',
  noPoliciesHelp: 'A policy changes nothing by itself: you plan a rollout, look at it, and start it.',
  policyColumns: {
    name: 'Policy',
    accounts: 'Accounts',
    values: 'Settings',
    drift: 'Differ from it',
    priority: 'Priority',
  },
  isDefault: 'Applied to new accounts',
  notCounted: 'Not counted yet',
  drift: ({ members, differing, unread }: { members: number; differing: number; unread: number }) =>
    `${differing.toLocaleString('en-GB')} of ${plural(members, 'account')}${unread > 0 ? `, ${unread.toLocaleString('en-GB')} not known` : ''}`,
  rollouts: 'Rollouts',
  noRollouts: 'No rollouts yet',
  noRolloutsHelp: 'Open a policy and plan a rollout.',
  rolloutColumns: { name: 'Rollout', status: 'Status', done: 'Carried out', by: 'Planned by', at: 'Planned' },
  done: (done: number, total: number) => `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`,
  pages: 'Pages of rollouts',
  first: 'Newest',
  next: 'Older',
  back: 'Fleet',
}

export const STATUS_WORDS: Record<RolloutStatus, string> = {
  planning: 'Planning',
  draft: 'Planned',
  awaiting_approval: 'Waiting for approval',
  in_progress: 'In progress',
  paused: 'Paused',
  halted: 'Halted',
  complete: 'Complete',
  canceled: 'Canceled',
}

export const policyText = {
  newTitle: 'New policy',
  name: 'Name',
  who: 'Accounts',
  whoHelp: 'An account must meet every condition. Leave all of them empty for every connected account.',
  countries: 'Countries',
  countriesHelp: 'Two-letter codes, such as DE, FR.',
  types: 'Account types',
  currencies: 'Default currencies',
  currenciesHelp: 'Three-letter codes, such as EUR, USD.',
  schedules: 'Current payout schedule',
  payouts: 'Payouts',
  payoutsChoices: { enabled: 'Enabled', disabled: 'Disabled' },
  createdFrom: 'Created on or after (UTC)',
  movingHelp:
    'These change while accounts are used. An account that stops meeting them is no longer under this policy: it keeps its settings and isn’t listed as drift. One that begins to meet them is compared with the policy within a minute, and a plan takes the accounts that meet them while it is made.',
  states: 'Payout status',
  reasons: 'Reasons for the payout status',
  requirements: 'Requirements',
  requirementChoices: {
    past_due: 'Past due',
    currently_due: 'Currently due',
    eventually_due: 'Eventually due',
    none: 'None',
  },
  delays: 'Current settlement delays',
  delaysHelp: 'Days, such as 2, 7.',
  availableCurrency: 'Balance in',
  availableHelp: 'A three-letter code, such as EUR: accounts with a balance in it.',
  availableFrom: 'Available at least',
  availableUpTo: 'Available at most',
  balance: 'Balance',
  balanceChoices: { negative: 'Negative', not_negative: 'Not negative' },
  bank: 'Bank account or card',
  bankChoices: {
    shared: 'Shared with another account',
    not_shared: 'Not shared',
  },
  views: 'Start with a saved view of the accounts',
  leftOut: 'The policy would be for more accounts than this view shows. It can’t have these conditions:',
  leftOutWords: {
    search: 'the search',
    state: 'disconnected accounts, and those whose payout status isn’t known',
    next_payout: 'the day of the next payout',
    schedule: 'this payout schedule',
    currency: 'this currency',
  },
  what: 'Settings',
  whatHelp: 'What you leave empty stays as it is on each account.',
  variants: 'Other values for some accounts',
  variantsHelp:
    'A variant overrides the settings above for accounts of its countries and types. Where several match, the most specific decides: country and type, then country, then type.',
  newVariant: 'Add a variant',
  removeVariant: 'Remove this variant',
  schedule: 'Payout schedule',
  leave: 'Leave as it is',
  scheduleChoices: { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', manual: 'Manual' },
  weekdays: 'Weekdays of a weekly schedule',
  monthDays: 'Days of a monthly schedule',
  monthDaysHelp: 'Numbers from 1 to 31, such as 1, 15. 31 is the last day of each month.',
  delay: 'Settlement delay in days',
  minimums: 'Minimum balances',
  minimumsHelp: 'Such as 500 EUR; 400 GBP. Minimums in other currencies stay as they are.',
  debits: 'Debits of negative balances',
  debitsChoices: { '': 'Leave as it is', on: 'On', off: 'Off' },
  priority: 'Priority',
  priorityHelp:
    'Where two policies set the same setting of an account, the higher number decides, then the older policy.',
  isDefault: 'Apply to new accounts',
  isDefaultHelp:
    'An account that is created or connected after this save gets these settings by itself, after it was first read. It is recorded with the policy as reason, in the name of the person who saved the policy last, and waits as a request where a second person has to approve it.',
  editors: 'Who may change this policy',
  editorsHelp: 'Where only you may and you lose your rights, every admin may.',
  editorsChoices: { all: 'Every admin', own: 'Only me' },
  notYours: (name: string) => `Only ${isolate(name)} may change this policy.`,
  noOwner:
    'It isn’t applied to new accounts at present: who saved it last may no longer change policies. Save it again to apply it in your name.',
  save: 'Save policy',
  saving: 'Saving…',
  saved: 'Policy saved',
  plan: 'Plan a rollout',
  planHelp: 'Shows what the policy as saved would change now, account by account. Nothing is sent to Stripe.',
  archive: 'Archive policy',
  archiveNow: 'Archive this policy',
  archiveHelp: 'An archived policy can’t be rolled out any more. Accounts keep their settings.',
  invalid: 'Nothing was saved. Please correct:',
}

export const changeText = {
  title: 'Change accounts',
  back: 'Accounts',
  help: 'Nothing is sent to Stripe yet: you see what would change, account by account, and start it then.',
  who: 'Accounts',
  plan: 'Plan the change',
  usualName: 'Change of selected accounts',
  missing: 'No account is selected',
  missingHelp: 'Select some in the list of accounts, or filter it and change all that match.',
}

/** The accounts that were chosen for a rollout, in words. */
export function describeChosen(chosen: ChosenAccounts): string {
  if ('failed' in chosen)
    return `Accounts of an earlier rollout: ${ITEM_WORDS[chosen.failed.state].toLowerCase()}${chosen.failed.message === null ? '' : `, ${chosen.failed.message}`}`
  if ('accounts' in chosen) return plural(chosen.accounts.length, 'selected account')
  const { search, state, filters, range } = chosen.list
  const conditions = [
    ...(search ? [`search “${search}”`] : []),
    ...(state ? [`state ${state.replaceAll('_', ' ')}`] : []),
    ...Object.entries(filters).map(([filter, value]) => `${filter.replaceAll('_', ' ')} ${value}`),
    ...(range && filters.currency ? [describeRange(range, filters.currency)] : []),
  ]
  return conditions.length === 0 ? 'All connected accounts' : `All accounts that match: ${conditions.join(', ')}`
}

function describeRange({ min, max }: { min: number | null; max: number | null }, currency: string): string {
  const bounds = [
    ...(min === null ? [] : [`at least ${formatMoney({ amount: min, currency })}`]),
    ...(max === null ? [] : [`at most ${formatMoney({ amount: max, currency })}`]),
  ]
  return `available ${bounds.join(' and ')}`
}

/** The pages of the fleet. */
export const FLEET_PAGES = [
  { href: '/fleet', label: 'Policies and rollouts' },
  { href: '/fleet/drift', label: 'Drift' },
  { href: '/fleet/radar', label: 'Negative balances' },
  { href: '/fleet/liquidity', label: 'Liquidity' },
] as const

export const driftText = {
  title: 'Drift',
  help: 'Accounts whose settings differ from their policy, as last read from Stripe. Bring them back through a plan, accept the difference as an exception, or change the policy.',
  nav: 'Fleet pages',
  filters: 'Filters',
  policy: 'Policy',
  anyPolicy: 'Every policy',
  cause: 'Changed by',
  anyCause: 'Anybody',
  state: 'Status',
  differing: 'Accounts that differ',
  accepted: 'Accepted exceptions',
  apply: 'Apply filters',
  scroll: 'Accounts that differ from their policy',
  columns: {
    select: 'Select',
    account: 'Account',
    policy: 'Policy',
    difference: 'Difference',
    since: 'Since',
    by: 'Changed by',
    exception: 'Exception',
  },
  all: 'Select all accounts on this page',
  one: (name: string) => `Select ${isolate(name)}`,
  by: (name: string) => `by ${isolate(name)}`,
  openedBy: (name: string) => `opened by ${isolate(name)}`,
  entry: 'Entry in the record',
  unreadable: 'Another version of Spillway found this difference.',
  until: (day: string, name: string) => `Until ${day}, accepted by ${isolate(name)}`,
  none: 'No account differs',
  noneHelp:
    'Where somebody changes a setting that a policy decides, the account appears here within a minute of our reading it.',
  noneAccepted: 'No exceptions',
  noneAcceptedHelp: 'An accepted difference appears here until its day has come or the settings change again.',
  bar: 'Selected accounts',
  reapply: 'Plan to bring back',
  accept: 'Accept as exception',
  acceptNow: 'Accept selected',
  keep: 'Go back',
  end: 'End exception',
  reason: 'Reason',
  untilDay: 'Last day (UTC)',
  untilHelp: 'It ends by itself, and earlier where the settings change again.',
  reasonMissing: 'Reason: enter why these accounts may differ.',
  untilWrong: `Last day: enter a date from today, at most ${LONGEST_EXCEPTION} days away.`,
  nothing: 'Select at least one account.',
  done: 'Done. The record names each account.',
  pages: 'Pages of accounts',
  first: 'Latest',
  next: 'Earlier',
}

export const formProblems = {
  name: 'Name: enter 1 to 80 characters without control characters.',
  countries: 'Countries: enter two-letter codes, separated by commas.',
  currencies: 'Default currencies: enter three-letter codes, separated by commas.',
  createdFrom: 'Created on or after: enter a date.',
  delays: 'Current settlement delays: enter days, separated by commas.',
  available: 'Balance: enter a currency, such as EUR, and amounts in it, the smaller one first.',
  priority: 'Priority: enter a whole number from -1000 to 1000.',
  nothing: 'Settings: choose at least one.',
  emptyVariant: (number: number) => `Variant ${number}: choose at least one setting.`,
  delay: 'Settlement delay: enter a whole number of days.',
  minimums: 'Minimum balances: enter amounts with their currency, such as 500 EUR; 400 GBP.',
}

export const rolloutText = {
  title: 'Rollout',
  planning: (count: number) => `Looking at what is stored of each account: ${plural(count, 'account')} so far.`,
  facts: 'Rollout',
  status: 'Status',
  policy: 'Policy',
  version: (version: number) => `version ${version}`,
  outdated: 'The policy has been changed or archived since this was planned. Plan it again.',
  change: 'Change',
  chosen: 'Planned for',
  empty: 'The plan has no account: none matches, so there is nothing to start.',
  rollbackOf: 'Undoes',
  rollbackLink: 'Open that rollout',
  by: 'Planned by',
  startedBy: 'Started by',
  approvedBy: 'Approved by',
  reason: 'Reason',
  stages: 'Stages',
  stagesOf: (ends: readonly number[]) => `${ends.map((end) => end.toLocaleString('en-GB')).join(', then ')} accounts`,
  waits: 'It waits after each stage until somebody resumes it.',
  haltsAbove: (percent: number) => `It halts where more than ${percent}% fail.`,
  hours: 'When it may write',
  startsAt: 'Not before',
  quiet: (hours: string) => `Not from ${hours}`,
  waitsUntil: 'Waits until',
  failures: 'Accounts that can be tried again, by reason',
  failuresHelp: 'A new plan looks at these accounts as they are now. Nothing is sent before you start it.',
  failed: (words: string, count: string) => `${words} ${count}`,
  noReason: 'No reason given',
  retry: 'Plan again',
  retryOf: (count: number, reason: string) => `Plan again: ${plural(count, 'account')}, ${isolate(reason)}`,
  duration: 'Takes at least',
  durationOf: (accounts: number, perSecond: number) => {
    const minutes = Math.round(accounts / perSecond / 60)
    return minutes < 1
      ? 'less than a minute'
      : `about ${plural(minutes, 'minute')} at ${Math.floor(perSecond)} accounts a second`
  },
  approval: 'Needs a second person',
  approvalOf: (accounts: number) => `${plural(accounts, 'account')}: `,
  notPossible: 'Not possible',
  notKnown: 'To be read first',
  because: (words: string, count: number) => `${words}: ${plural(count, 'account')}`,
  effect: 'Effect (estimated)',
  payouts: (perYear: number) =>
    `About ${Math.abs(perYear).toLocaleString('en-GB')} ${perYear < 0 ? 'fewer' : 'more'} payouts a year`,
  cost: (yearly: string, isLess: boolean) => `About ${yearly} ${isLess ? 'less' : 'more'} for payouts a year`,
  later: (money: readonly string[]) => `Expected payouts that will wait longer: ${money.join(', ')}`,
  sooner: (money: readonly string[]) => `Expected payouts that will be sent sooner: ${money.join(', ')}`,
  halted: {
    failures: 'Halted: too many accounts failed. Look at them below, then resume or cancel.',
    person: 'Halted: the person who carried it out may not do so any more. Another admin can resume it.',
  },
  lapsed: (approver: string) =>
    `Paused: ${isolate(approver)} approved this and may not do so any more. Nothing more is sent until another admin approves it.`,
  counts: 'Accounts by outcome',
  all: 'All',
  items: 'Accounts',
  itemsScroll: 'Accounts with their outcome',
  itemColumns: {
    account: 'Account',
    outcome: 'Outcome',
    changes: 'Changes',
    variant: 'Variant',
    dates: 'First payout date that changes',
    note: 'Note',
  },
  noMove: 'No date changes',
  noLonger: (day: string) => `No longer on ${day}`,
  also: (day: string) => `Also on ${day}`,
  none: 'No accounts',
  noneHelp: 'No account is in this state.',
  entry: 'Entry in the record',
  export: 'Export as CSV',
  pages: 'Pages of accounts',
  first: 'First',
  next: 'Next',
}

/** Why accounts of a plan aren't changed or need somebody, as a heading for their number. */
export const REASON_WORDS: Record<ItemReason, string> = {
  controller: 'Another platform controls the account',
  liability: 'Stripe is liable for negative balances',
  country: 'Not allowed in the account’s country',
  locked: 'Locked by a value at Stripe, the API version or the platform’s rules',
  invalid: 'Can’t be cleared with the API version in use',
  other_policy: 'Decided by another policy',
  changed_since: 'Changed since by somebody',
  disconnected: 'Disconnected from the platform',
  needs_approval: 'Since the start, a rule asks for a second person',
  exception: 'Accepted as an exception',
  facts: 'Stripe doesn’t say whether they are meant',
  never_read: 'Settings never read',
  too_old: 'Settings read more than 7 days ago',
  approval: 'Need approval by a second person',
}

export const UNREAD_WORDS: Record<UnreadCode, string> = {
  facts: 'Stripe doesn’t say enough of this account to know whether it is meant.',
  never_read: 'Its settings haven’t been read yet. It is read before others now; plan again afterwards.',
  too_old: 'Its settings were read more than 7 days ago. It is read before others now; plan again afterwards.',
}

export const MOVE_WORDS: Record<RolloutMove, string> = {
  start: 'Start rollout',
  approve: 'Approve and start',
  reject: 'Reject',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel rollout',
}

export const moveText = {
  title: 'What to do',
  canary: 'Accounts of the first stage',
  share: 'Second stage ends at, in percent',
  haltAbove: 'Halt above failures, in percent',
  waits: 'Wait after each stage until somebody resumes it',
  hours: 'Start later or keep quiet hours',
  startsAt: 'Start not before',
  quietFrom: 'Quiet hours from',
  quietUntil: 'Quiet hours until',
  quietHelp: 'In quiet hours, nothing is changed. The rollout continues by itself when they end.',
  zone: 'Time zone of these times',
  zoneHelp: 'Such as Europe/Berlin or America/New_York.',
  zoneWrong: 'Time zone: enter the name of a zone, such as Europe/Berlin. Nothing was done.',
  startWrong: 'Start not before: enter a moment in the future, at most a year away. Nothing was done.',
  quietWrong: 'Quiet hours: enter two different times, such as 22:00 and 06:00. Nothing was done.',
  reason: 'Reason',
  reasonHelp: 'It is recorded with the change of every account.',
  undo: 'Plan a rollback',
  undoHelp: 'Plans to bring every account that was changed back to what it was, but for those changed since.',
  sure: { cancel: 'Cancel it now', reject: 'Reject it now' },
  keep: 'Go back',
  pace: 'Stages: enter whole numbers, percents from 0 to 100. Nothing was done.',
  unanswered: 'The connection was lost before the answer came. Reload the page to see what became of it.',
}

export const PROBLEM_WORDS: Record<DriftProblem | PolicyProblem, string> = {
  missing: 'It doesn’t exist any more. Nothing was done.',
  not_allowed: 'You started this rollout, so another admin has to approve it. Nothing was done.',
  not_yours: 'Another admin keeps this policy to themselves. Nothing was done.',
  meanwhile: 'Somebody else has changed it meanwhile. Reload the page to see it as it is now. Nothing was done.',
  outdated: 'The policy has been changed since this was planned. Plan it again. Nothing was done.',
  nothing: 'There is no account to change. Nothing was done.',
  several: 'These accounts differ from several policies. Select accounts of one policy. Nothing was done.',
  reason: 'A second person has to approve this, so give a reason. Nothing was done.',
}
