// [from memory] of the messages
const FAILURE_MESSAGES: Readonly<Record<string, string>> = {
  account_closed: 'The bank account has been closed.',
  account_frozen: 'The bank account has been frozen.',
  bank_account_restricted: 'The bank account has restrictions on either the type, or the number, of payouts allowed.',
  bank_account_unusable: 'The bank account could not be used. Its details may be wrong.',
  could_not_process: 'The bank could not process this transfer.',
  debit_not_authorized: 'Debit transactions are not approved on this bank account.',
  insufficient_funds: 'The bank account has insufficient funds to cover this transfer.',
  invalid_currency: 'The bank was unable to process this transfer because of its currency.',
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
}

export function failureMessage(code: string): string {
  return FAILURE_MESSAGES[code] ?? 'The payout could not be completed.'
}
