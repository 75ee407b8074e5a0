import { html } from '../../../browser/html.js'
import { accountHead, balanceCard, fundsForm } from './account.js'
import { banksCard, ledgerCard, payoutsCard } from './account-lists.js'
import { refreshSoon, request } from './api.js'
import { day, money, plain } from './format.js'
import { badge, find, ROWS, render, table } from './rendering.js'

const SHOWN_CURRENCIES = 3
const SHOWN_LEDGER_ENTRIES = 30

export let chosen = null

/** @param {string | null} id of the account to show beside the list */
export function choose(id) {
  chosen = id
}

function accountRow({ id, name, country, profile, payouts_enabled, interval, balance, next_payout }) {
  return {
    isCurrent: id === chosen,
    cells: [
      html`
        <a class="name" href=${`#/world/${id}`} dir="auto" data-key=${id}>${name ?? id}</a>
        <span class="mono muted">${id}</span>`,
      html`${country}<br><span class="muted">${plain(profile ?? 'other')}</span>`,
      payouts_enabled ? interval : badge('payouts disabled', 'bad'),
      Object.entries(balance)
        .slice(0, SHOWN_CURRENCIES)
        .map(([currency, { available }]) => html`<div>${money(available, currency)}</div>`),
      next_payout ? day(next_payout) : html`<span class="muted">–</span>`,
    ],
  }
}

export async function refreshWorld() {
  const search = encodeURIComponent(find('#search').value)
  const { data, total } = await request('GET', `/accounts?limit=${ROWS}&search=${search}`)
  find('#account-count').textContent = data.length < total ? `${data.length} of ${total}` : String(total)
  const columns = [
    ['Account'],
    ['Country', 'wide nowrap'],
    ['Schedule', 'wide'],
    ['Available', 'number'],
    ['Payout day', 'number wide'],
  ]
  render('#accounts', [data, chosen], () =>
    table('Accounts', columns, data.map(accountRow), 'No accounts match the search.'),
  )
  if (chosen) await refreshAccount()
}

async function refreshAccount() {
  const id = chosen
  const [state, ledger] = await Promise.all([
    request('GET', `/accounts/${id}/state`),
    request('GET', `/ledger?account=${id}&limit=${SHOWN_LEDGER_ENTRIES}`),
  ]).catch((error) => [{ error }])
  if (id !== chosen) return
  if (state.error) {
    const { message } = state.error
    render('#account', [id, message], () => html`<div class="card empty"><p>${message}</p></div>`)
    return
  }
  render('#account', [state, ledger], () => [
    accountHead(state),
    balanceCard(state),
    fundsForm(state),
    banksCard(state),
    payoutsCard(state),
    ledgerCard(ledger.data),
  ])
}

find('#search').addEventListener('input', refreshSoon)
