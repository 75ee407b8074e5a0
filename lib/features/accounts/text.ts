// The texts of the accounts list, in one place.

import { nameState } from '@/lib/domain/payouts/standing-words'
import { isolate, plural } from '@/lib/domain/text'
import type { ListedState } from '@/lib/gateways/db/account-list-query'

export const listText = {
  title: 'Accounts',
  region: 'Connected accounts',
  pages: 'Pages of accounts',
  shown: (count: number) => `${plural(count, 'account')} on this page`,
  columns: {
    account: 'Account',
    state: 'State',
    available: 'Available',
    next_payout: 'Next payout',
    requirements: 'Requirements',
    schedule: 'Schedule',
    delay: 'Delay',
    country: 'Country',
    created: 'Created',
    id: 'ID',
  },
  unknown: '—',
  sharedBank: 'Same bank account elsewhere',
  requirements: { past_due: 'Past due', currently_due: 'Due', eventually_due: 'Due later', none: 'None' },
  dueBy: (day: string) => `Due ${day}`,
  chooseColumns: 'Columns',
  applyColumns: 'Apply',
  days: (days: number) => plural(days, 'day'),
  noMatch: 'No matching accounts',
  noMatchHelp: 'Search matches the beginning of every word of the name and the email, and of IDs.',
  clear: 'Clear filters',
  none: 'No accounts yet',
  incomplete: {
    search: 'More accounts match. Type more letters, or another word, to narrow the search.',
    filters: 'Few accounts match these filters. The next page continues the search.',
  },
  noneHelp: 'A sync reads the platform’s connected accounts from Stripe. An admin can start one above.',
}

export const exportText = {
  list: 'Export CSV',
  selected: 'Export selected',
  header: [
    ...['Account', 'Name', 'Email', 'Country', 'State', 'Reason', 'Requirements', 'Requirements due (UTC)'],
    ...['Next payout', 'Schedule'],
    ...['Settlement delay (days)', 'Currency', 'Available', 'Available in other currencies', 'Created (UTC)'],
  ],
  nothing: 'None of the selected accounts is known. Nothing was exported.',
  tooMany: 'More accounts match than a search lists, so nothing was exported. Type another word to narrow the search.',
}

export const selectionText = {
  column: 'Select',
  all: 'Select all accounts on this page',
  one: (name: string) => `Select ${isolate(name)}`,
  bar: 'Selected accounts',
  count: (count: number) => `${count} selected`,
  change: 'Change settings',
  changeAll: 'Change all that match',
  clear: 'Clear selection',
}

export const viewsText = {
  label: 'Saved views',
  shared: (name: string) => `${isolate(name)} (shared)`,
  save: 'Save view',
  name: 'Name',
  share: 'Share with everybody on the staff',
  help: 'A view keeps the search, the filters, the order and the columns. It replaces a view of yours with the same name.',
  submit: 'Save',
  remove: 'Delete view',
  outcome: {
    saved: 'View saved',
    removed: 'View deleted',
    too_many: 'You have 50 views already, so this one wasn’t saved. Delete one first.',
    no_name: 'A view needs a name. It wasn’t saved.',
  },
  unanswered: 'Spillway didn’t answer, so this may or may not be done. Reload the page to see.',
}

export const accountText = {
  nav: 'Account',
  tabs: { overview: 'Overview', payouts: 'Payouts', settings: 'Settings', history: 'History', components: 'Stripe' },
  back: 'Accounts',
  dashboard: 'Open in the Stripe Dashboard',
  nextPayout: (day: string) => `Next payout ${day}`,
  inTransit: (day: string) => `Payout in transit, expected ${day}`,
  gone: 'No longer connected',
  goneHelp:
    'Stripe doesn’t list this account for the platform any more. Its history is kept, and nothing can be changed.',
}

export const contactText = {
  title: 'Contact',
  help: (platform: string) => `${isolate(platform)} answers questions about your payouts.`,
}

export const requirementsText = {
  title: 'Requirements',
  pastDue: 'Past due',
  due: (day: string | null, isOver: boolean) =>
    day === null ? 'Due now' : isOver ? `Due since ${day}` : `Due by ${day}`,
  later: 'Due later',
  staff: {
    stripe: 'The account’s holder gives these details to Stripe.',
    application: 'The platform asks for these details and sends them to Stripe.',
    unknown: 'Who asks for these details isn’t known.',
  },
  owner: {
    full: 'Add these details in your Stripe Dashboard.',
    express: 'Add these details in your Express Dashboard.',
    none: 'Contact the platform to add these details.',
  },
  openAccount: 'Open this account in the Stripe Dashboard',
  openOwn: 'Open your Dashboard',
}

export const filtersText = {
  states: 'States',
  allStates: 'All accounts',
  label: 'Filters',
  search: 'Search',
  placeholder: 'Name, email or acct_…',
  more: (chosen: number) => (chosen === 0 ? 'More filters' : `More filters (${chosen})`),
  counted: (name: string, count: number) => `${name} (${count.toLocaleString('en-GB')})`,
  menus: {
    reason: { label: 'Reason', all: 'All reasons' },
    requirement: { label: 'Requirements', all: 'All requirements' },
    currency: { label: 'Currency', all: 'All currencies' },
    country: { label: 'Country', all: 'All countries' },
    delay: { label: 'Settlement delay', all: 'All delays' },
    type: { label: 'Account type', all: 'All types' },
  },
  range: {
    min: (currency: string) => `Available ${currency}, from`,
    max: (currency: string) => `Available ${currency}, to`,
  },
  sort: 'Sort by',
  sorts: { name: 'Name', state: 'State', available: 'Available', next_payout: 'Next payout', created: 'Created' },
  payouts: { enabled: 'Payouts enabled', disabled: 'Payouts disabled' },
  negative: 'Negative balance',
  sharedBank: 'Same bank account elsewhere',
  requirements: {
    past_due: 'Past due',
    currently_due: 'Currently due',
    eventually_due: 'Eventually due',
    none: 'Nothing due',
  },
  types: { custom: 'Custom', express: 'Express', standard: 'Standard' },
}

export function nameListedState(state: ListedState): string {
  if (state === 'disconnected') return 'Disconnected'
  return nameState(state === 'unknown' ? null : state)
}

export const syncText = {
  never: 'Not synced with Stripe yet',
  waiting: 'Sync starting…',
  running: (seen: number, refreshed: number) => `Syncing: ${seen} accounts found, ${refreshed} read`,
  paused: (because: string, time: string) => `Sync paused. ${because} It continues at ${time}.`,
  done: 'Synced',
  incomplete: 'Sync incomplete. The accounts read so far are saved.',
  fault: 'An error in Spillway interrupted the sync.',
  skipped: (count: number) => `${count} ${count === 1 ? 'account' : 'accounts'} couldn’t be read completely`,
  more: (count: number) => `and ${count} more`,
  parts: {
    account: 'the account',
    balance: 'the balance',
    settings: 'the balance settings',
    external_accounts: 'the bank accounts and cards',
    payouts: 'the payouts',
  },
  because: {
    unreadable: 'Stripe’s answer has a form that this version of Spillway doesn’t know',
    no_answer: 'Stripe didn’t answer',
    not_sent: 'Stripe wasn’t answering',
    rate_limited: 'Stripe limited our requests',
    not_permitted: 'Stripe doesn’t permit reading it',
    not_authenticated: 'Stripe didn’t accept the platform’s key',
    account_unreachable: 'the account is no longer connected to the platform',
    invalid: 'Stripe rejected the request',
  } as Record<string, string>,
  unanswered: 'Spillway didn’t answer, so the sync may or may not have started. Reload the page to see.',
  start: 'Sync',
  starting: 'Syncing…',
}
