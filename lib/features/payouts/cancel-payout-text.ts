export const cancelText = {
  confirm: 'Cancel this payout',
  keep: 'Keep payout',
  busy: 'Canceling…',
  lost: 'The connection was lost before the answer came. The status of the payout shows whether it was canceled.',
}
