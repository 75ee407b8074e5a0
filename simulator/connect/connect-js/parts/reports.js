import { endOf, saveCsv, startOf, toDay } from './downloads.js'
import { dateInput, field, select } from './forms.js'
import { html, tell } from './foundation.js'
import { statusBadge } from './payouts.js'
import { list, top } from './pieces.js'
import { capital } from './words.js'

/** From the first of the month until today, unless its reader has chosen other days. */
function periodOf({ wanted, data }) {
  const today = toDay(data.now)
  return { first: wanted.first || `${today.slice(0, 8)}01`, last: wanted.last || today }
}

function periodQuery(el) {
  const { first, last } = periodOf(el)
  return { from: startOf(first), before: endOf(last) }
}

function periodView(el, ...more) {
  const { first, last } = periodOf(el)
  const from = field('From', dateInput(first, undefined, last))
  const to = field('Until', dateInput(last, first))
  for (const [name, one] of [
    ['first', from],
    ['last', to],
  ]) {
    one.control.id = `period-${name}`
    one.node.querySelector('label').htmlFor = one.control.id
    one.control.addEventListener('change', () => {
      const next = { ...periodOf(el), [name]: one.control.value }
      if (!one.control.value) return one.fail('Choose a day.')
      if (next.first > next.last) return one.fail('The period must end after it begins.')
      el.wanted = { ...el.wanted, ...next }
      el.reload()
    })
  }
  return html`<div class="filters" role="group" aria-label="Period">${more}${from.node}${to.node}</div>`
}

const currencyOf = ({ wanted, data }) => wanted.currency ?? data.defaultCurrency

export const loadBalanceReport = (el) =>
  el.ask('GET', '/connect/balance_report', { currency: currencyOf(el), ...periodQuery(el) })

const categoryName = (category) => capital(category.replaceAll('_', ' '))

export function balanceReportView(el) {
  const { format, data, own } = el
  const { first, last } = periodOf(el)
  const currency = currencyOf(el)
  const codes = field(
    'Currency',
    select(
      data.codes.map((code) => [code, code.toUpperCase()]),
      currency,
    ),
  )
  codes.control.id = 'report-currency'
  codes.node.querySelector('label').htmlFor = codes.control.id
  codes.control.addEventListener('change', () => {
    el.wanted = { ...el.wanted, currency: codes.control.value }
    el.reload()
  })
  const number = (amount) => format.number(amount, currency)
  const save = () => {
    const plain = (amount) => (amount < 0 ? '-' : '') + format.plain(amount, currency)
    saveCsv(`balance-${currency}-${first}-${last}`, [
      ['category', 'count', 'gross', 'fees', 'net', 'currency'],
      ['starting_balance', '', '', '', plain(own.starting), currency],
      ...own.categories.map((one) => [
        one.category,
        one.count,
        plain(one.gross),
        plain(one.fees),
        plain(one.net),
        currency,
      ]),
      ['ending_balance', '', '', '', plain(own.ending), currency],
    ])
  }
  const cell = (amount) => html`<td class=${`amount ${amount < 0 ? 'minus' : ''}`}>${number(amount)}</td>`
  const edge = (words, amount) => html`
    <tr class="edge"><th scope="row">${words}</th><td class="wide"></td><td class="wide"></td>${cell(amount)}</tr>`
  return [
    top(html`<h2>Balance report</h2>`),
    periodView(el, codes.node),
    html`
      <table>
        <caption class="unseen">${`What moved the balance in ${currency.toUpperCase()}`}</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col" class="amount wide">Gross</th>
            <th scope="col" class="amount wide">Fees</th>
            <th scope="col" class="amount">${`Net, ${currency.toUpperCase()}`}</th>
          </tr>
        </thead>
        <tbody>
          ${edge('Starting balance', own.starting)}
          ${own.categories.map(
            (one) => html`
              <tr>
                <th scope="row">${categoryName(one.category)} <span class="quiet">${`× ${one.count}`}</span></th>
                <td class="amount wide">${number(one.gross)}</td>
                <td class="amount wide">${number(one.fees)}</td>
                ${cell(one.net)}
              </tr>`,
          )}
          ${edge('Ending balance', own.ending)}
        </tbody>
      </table>`,
    html`
      <div class="pages">
        <p class="fine">Available and pending together; days are UTC.</p>
        <button class="button Secondary" type="button" id="export-report" @click=${save}>Export CSV</button>
      </div>`,
  ]
}

export const loadReconciliation = (el) => el.ask('GET', '/connect/payout_reconciliation', periodQuery(el))

const RECONCILIATION = { completed: 'reconciled', in_progress: 'not reconciled yet' }

/** Only payouts by schedule can be reconciled; an account without any has no report. */
export function reconciliationView(el) {
  const { format, own } = el
  if (el.wanted.told !== own.is_available) {
    el.wanted.told = own.is_available
    tell(el.settings.OnReportAvailabilityLoaded, { isReportAvailable: own.is_available })
  }
  const title = top(html`<h2>Payout reconciliation</h2>`)
  if (!own.is_available) {
    return [title, html`<p class="quiet">There is no report: this account has had no payouts by schedule.</p>`]
  }
  const rows = own.payouts.map(
    (payout) => html`
      <li class="row">
        <span>
          ${format.date(payout.arrival_date)} ${statusBadge(payout)}
          <span class="fine">${RECONCILIATION[payout.reconciliation_status]}</span>
        </span>
        <span class="amount">${format.money(payout.amount, payout.currency)}</span>
      </li>`,
  )
  return [
    title,
    periodView(el),
    html`<div class="block">${rows.length > 0 ? list(rows) : html`<p class="quiet">No payout by schedule arrived in these days.</p>`}</div>`,
  ]
}
