import type { ExpectedBasis } from '@/lib/domain/payouts/expected-payouts'

/** Days of the record from which a minimum balance is suggested. */
export const LOOKED_BACK = 180

export const radarText = {
  title: 'Negative balances',
  help: 'Accounts that owe money, the largest amounts first, as last read from Stripe. Currencies are never added up.',
  currencies: 'Currencies',
  total: (accounts: number) => `${accounts.toLocaleString('en-GB')} ${accounts === 1 ? 'account' : 'accounts'}`,
  scroll: 'Accounts with a negative balance',
  columns: {
    account: 'Account',
    amount: 'Available',
    since: 'Negative since',
    liable: 'Liable',
    debits: 'Debits of the bank account',
    deepens: 'Next payout in another currency',
    reversals: 'Refunds and disputes',
    minimum: 'Suggested minimum',
    act: 'Change',
  },
  liable: { stripe: 'Stripe', application: 'Platform' },
  debits: { on: 'On', off: 'Off' },
  unknown: 'Not known',
  none: 'None expected',
  act: 'Plan a change',
  reversals: (refunds: string, disputes: string) => `${refunds} refunded, ${disputes} disputed`,
  since: (day: string) => `since ${day}`,
  minimumHelp: `The suggested minimum is the larger of two amounts: the deepest negative balance on record in the last ${LOOKED_BACK} days, and the most that refunds and disputes took within 7 days. They are read once a day, of 90 days or the latest 100 transactions.`,
  deepensHelp: 'A payout in another currency sends funds to an account that owes money in this one.',
  nobody: 'No account has a negative balance',
  nobodyHelp: 'An account appears here when a balance that is read from Stripe is below zero.',
  pages: 'Pages of accounts',
  incomplete: 'Few accounts match. The next page continues the search.',
}

export const liquidityText = {
  title: 'Liquidity',
  help: 'Payouts that are expected in the next 30 days, from what is in the balances of connected accounts and in transit. Payments to come are not guessed.',
  currencies: 'Currencies',
  chart: (currency: string) => `Expected payouts in ${currency} by day, as in the table below`,
  scroll: (currency: string) => `Expected payouts in ${currency} by day`,
  columns: { day: 'Day', total: 'Together', payouts: 'Payouts' },
  basis: {
    in_transit: 'In transit, arriving',
    available: 'Available now (estimated)',
    pending: 'Pending now (estimated)',
  } satisfies Record<ExpectedBasis, string>,
  sum: '30 days',
  estimated: 'Estimated: the day and the amount of what isn’t in transit. Only Stripe decides.',
  legendSure: 'In transit',
  legendEstimated: 'Estimated',
  none: 'No payouts are expected',
  noneHelp: 'Expected payouts appear here once balances, settings and payouts of accounts have been read from Stripe.',
}
