// Apart from text.ts, because the account page doesn’t load it.
export const manualText = {
  offer: 'You can set payouts to manual now: funds then stay in the balance until somebody sends a payout.',
  set: 'Set payouts to manual',
  setting: 'Saving…',
  isManual: 'Payouts are manual: no payout is created automatically',
  locked: 'You can’t set payouts to manual',
  reason: 'Set to manual after reporting “this wasn’t me”',
  unread: 'Stripe didn’t answer. Nothing was changed. Try again in a moment.',
  conflict: 'Someone else changed the settings meanwhile. Nothing was sent. Try again.',
  unknown: 'It isn’t known yet whether Stripe took the change. Reload the page in a moment to see it.',
  signedOut: 'Your session has ended. Nothing was changed. Sign in, then open the link again.',
}
