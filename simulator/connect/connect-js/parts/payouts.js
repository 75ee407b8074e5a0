import { html } from '../../../browser/html.js'
import { endOf, saveCsv, startOf, toDay } from './csv.js'
import { setBusy } from './dialogs.js'
import { count } from './format.js'
import { dateInput, field, select } from './forms.js'
import { destinationName, failureReason, openPayoutDetails, PAYOUT_STATUS, statusBadge } from './payout-details.js'
import { linkButton, top } from './widgets.js'

const ROWS_PER_PAGE = 10
const NO_FILTER = { status: '', first: '', last: '', pages: [] }

/** The status and the first and last arrival date of the payouts to show. Empty values don't filter. */
const filterOf = ({ choices: { status = '', first = '', last = '' } }) => ({ status, first, last })

function filterQuery(el) {
  const { status, first, last } = filterOf(el)
  return { status, arrives_from: first && startOf(first), arrives_before: last && endOf(last) }
}

/** One page of the list. `choices.pages` has the last id of every page before it. */
export function loadPayouts(el) {
  const { pages = [] } = el.choices
  return el.request('GET', '/connect/payouts', {
    ...filterQuery(el),
    limit: ROWS_PER_PAGE,
    starting_after: pages.at(-1),
  })
}

function choose(el, changes) {
  el.choices = { ...el.choices, ...changes }
  return el.reload()
}

/** A field with a fixed id, so it keeps the focus when it is rendered again. */
function withId(one, id) {
  one.control.id = id
  one.node.querySelector('label').htmlFor = id
  return one.node
}

function filtersView(el) {
  const { status, first, last } = filterOf(el)
  const options = [['', 'Any status'], ...Object.entries(PAYOUT_STATUS).map(([value, [label]]) => [value, label])]
  const statusField = field('Status', select(options, status))
  const from = field('Arrives from', dateInput(first))
  const to = field('Arrives until', dateInput(last))
  const apply = (changes) => choose(el, { ...changes, pages: [] })
  statusField.control.addEventListener('change', () => apply({ status: statusField.control.value }))
  from.control.addEventListener('change', () => apply({ first: from.control.value }))
  to.control.addEventListener('change', () => apply({ last: to.control.value }))
  return html`
    <div class="filters" role="group" aria-label="Filter payouts">
      ${withId(statusField, 'filter-status')}${withId(from, 'filter-from')}${withId(to, 'filter-to')}
    </div>`
}

async function allPayouts(el) {
  const payouts = []
  for (let hasMore = true; hasMore; ) {
    const query = { ...filterQuery(el), limit: 100, starting_after: payouts.at(-1)?.id }
    const page = await el.request('GET', '/connect/payouts', query)
    payouts.push(...page.data)
    hasMore = page.has_more
  }
  return payouts
}

/** The columns of the CSV file. */
function csvRow(format, payout) {
  const plain = (amount) => (amount < 0 ? '-' : '') + format.plain(amount, payout.currency)
  return {
    id: payout.id,
    created: new Date(payout.created * 1000).toISOString(),
    arrival_date: toDay(payout.arrival_date),
    amount: plain(payout.amount),
    currency: payout.currency,
    status: payout.status,
    method: payout.method,
    automatic: payout.automatic,
    destination: destinationName(payout),
    fee: plain(payout.application_fee_amount ?? 0),
    failure_code: payout.failure_code,
    trace_id: payout.trace_id?.value,
  }
}

async function exportPayouts(el) {
  const button = el.shadowRoot.getElementById('export-payouts')
  if (button.hasAttribute('aria-busy')) return
  button.idleLabel = button.textContent
  setBusy(button, 'Exporting…')
  try {
    const rows = (await allPayouts(el)).map((payout) => csvRow(el.format, payout))
    saveCsv('payouts', [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))])
    el.showNotice(`${count(rows.length, 'payout')} exported.`)
  } catch (error) {
    el.showError(error.message)
  }
  setBusy(button)
}

function payoutRow(el, payout) {
  const { format, session } = el
  const open = () => openPayoutDetails(el, payout)
  return html`
    <tr>
      <td>
        ${linkButton(format.date(payout.arrival_date), `payout-${payout.id}`, open, { about: 'payout' })}
        ${payout.status === 'failed' && html`<span class="fine">${failureReason(payout)}</span>`}
        ${session.showObjectIds && html`<span class="fine">${payout.id}</span>`}
      </td>
      <td>${statusBadge(payout)}${payout.method === 'instant' && html`<span class="fine">Instant</span>`}</td>
      <td class="wide">${destinationName(payout)}</td>
      <td class=${`amount ${payout.amount < 0 ? 'minus' : ''}`}>${format.money(payout.amount, payout.currency)}</td>
    </tr>`
}

export function payoutsListView(el) {
  const { loaded } = el
  const isFiltered = Object.values(filterOf(el)).some(Boolean)
  const heading = html`<h2>Payouts</h2>`
  const title = el.tag === 'payouts-list' ? top(heading) : heading
  if (loaded.total === 0 && !isFiltered) return [title, html`<p class="quiet">No payouts yet.</p>`]
  if (loaded.total === 0) {
    const clear = linkButton('Clear filters', 'clear-filters', () => choose(el, NO_FILTER))
    return [title, filtersView(el), html`<p class="quiet block">No payouts match these filters. ${clear}</p>`]
  }
  return [
    title,
    filtersView(el),
    html`
      <table>
        <caption class="unseen">Payouts, latest first</caption>
        <thead>
          <tr>
            <th scope="col">Arrival</th>
            <th scope="col">Status</th>
            <th scope="col" class="wide">To</th>
            <th scope="col" class="amount">Amount</th>
          </tr>
        </thead>
        <tbody>${loaded.data.map((payout) => payoutRow(el, payout))}</tbody>
      </table>`,
    pagesView(el),
  ]
}

function pagesView(el) {
  const { loaded } = el
  const { pages = [] } = el.choices
  const start = pages.length * ROWS_PER_PAGE
  const button = (label, id, isPossible, next) => html`
    <button class="button Secondary" type="button" id=${id} aria-disabled=${!isPossible && 'true'}
      @click=${() => isPossible && choose(el, { pages: next() })}>${label}</button>`
  return html`
    <div class="pages">
      <p class="fine" role="status">${`${start + 1}–${start + loaded.data.length} of ${count(loaded.total, 'payout')}`}</p>
      <div class="buttons">
        <button class="button Secondary" type="button" id="export-payouts" @click=${() => exportPayouts(el)}>Export CSV</button>
        ${button('Previous', 'previous-payouts', pages.length > 0, () => pages.slice(0, -1))}
        ${button('Next', 'next-payouts', loaded.has_more, () => [...pages, loaded.data.at(-1).id])}
      </div>
    </div>`
}
