export const sectionText = {
  loading: 'Reading balance settings from Stripe',
  missing: 'Balance settings could not be read',
  missingHelp: 'Nothing was changed. Reload the page to try again.',
  stale: 'Stripe’s last known settings',
  readAt: 'These settings were read',
  staleHelp: 'Before saving, Spillway reads the current settings. If that fails, nothing is changed.',
  payoutsDisabled: 'Payouts are disabled',
  payoutsDisabledHelp: 'You can change the settings. They apply once payouts resume.',
}

export const transferRulesText = {
  title: 'Automatic transfer rules',
  everything: 'everything',
  upTo: (amount: string) => `up to ${amount}`,
  to: (destination: string) => `to ${destination}`,
  readOnly: 'Read-only here. These rules move funds to a financial account at Stripe instead of paying them out.',
}
