import { html } from '../../../browser/html.js'
import { request, run } from './api.js'
import { day, moment, money, PAYOUT_KINDS, plain } from './format.js'
import { ACTIONS, actionButton, badge, breakable, jsonDetails, shortened, tableCard } from './rendering.js'

const SHOWN_PAYOUTS = 20
const FAILURES = [
  'account_closed',
  'account_frozen',
  'bank_account_restricted',
  'bank_account_unusable',
  'bank_account_verification_failed',
  'could_not_process',
  'debit_not_authorized',
  'insufficient_funds',
  'invalid_currency',
  'no_account',
  'tokenized_account_number_deactivated',
]
const BAD_STATUSES = ['errored', 'verification_failed', 'tokenized_account_number_deactivated']

function failureSelect(account, bank) {
  const codes = new Set([...FAILURES, bank.failure_code ?? FAILURES[0]])
  const choose = ({ target }) =>
    run('Payouts to this bank account updated.', () =>
      request('POST', `/accounts/${account.id}/external_accounts/${bank.id}/fail_with`, { code: target.value || null }),
    )
  return html`
    <select aria-label=${`Result of payouts to ${bank.id}`} data-key=${`fail-${bank.id}`} @change=${choose}>
      <option value="">arrive</option>
      ${[...codes].map((code) => html`<option value=${code} selected=${bank.failure_code === code}>${code}</option>`)}
    </select>`
}

export function banksCard({ account, external_accounts }) {
  const rows = external_accounts.map((bank) => [
    html`${bank.bank_name ?? bank.brand ?? bank.object} ••${bank.last4}<br><span class="mono muted">${bank.id}</span>`,
    html`${bank.currency.toUpperCase()} ${bank.default_for_currency && html`<span class="muted">default</span>`}`,
    badge(plain(bank.status), BAD_STATUSES.includes(bank.status) ? 'bad' : ''),
    failureSelect(account, bank),
  ])
  const columns = [['Account'], ['Currency', 'wide'], ['Status'], ['Payouts']]
  return tableCard('Bank accounts and cards', columns, rows, 'No bank accounts or cards.')
}

function payoutButtons({ id, status }, isHeld) {
  const act = (verb, success) => () => run(success, () => request('POST', `/payouts/${id}/${verb}`, {}))
  const complete = actionButton('Complete', `pay-${id}`, act('pay', 'Payout paid.'), { about: id })
  const fail = actionButton('Fail', `fail-${id}`, act('fail', 'Payout failed.'), { about: id, kind: 'quiet danger' })
  if (!isHeld && (status === 'pending' || status === 'in_transit')) return [complete, fail]
  return isHeld || status === 'paid' ? fail : null
}

export function payoutsCard({ payouts, held_payouts }) {
  const rows = payouts
    .slice(0, SHOWN_PAYOUTS)
    .map((payout) => [
      money(payout.amount, payout.currency),
      [
        badge(plain(payout.status), PAYOUT_KINDS[payout.status]),
        payout.failure_code && html`<span class="muted">${` ${payout.failure_code}`}</span>`,
      ],
      held_payouts.includes(payout.id) ? 'on hold' : day(payout.arrival_date),
      html`<span class="mono muted">${payout.id}</span>${payout.payout_method && html`<br><span class="mono muted">to ${payout.payout_method}</span>`}`,
      payoutButtons(payout, held_payouts.includes(payout.id)),
    ])
  const columns = [['Amount', 'number'], ['Status'], ['Arrives', 'nowrap'], ['Payout', 'wide'], [ACTIONS, 'number']]
  return tableCard('Payouts', columns, rows, 'No payouts yet.')
}

export function ledgerCard(entries) {
  const rows = entries
    .toReversed()
    .map(({ at, seq, type, actor, before, after, idempotency_key }) => [
      moment(at),
      jsonDetails(`ledger-${seq}`, breakable(type), { before, after }),
      actor,
      shortened(idempotency_key),
    ])
  const columns = [['Time', 'nowrap'], ['Change'], ['Actor', 'wide'], ['Idempotency key', 'wide']]
  return tableCard('Ledger', columns, rows, 'No changes in this world yet.')
}
