// What is said of a payout, by its labels. The list needs them in the browser.

export const factText = {
  id: 'ID',
  status: 'Status',
  created: 'Created',
  type: 'Type',
  trace: 'Trace ID',
  descriptor: 'Statement descriptor',
  fee: 'Platform fee',
  reversedBy: 'Reversed by',
  notGiven: 'Not given',
  open: 'Contents and details',
  cancel: 'Cancel payout…',
}
