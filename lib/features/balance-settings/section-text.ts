import { isolate } from '@/lib/domain/text'

export const sectionText = {
  loading: 'Reading balance settings from Stripe',
  missing: 'Balance settings could not be read',
  missingHelp: 'Nothing was changed. Reload the page to try again.',
  stale: 'Stripe’s last known settings',
  readAt: 'These settings were read',
  staleHelp: 'Before saving, Spillway reads the current settings. If that fails, nothing is changed.',
  managedBy: (platform: string) => `Managed by ${isolate(platform)}`,
  managedHelp: 'You can see these settings. Use “Request a change” to ask for another value.',
  locked: 'Settings you can’t change',
  notAvailable: 'Not available',
  nextPayouts: 'Next payouts',
  estimated: 'Estimated',
  noTerms: 'The schedule names no payout days that Spillway knows.',
  noSettings:
    'The next payouts aren’t known, because the balance settings couldn’t be read. Reload the page to try again.',
  payoutsDisabled: 'Payouts are disabled',
  payoutsDisabledHelp: 'You can change the settings. They apply once payouts resume.',
}
