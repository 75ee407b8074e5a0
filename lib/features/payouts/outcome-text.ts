// What the outcomes of payouts and cancellations read like. They come from the server.

export const orderOutcomeText = {
  notSent: (because: string) => `No payout was sent: ${because}`,
  changed: (amount: string) =>
    `The balance has changed: ${amount} can be sent now. No payout was sent. Review the amount and confirm again.`,
  busy: 'The outcome of another payout of this account isn’t known yet. No new payout was sent. Check the payouts in a moment.',
  failed: 'No payout was sent because of an error in Spillway. Try again in a moment.',
  noSuchOrder: 'There is no such order.',
  nothingSent: 'No payout was sent.',
}

export const cancelOutcomeText = {
  canceled: 'Canceled. The funds were returned to the balance.',
  notCanceled: (because: string) => `Nothing was canceled: ${because}`,
  noSuchPayout: 'there is no such payout.',
  notAllowed: 'The platform doesn’t allow this for your role. Nothing was canceled.',
  automatic: 'Automatic payouts can’t be canceled.',
  tooLate: (status: string) => `It can no longer be canceled. ${status}`,
  failed: 'Nothing was canceled because of an error in Spillway. Try again in a moment.',
  busy: 'The outcome of an earlier cancellation of this payout isn’t known yet. Its status shows whether it was canceled.',
  unknown: 'Stripe didn’t answer. The status of the payout shows whether it was canceled.',
  sessionEnded: 'Your session has ended. Nothing was canceled.',
}
