// The texts of the page behind “this wasn’t me”, in one place.
import type { DisputedPart } from '@/lib/domain/audit/audit-entry'
import { isolate } from '@/lib/domain/text'

export const disputeText = {
  title: 'This wasn’t me',
  change: 'The change',
  asks: 'If neither you nor someone you trust made this change, report it. The platform’s admins get an email, and your report is added to the audit log.',
  submit: 'Report: this wasn’t me',
  submitting: 'Reporting…',
  ended: 'This link doesn’t work any more',
  endedHelp:
    'It has expired, or you no longer have access to the account. Nothing was changed. If something looks wrong, contact the platform.',
  other: 'Someone else is signed in',
  otherHelp: (name: string) =>
    `${isolate(name)} is signed in in this browser, and the link was sent to someone else. Sign out, then open it again. Nothing was changed, and the link still works.`,
  unconfirmed: 'It isn’t known whether your report arrived. Reload the page to see it.',
  done: 'You reported that this wasn’t you',
  doneHelp: (about: DisputedPart) =>
    `The platform’s admins get an email. Check your ${about === 'bank_accounts' ? 'bank accounts' : 'payout settings'}, and change your passwords here and at Stripe if someone else may know them.`,
  signIn:
    'Sign in, then open the link in the email again. If your role allows it, you can then set payouts to manual, so that no automatic payout is sent.',
  toSignIn: 'Sign in',
}
