// The texts of the payout calendar. What a browser loads on demand is in calendar-link-text.ts.

export const calendarText = {
  title: 'Payout calendar',
  download: 'Download upcoming payouts',
  format: '(.ics, six months, estimated)',
  active: 'A private calendar link is active. Anyone who has it can read the payout dates, and nothing else.',
  inactive: 'You can also subscribe with a private calendar link, which stays up to date.',
  manage: 'Private link…',
}
