import { html } from '../../../browser/html.js'
import { openDialog } from './dialogs.js'
import { nameOf } from './format.js'
import { block, linkButton, list, row, top } from './widgets.js'

const STATUS_TONES = { paid: 'Success', failed: 'Danger', canceled: 'Neutral' }
const SHOWN = 20

const statusBadge = ({ status }) =>
  html`<span class=${`badge ${STATUS_TONES[status] ?? 'Warning'}`}>${status.replaceAll('_', ' ')}</span>`

function payoutRow(el, payout) {
  const { id, amount, currency, arrival_date: day } = payout
  const amountText = el.format.money(amount, currency)
  return html`
    <li class="row">
      <div>
        ${el.format.date(day)} ${statusBadge(payout)}
        ${el.session.showObjectIds && html`<p class="fine">${id}</p>`}
      </div>
      <div class="links">
        <span class="amount">${amountText}</span>
        ${linkButton('Details', `details-${id}`, () => openDetails(el, payout), { about: `of ${amountText}`, kind: 'second' })}
      </div>
    </li>`
}

/** The newest payouts. */
export function payoutsBlock(el) {
  const payouts = [...el.data.payouts].sort((one, other) => other.created - one.created)
  const rows = payouts.slice(0, SHOWN).map((payout) => payoutRow(el, payout))
  return block('Payouts', null, rows.length > 0 ? list(rows) : html`<p class="quiet">No payouts yet.</p>`)
}

export const payoutsListView = (el) => [top(html`<h2>Payouts</h2>`), payoutsBlock(el)]

const details = (el, payout) => html`
  <dl class="ledger">
    ${row('total', 'Amount', el.format.money(payout.amount, payout.currency))}
    ${row('', 'Status', statusBadge(payout))}
    ${row('', 'Arrives', el.format.date(payout.arrival_date))}
    ${row('', 'Method', payout.method)}
    ${row('', 'To', destinationOf(el, payout))}
    ${payout.failure_message && row('', 'Failure', payout.failure_message)}
    ${row('', 'ID', payout.id)}
  </dl>`

function destinationOf(el, { destination }) {
  const account = el.data.accounts?.find(({ id }) => id === destination)
  return account ? nameOf(account) : (destination ?? 'not known')
}

function openDetails(el, payout, onclose) {
  const content = html`
    <div class="sheet">
      ${details(el, payout)}
      <div class="buttons">
        <button class="button Secondary" type="button" @click=${() => dialog.close()}>Close</button>
      </div>
    </div>`
  const dialog = openDialog(el, 'Payout details', content, { onclose })
}

/** [docs] An overlay for one payout. An id that isn't one of the account's renders nothing. */
export function payoutDetailsView(el) {
  const payout = el.data.payouts.find(({ id }) => id === el.settings.Payout)
  el.closeDialogs()
  if (!payout) return []
  // The view is put into the page first, because a dialog opens only there.
  queueMicrotask(() => openDetails(el, payout, () => el.settings.OnClose?.()))
  return html`<h2 class="unseen">Payout details</h2>`
}
