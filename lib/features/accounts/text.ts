// The texts of the accounts list, in one place.

import { plural } from '@/lib/domain/text'

export const listText = {
  title: 'Accounts',
  region: 'Connected accounts',
  pages: 'Pages of accounts',
  columns: {
    account: 'Account',
    email: 'Email',
    id: 'ID',
    country: 'Country',
    schedule: 'Schedule',
    delay: 'Delay',
    available: 'Available',
    status: 'Status',
  },
  unknown: '—',
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

export const filtersText = {
  label: 'Filters',
  search: 'Search',
  placeholder: 'Name, email or acct_…',
  country: 'Country',
  allCountries: 'All countries',
  sort: 'Sort',
  sortName: 'Name',
  sortNewest: 'Newest first',
  disconnected: 'Disconnected',
  payouts: { enabled: 'Payouts enabled', disabled: 'Payouts disabled' },
  negative: 'Negative balance',
}

export const syncText = {
  never: 'Not synced with Stripe yet',
  running: (seen: number, refreshed: number) => `Syncing: ${seen} accounts found, ${refreshed} read`,
  done: 'Synced',
  incomplete: 'Sync incomplete. The accounts read so far are saved; start the sync again.',
  start: 'Sync',
  starting: 'Syncing…',
}
