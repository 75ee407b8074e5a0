import { openDialog, setBusy } from './dialogs.js'
import { endOf, saveCsv, startOf, toDay } from './downloads.js'
import { dateInput, field, select } from './forms.js'
import { html, tell } from './foundation.js'
import { linkButton, row, top } from './pieces.js'
import { capital, counted, nameOf } from './words.js'

const PAYOUT_STATUS = {
  paid: ['Paid', 'Success'],
  pending: ['Pending', 'Warning'],
  in_transit: ['In transit', 'Neutral'],
  canceled: ['Canceled', 'Neutral'],
  failed: ['Failed', 'Danger'],
}

const PAYOUT_FAILURES = {
  account_closed: 'The bank account is closed.',
  account_frozen: 'The bank account is frozen.',
  bank_account_restricted: 'The bank account takes no such payouts.',
  bank_account_unusable: 'The bank account cannot be used.',
  bank_account_verification_failed: 'It could not be verified who owns the bank account.',
  could_not_process: 'The bank could not process the payout.',
  debit_not_authorized: 'The bank account does not allow debits.',
  insufficient_funds: 'There was not enough money to draw on.',
  invalid_account_number: 'The account number is wrong.',
  invalid_currency: 'The bank account does not take this currency.',
  no_account: 'The bank does not know this account number.',
  tokenized_account_number_deactivated: 'The bank has deactivated this account number.',
}

function statusBadge({ status }) {
  const [words, kind] = PAYOUT_STATUS[status] ?? [capital(status), 'Neutral']
  return html`<span class=${`badge ${kind}`}>${words}</span>`
}

const failureOf = ({ failure_code: code, failure_message: words }) => PAYOUT_FAILURES[code] ?? words ?? 'Reason unknown'

function destinationName({ destination, destination_account: account }) {
  if (account) return nameOf(account)
  return destination ? 'A removed account' : '–'
}

const ROWS_PER_PAGE = 10

/** The status, and the arrival days from which on and up to which payouts are wanted; empty where it does not matter. */
const filterOf = ({ wanted: { status = '', first = '', last = '' } }) => ({ status, first, last })

function filterQuery(el) {
  const { status, first, last } = filterOf(el)
  return { status, arrives_from: first && startOf(first), arrives_before: last && endOf(last) }
}

/** One page of the list. `wanted.pages` holds the last id of every page before it. */
export function loadPayouts(el) {
  const { pages = [] } = el.wanted
  return el.ask('GET', '/connect/payouts', {
    ...filterQuery(el),
    limit: ROWS_PER_PAGE,
    starting_after: pages.at(-1),
  })
}

function choose(el, changes) {
  el.wanted = { ...el.wanted, ...changes }
  return el.reload()
}

/** Fields drawn anew keep their ids, so that focus stays where it was. */
function withId(one, id) {
  one.control.id = id
  one.node.querySelector('label').htmlFor = id
  return one.node
}

function filtersView(el) {
  const { status, first, last } = filterOf(el)
  const options = [['', 'Any status'], ...Object.entries(PAYOUT_STATUS).map(([value, [words]]) => [value, words])]
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

async function exportPayouts(el) {
  const button = el.shadowRoot.getElementById('export-payouts')
  if (button.hasAttribute('aria-busy')) return
  button.idleWords = button.textContent
  setBusy(button, 'Exporting…')
  try {
    const payouts = []
    for (let more = true; more; ) {
      const page = await el.ask('GET', '/connect/payouts', {
        ...filterQuery(el),
        limit: 100,
        starting_after: payouts.at(-1)?.id,
      })
      payouts.push(...page.data)
      more = page.has_more
    }
    const names =
      'id,created,arrival_date,amount,currency,status,method,automatic,destination,fee,failure_code,trace_id'.split(',')
    const rows = payouts.map((payout) => {
      const plain = (amount) => (amount < 0 ? '-' : '') + el.format.plain(amount, payout.currency)
      return [
        payout.id,
        new Date(payout.created * 1000).toISOString(),
        toDay(payout.arrival_date),
        plain(payout.amount),
        payout.currency,
        payout.status,
        payout.method,
        payout.automatic,
        destinationName(payout),
        plain(payout.application_fee_amount ?? 0),
        payout.failure_code,
        payout.trace_id?.value,
      ]
    })
    saveCsv('payouts', [names, ...rows])
    el.say(`${counted(payouts.length, 'payout')} exported.`)
  } catch (error) {
    el.complain(error.message)
  }
  setBusy(button)
}

export function payoutsListView(el) {
  const { format, own, session } = el
  const { status, first, last } = filterOf(el)
  const isFiltered = Boolean(status || first || last)
  const heading = html`<h2>Payouts</h2>`
  const title = el.tag === 'payouts-list' ? top(heading) : heading
  if (own.total === 0 && !isFiltered) {
    return [title, html`<p class="quiet">No payouts yet. They appear here once money has left.</p>`]
  }
  const rows = own.data.map(
    (payout) => html`
      <tr>
        <td>
          ${linkButton(format.date(payout.arrival_date), `payout-${payout.id}`, () => openPayoutDetails(el, payout), { about: 'payout' })}
          ${payout.status === 'failed' && html`<span class="fine">${failureOf(payout)}</span>`}
          ${session.showObjectIds && html`<span class="fine">${payout.id}</span>`}
        </td>
        <td>${statusBadge(payout)}${payout.method === 'instant' && html`<span class="fine">Instant</span>`}</td>
        <td class="wide">${destinationName(payout)}</td>
        <td class=${`amount ${payout.amount < 0 ? 'minus' : ''}`}>${format.money(payout.amount, payout.currency)}</td>
      </tr>`,
  )
  return [
    title,
    filtersView(el),
    own.total === 0
      ? html`<p class="quiet block">No payout is like this. ${linkButton('Show all', 'clear-filters', () => choose(el, { status: '', first: '', last: '', pages: [] }))}</p>`
      : html`
        <table>
          <caption class="unseen">Payouts, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">Arrival</th>
              <th scope="col">Status</th>
              <th scope="col" class="wide">To</th>
              <th scope="col" class="amount">Amount</th>
            </tr>
          </thead>
          <tbody>${rows}</tbody>
        </table>`,
    own.total > 0 && pagesView(el),
  ]
}

function pagesView(el) {
  const { own } = el
  const { pages = [] } = el.wanted
  const start = pages.length * ROWS_PER_PAGE
  const button = (words, id, isOpen, next) => html`
    <button class="button Secondary" type="button" id=${id} aria-disabled=${!isOpen && 'true'}
      @click=${() => isOpen && choose(el, { pages: next() })}>${words}</button>`
  return html`
    <div class="pages">
      <p class="fine" role="status">${`${start + 1}–${start + own.data.length} of ${counted(own.total, 'payout')}`}</p>
      <div class="buttons">
        <button class="button Secondary" type="button" id="export-payouts" @click=${() => exportPayouts(el)}>Export CSV</button>
        ${button('Previous', 'previous-payouts', pages.length > 0, () => pages.slice(0, -1))}
        ${button('Next', 'next-payouts', own.has_more, () => [...pages, own.data.at(-1).id])}
      </div>
    </div>`
}

function openPayoutDetails(el, payout, onclose) {
  const { format, session } = el
  const { currency } = payout
  const content = html`
    <div class="sheet">
      <dl>
        ${row('', 'Amount', format.money(payout.amount, currency))}
        ${row('', 'Status', statusBadge(payout))}
        ${payout.status === 'failed' && row('', 'Why', failureOf(payout))}
        ${row('', 'Created', format.date(payout.created))}
        ${row('', payout.status === 'paid' ? 'Arrived' : 'Estimated arrival', format.date(payout.arrival_date))}
        ${row('', payout.amount < 0 ? 'From' : 'To', destinationName(payout))}
        ${row('', 'Kind', `${capital(payout.method)}, ${payout.automatic ? 'by schedule' : 'by hand'}`)}
        ${payout.application_fee_amount > 0 && row('', 'Fee', format.money(payout.application_fee_amount, currency))}
        ${payout.statement_descriptor && row('', 'On the bank statement', payout.statement_descriptor)}
        ${payout.trace_id?.value && row('', 'Trace id', payout.trace_id.value)}
        ${session.showObjectIds && row('', 'Id', payout.id)}
      </dl>
      <div class="buttons">
        <button class="button Secondary" type="button" @click=${() => dialog.close()}>Close</button>
      </div>
    </div>`
  const dialog = openDialog(el, payout.amount < 0 ? 'Debit of the bank account' : 'Payout', content, { onclose })
}

/** An id that is none of the account's shows nothing, as with Stripe's. */
export async function loadPayout(el) {
  const { Payout: id } = el.settings
  if (typeof id !== 'string' || !/^\w+$/.test(id)) return null
  try {
    return await el.ask('GET', `/connect/payouts/${id}`)
  } catch (error) {
    if (error.status === 404) return null
    throw error
  }
}

/** An overlay for the payout that the host names, shown once for each naming. */
export function payoutDetailsView(el) {
  const id = el.own?.id ?? null
  if (el.wanted.shown === id) return []
  el.closeDialogs()
  el.wanted = { shown: id }
  if (el.own) queueMicrotask(() => openPayoutDetails(el, el.own, () => tell(el.settings.OnClose)))
  return []
}
