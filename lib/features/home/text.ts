import { plural } from '@/lib/domain/text'

export const homeText = {
  title: 'Home',
  count: (count: number) => count.toLocaleString('en-GB'),
  /** Fits over a bar: 1200 is "1.2K". */
  shortCount: (count: number) => count.toLocaleString('en-GB', { notation: 'compact' }),
  accounts: 'Accounts by state',
  failed: 'Failed payouts',
  noFailed: 'No failed payouts are known.',
  allFailed: 'All failed payouts',
  deadlines: 'Requirements due this week',
  noDeadlines: 'No account has a deadline in the next 7 days.',
  allDue: 'All with requirements due',
  pastDue: (count: number) => `${plural(count, 'account')} ${count === 1 ? 'has' : 'have'} requirements past due`,
  negative: 'Negative balances',
  noNegative: 'No account has a negative balance.',
  ofAccounts: (count: number, isCut: boolean) =>
    isCut ? `at least ${count.toLocaleString('en-GB')} accounts` : plural(count, 'account'),
  expected: 'Expected payouts',
  expectedHelp:
    'Accounts by the day of their next payout, as computed when they were last read. The table has the amounts, which are estimated unless in transit.',
  noExpected: 'No payouts are expected in the next 14 days.',
  chart: 'Accounts by the day of their next payout, as in the table below',
  asTable: 'Table',
  day: 'Day',
  numberOf: 'Accounts',
  amounts: 'Expected',
  liquidity: 'Liquidity',
  changes: 'Changes since yesterday',
  noChanges: 'Nothing was changed since yesterday.',
  allChanges: 'All changes',
  health: 'Events and sync',
  eventsDone: 'Every event received from Stripe is processed.',
  eventsWait: (count: number) =>
    `${plural(count, 'event')} ${count === 1 ? 'waits' : 'wait'} to be processed, the oldest since`,
  status: 'Status',
  firstRun: 'No accounts yet',
  firstRunHelp: 'A sync reads the platform’s connected accounts from Stripe. Until then there is nothing to show here.',
  firstRunAsk: 'An admin can start a sync that reads the platform’s connected accounts from Stripe.',
  toAccounts: 'Open accounts to sync',
  toPeople: 'Invite people',
}
