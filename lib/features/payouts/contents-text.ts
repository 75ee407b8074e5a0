import type { ContentKind } from '@/lib/domain/payouts/payout-contents'
import { plural } from '@/lib/domain/text'

export const contentsText = {
  title: 'Contents',
  loading: 'Reading the contents from Stripe',
  totalsLoading: 'Adding up the contents',
  missing: 'Couldn’t read the contents',
  unlisted: 'No list of contents',
  reload: 'Reload the page to try again.',
  manual:
    'This payout was sent manually. Stripe lists the transactions of automatic payouts only, so it can’t say what a manual payout contains.',
  notReady:
    'Stripe is still working out which transactions this payout contains. It lists them once the payout has arrived.',
  undelivered:
    'Stripe lists the transactions of payouts that have arrived. The funds of this one were returned to the balance.',
  notApplicable: 'Stripe doesn’t list the transactions of this payout.',
  refused: 'Stripe lists no transactions of this payout. It lists those of automatic payouts, once they have arrived.',
  noSuchPage: 'There is no such page of contents.',
  none: 'No transactions',
  noneHelp: 'Stripe lists no transactions in this payout.',
  download: 'Download as CSV',
  totals: 'Totals by type',
  transactions: 'Transactions',
  laterPage: 'The totals are on the first page.',
  firstPage: 'First page',
  nextPage: 'Next page',
  pages: 'Pages of transactions',
  columns: { kind: 'Type', count: 'Count', gross: 'Gross', fees: 'Fees', net: 'Net' },
  rowColumns: { type: 'Type', created: 'Created', gross: 'Gross', fee: 'Fee', net: 'Net', source: 'Source' },
  total: 'Total',
  payoutAmount: 'Payout amount',
  notKnown: 'Not known',
  notGiven: 'Not given',
  atLeast: (amount: string) => `at least ${amount}`,
  countAtLeast: (count: number) => `at least ${count}`,
  addsUp: 'The net amounts add up to the payout.',
  differs: (sum: string, payout: string) =>
    `The net amounts add up to ${sum}, and the payout is ${payout}. Stripe’s list doesn’t explain the difference.`,
  partial: (count: number) => `Based on the first ${plural(count, 'transaction')}. The download has all of them.`,
  unknownSum: 'Some transactions have no amount that Spillway can add up, so no total is shown.',
  cutOff:
    'There are more transactions, but Stripe doesn’t say where their page starts. The Stripe Dashboard shows them.',
}

export const KIND_LABELS: Record<ContentKind, string> = {
  charges: 'Charges',
  refunds: 'Refunds',
  adjustments: 'Disputes and adjustments',
  fees: 'Stripe and platform fees',
  transfers: 'Transfers',
  payouts: 'Other payouts, canceled or returned ones',
  minimum_balance: 'Minimum balance',
  reserves: 'Reserves',
  top_ups: 'Top-ups',
  other: 'Other',
}

export const detailText = {
  back: (name: string) => `Back to ${name}`,
  status: 'Status',
  missing: 'Couldn’t read the payout',
  facts: 'Details',
  amount: 'Amount',
  arrival: 'Arrival',
  destination: 'Destination',
  failure: 'Why it failed',
  dashboard: 'Open in the Stripe Dashboard',
  isNext: 'not yet',
  isUnknown: 'not known',
  reverses: 'Reverses',
  source: 'Payout',
}
