export const previewText = {
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
  blocked: 'These are the days of the schedule. No payout is sent on them at the moment; the reason is above.',
  firstPayout: 'Stripe may hold the first payout of this account longer.',
  calendar: (title: string, lastDay: string | null) =>
    `Estimated with ${title}${lastDay ? `, known until ${lastDay}` : ''}. Stripe decides the actual dates.`,
  dayRange: (earliest: string, latest: string) => (earliest === latest ? earliest : `${earliest} to ${latest}`),
}
