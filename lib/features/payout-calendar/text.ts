// The texts of the payout calendar, in one place.

export const calendarText = {
  title: 'Payout calendar',
  download: 'Download upcoming payouts',
  format: '(.ics, six months, estimated)',
  active: 'A private calendar link is active. Anyone who has it can read the payout dates, and nothing else.',
  inactive: 'You can also subscribe with a private calendar link, which stays up to date.',
  link: 'Private calendar link, shown only now',
  create: 'Create private link',
  regenerate: 'Regenerate link',
  revoke: 'Revoke link',
  unknown: 'Couldn’t confirm the change. Reload the page to see whether the link is active.',
}
