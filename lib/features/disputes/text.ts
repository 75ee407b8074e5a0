// The texts of the page behind “this wasn’t me”, in one place.
import type { DisputedPart } from '@/lib/domain/audit/audit-entry'
import { isolate } from '@/lib/domain/text'

export const disputeText = {
  title: 'This wasn’t me',
  change: 'The change',
  asks: 'Did neither you nor anybody you trust make this change? Then report it. The platform’s admins get a mail at once, and your report is added to the audit log.',
  submit: 'Report: this wasn’t me',
  submitting: 'Reporting…',
  ended: 'This link doesn’t work any more',
  endedHelp:
    'It has expired, or you no longer have access to the account. Nothing was changed. If you fear that something is wrong, contact the platform.',
  other: 'Somebody else is signed in',
  otherHelp: (name: string) =>
    `This link was sent to another person than ${isolate(name)}, who is signed in in this browser. Sign out first, then open the link again. Nothing was changed, and the link still works.`,
  unconfirmed: 'It isn’t known whether your report arrived. Reload the page to see it.',
  done: 'You reported that this wasn’t you',
  doneHelp: (about: DisputedPart) =>
    about === 'bank_accounts'
      ? 'The platform’s admins were notified. Change your passwords here and at Stripe if somebody else may know them, and check the bank accounts of your account.'
      : 'The platform’s admins were notified. Change your passwords here and at Stripe if somebody else may know them, and check the payout settings.',
  signIn:
    'Sign in, then open the link of the mail again: with your role you may be able to set payouts to manual, so that no funds leave meanwhile.',
  toSignIn: 'Sign in',
}
