import { html } from '../../../browser/html.js'
import { openDialog } from './dialogs.js'
import { capitalize, nameOf } from './format.js'
import { notify } from './host.js'
import { row } from './widgets.js'

export const PAYOUT_STATUS = {
  paid: ['Paid', 'Success'],
  pending: ['Pending', 'Warning'],
  in_transit: ['In transit', 'Neutral'],
  canceled: ['Canceled', 'Neutral'],
  failed: ['Failed', 'Danger'],
}

const FAILURE_REASONS = {
  account_closed: 'The bank account is closed.',
  account_frozen: 'The bank account is frozen.',
  bank_account_restricted: 'The bank account doesn’t accept this kind of payout.',
  bank_account_unusable: 'The bank account can’t be used.',
  bank_account_verification_failed: 'The owner of the bank account couldn’t be verified.',
  could_not_process: 'The bank couldn’t process the payout.',
  debit_not_authorized: 'The bank account doesn’t allow debits.',
  insufficient_funds: 'The bank account has insufficient funds.',
  invalid_account_number: 'The account number is invalid.',
  invalid_currency: 'The bank account doesn’t accept this currency.',
  no_account: 'The bank has no account with this number.',
  tokenized_account_number_deactivated: 'The bank has deactivated this account number.',
}

export function statusBadge({ status }) {
  const [label, kind] = PAYOUT_STATUS[status] ?? [capitalize(status), 'Neutral']
  return html`<span class=${`badge ${kind}`}>${label}</span>`
}

export const failureReason = ({ failure_code: code, failure_message: message }) =>
  FAILURE_REASONS[code] ?? message ?? 'Unknown reason'

export function destinationName({ destination, destination_account: account }) {
  if (account) return nameOf(account)
  return destination ? 'Removed account' : '–'
}

export function openPayoutDetails(el, payout, onclose) {
  const { format, session } = el
  const { currency } = payout
  const content = html`
    <div class="sheet">
      <dl>
        ${row('', 'Amount', format.money(payout.amount, currency))}
        ${row('', 'Status', statusBadge(payout))}
        ${payout.status === 'failed' && row('', 'Failure reason', failureReason(payout))}
        ${row('', 'Created', format.date(payout.created))}
        ${row('', payout.status === 'paid' ? 'Arrived' : 'Estimated arrival', format.date(payout.arrival_date))}
        ${row('', payout.amount < 0 ? 'From' : 'To', destinationName(payout))}
        ${row('', 'Type', `${capitalize(payout.method)}, ${payout.automatic ? 'automatic' : 'manual'}`)}
        ${payout.application_fee_amount > 0 && row('', 'Fee', format.money(payout.application_fee_amount, currency))}
        ${payout.statement_descriptor && row('', 'Statement descriptor', payout.statement_descriptor)}
        ${payout.trace_id?.value && row('', 'Trace ID', payout.trace_id.value)}
        ${session.showObjectIds && row('', 'ID', payout.id)}
      </dl>
      <div class="buttons">
        <button class="button Secondary" type="button" @click=${() => dialog.close()}>Close</button>
      </div>
    </div>`
  const dialog = openDialog(el, payout.amount < 0 ? 'Bank account debit' : 'Payout', content, { onclose })
}

/** As in Stripe's component, an unknown id shows nothing. */
export async function loadPayout(el) {
  const { Payout: id } = el.settings
  if (typeof id !== 'string' || !/^\w+$/.test(id)) return null
  try {
    return await el.request('GET', `/connect/payouts/${id}`)
  } catch (error) {
    if (error.status === 404) return null
    throw error
  }
}

/** An overlay for the payout that the host sets, shown once each time it sets one. */
export function payoutDetailsView(el) {
  const payout = el.loaded
  const id = payout?.id ?? null
  if (el.choices.shown === id) return []
  el.closeDialogs()
  el.choices = { shown: id }
  if (payout) queueMicrotask(() => openPayoutDetails(el, payout, () => notify(el.settings.OnClose)))
  return []
}
