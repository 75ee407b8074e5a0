import { accountHead, balanceCard, moneyForm } from './account.js'
import { banksCard, ledgerCard, payoutsCard } from './account-lists.js'
import { ask, redraw } from './asking.js'
import { badge, draw, element, find, ROWS, table } from './drawing.js'
import { day, money, plain } from './words.js'

export let chosen = null

/** @param {string | null} id of the account that is shown beside the list */
export function choose(id) {
  chosen = id
}

export async function refreshWorld() {
  const search = encodeURIComponent(find('#search').value)
  const { data, total } = await ask('GET', `/accounts?limit=${ROWS}&search=${search}`)
  find('#account-count').textContent = data.length < total ? `${data.length} of ${total}` : String(total)
  draw('#accounts', [data, chosen], () =>
    table(
      'Accounts',
      [
        { title: 'Account' },
        { title: 'Country', class: 'wide nowrap' },
        { title: 'Schedule', class: 'wide' },
        { title: 'Available', class: 'number' },
        { title: 'Payout day', class: 'number wide' },
      ],
      data.map((account) => ({
        isCurrent: account.id === chosen,
        cells: [
          [
            element(
              'a',
              { class: 'name', href: `#/world/${account.id}`, dir: 'auto', 'data-key': account.id },
              account.name ?? account.id,
            ),
            element('span', { class: 'mono muted' }, account.id),
          ],
          [account.country, element('br'), element('span', { class: 'muted' }, plain(account.profile ?? 'other'))],
          account.payouts_enabled ? account.interval : badge('payouts off', 'bad'),
          Object.entries(account.balance)
            .slice(0, 3)
            .map(([currency, { available }]) => element('div', {}, money(available, currency))),
          account.next_payout ? day(account.next_payout) : element('span', { class: 'muted' }, '–'),
        ],
      })),
      'No account fits this search.',
    ),
  )
  if (chosen) await refreshAccount()
}

async function refreshAccount() {
  const id = chosen
  const [state, ledger] = await Promise.all([
    ask('GET', `/accounts/${id}/state`),
    ask('GET', `/ledger?account=${id}&limit=30`),
  ]).catch((error) => [{ error }])
  if (id !== chosen) return
  if (state.error) {
    draw('#account', [id, state.error.message], () =>
      element('div', { class: 'card empty' }, element('p', {}, state.error.message)),
    )
    return
  }
  draw('#account', [state, ledger], () => [
    accountHead(state),
    balanceCard(state),
    moneyForm(state),
    banksCard(state),
    payoutsCard(state),
    ledgerCard(ledger.data),
  ])
}

find('#search').addEventListener('input', redraw)
