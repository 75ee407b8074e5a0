export const previewText = {
  dates: 'Payout dates',
  none: 'No automatic payouts.',
  added: 'New',
  removed: 'Removed',
  nextAmount: 'Next amount:',
  perMonth: 'Payouts per month',
  wait: 'Days that settled money waits',
  cost: 'Payout costs per year',
  manual: 'manual',
}

export const previewNotes = {
  blocked: 'No payout is sent on these days of the schedule at the moment. The payout status says why.',
  maybePaused: 'These are the days of the schedule. Stripe doesn’t say whether payouts are enabled.',
  firstPayout: 'Stripe may hold the first payout of this account longer.',
  calendar: (title: string, lastDay: string | null) =>
    `Estimated with ${title}${lastDay ? `, known until ${lastDay}` : ''}. Stripe decides the actual dates.`,
  noRules: (currency: string) => `Each automatic payout in ${currency.toUpperCase()} goes to the bank account.`,
  arrivals: {
    none: (days: string) => `arrives ${days}`,
    some: (days: string) => `what goes to the bank arrives ${days}`,
    all: () => 'goes to the financial account',
    unknown: () => 'where it goes isn’t known',
  },
  dayRange: (earliest: string, latest: string) => (earliest === latest ? earliest : `${earliest} to ${latest}`),
}
