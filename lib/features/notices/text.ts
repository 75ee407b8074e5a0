// The texts of the page where people choose their notices, in one place.
import type { Topic } from '@/lib/domain/notices/topics'

export const noticesText = {
  title: 'Email notices',
  help: 'You get an email when something happens on an account that you can see, whether it was done here, at Stripe or by the platform.',
  to: 'Sent to',
  off: 'The platform has no mail server yet, so no email is sent.',
  topics: {
    settings: 'Payout settings change',
    bank_accounts: 'Bank accounts or cards change, or need attention',
    failed_payouts: 'A payout fails',
    requirements: 'Requirements fall due at Stripe',
    disputes: 'Someone reports a change: “this wasn’t me”',
    rollouts: 'A rollout is complete, canceled or halted',
    shared_banks: 'A bank account or card is added that another account has too',
    requests: 'A change waits for you to approve it',
    glass_broken: 'A change is saved without the approval that it needed',
  } as Record<Topic, string>,
  fixed: 'Always sent, for your security.',
  none: 'You have no access to an account yet, so there is nothing to choose.',
  submit: 'Save notices',
  submitting: 'Saving…',
  saved: 'Notices updated',
  signedOut: 'Your session has ended. Nothing was saved. Sign in and try again.',
  unconfirmed: 'It isn’t known whether your choice was saved. Reload the page to see it.',
  back: 'Back',
}
