import { html } from '../../../browser/html.js'
import { request, run } from './api.js'
import { moveClock } from './clock.js'
import { day, money, toMinor } from './format.js'
import { actionButton, badge } from './rendering.js'

export function accountHead({ account, next_payout, balance_settings: { payments } }) {
  const due = account.requirements?.currently_due ?? []
  const update = (changes) => () => run('Account updated.', () => request('POST', `/accounts/${account.id}`, changes))
  const reason = account.requirements?.disabled_reason
  const isPaused = reason === 'platform_paused'
  const canPause = account.controller?.losses?.payments === 'application' && (isPaused || account.payouts_enabled)
  const newlyDue = due.length > 0 ? [] : ['individual.verification.document']
  return html`
    <div class="card">
      <div class="row">
        <div>
          <h2 class="title" dir="auto">${account.business_profile?.name ?? account.id}</h2>
          <span class="mono muted">${account.id}</span>
        </div>
        <div class="group">
          ${badge(account.country ?? '')}
          ${badge(account.type ?? 'platform')}
          ${badge(payments.payouts.schedule?.interval ?? 'manual')}
          ${account.payouts_enabled ? badge('Payouts enabled', 'good') : badge('Payouts disabled', 'bad')}
        </div>
      </div>
      ${due.length > 0 && html`<p class="muted">${`Due: ${due.join(', ')}`}</p>`}
      ${reason && html`<p class="muted">${`Reason: ${reason}`}</p>`}
      <div class="group">
        ${
          !isPaused &&
          actionButton(
            account.payouts_enabled ? 'Disable payouts' : 'Enable payouts',
            'payouts-switch',
            update({ payouts_enabled: !account.payouts_enabled }),
            { kind: null },
          )
        }
        ${
          canPause &&
          actionButton(
            isPaused ? 'Lift the pause of payouts' : 'Pause payouts',
            'pause-switch',
            update({ payouts_paused: !isPaused }),
            { kind: null },
          )
        }
        ${actionButton(
          due.length > 0 ? 'Clear requirements' : 'Make a requirement due',
          'requirements-switch',
          update({ currently_due: newlyDue }),
          { kind: null },
        )}
        ${
          next_payout &&
          actionButton(
            `Move to payout day: ${day(next_payout)}`,
            'to-payout-day',
            () => moveClock({ advance_to: next_payout }),
            { kind: null },
          )
        }
      </div>
    </div>`
}

const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0)

function figure(currency, { available, pending }) {
  const firstDay = pending.length > 0 && `, from ${day(Math.min(...pending.map((lot) => lot.available_on)))}`
  return html`
    <div class="figure">
      <span class="muted">Available</span>
      <b>${money(sum(Object.values(available)), currency)}</b>
      <span class="muted">Pending ${money(sum(pending.map(({ amount }) => amount)), currency)}${firstDay}</span>
    </div>`
}

export const balanceCard = ({ balances, financial_account_balances }) => html`
  <div class="card">
    <h3>Balance</h3>
    <div class="figures">${Object.entries(balances).map(([currency, balance]) => figure(currency, balance))}</div>
    ${Object.entries(financial_account_balances).map(([id, amounts]) => {
      const parts = Object.entries(amounts).map(([currency, amount]) => [' ', money(amount, currency)])
      return html`<p class="muted">In the financial account <span class="mono">${id}</span>:${parts.length > 0 ? parts : ' nothing'}</p>`
    })}
  </div>`

const ADDITIONS = [
  ['charges', 'Add charge', 'Charge added.'],
  ['refunds', 'Add refund', 'Refund added.'],
  ['disputes', 'Add dispute', 'Dispute added.'],
]

export function fundsForm({ account, balances }) {
  const currencies = [...new Set([account.default_currency, ...Object.keys(balances)])]
  const options = currencies.map((code) => html`<option value=${code}>${code.toUpperCase()}</option>`)
  const amount = html`<input type="number" min="0" step="any" value="100" data-key="amount" required>`
  const currency = html`<select data-key="currency">${options}</select>`
  const entered = () => ({ amount: toMinor(amount.value, currency.value), currency: currency.value })
  const add = (path, success) => () => run(success, () => request('POST', `/accounts/${account.id}/${path}`, entered()))
  const set = (part) => () =>
    run('Balance updated.', () =>
      request('POST', `/accounts/${account.id}`, { balance: { [currency.value]: { [part]: entered().amount } } }),
    )
  return html`
    <div class="card">
      <h3>Funds</h3>
      <div class="fields"><label>Amount${amount}</label><label>Currency${currency}</label></div>
      <div class="group">
        ${ADDITIONS.map(([path, label, success]) => actionButton(label, path, add(path, success), { kind: null }))}
        ${actionButton('Set available', 'set-available', set('available'), { kind: null })}
        ${actionButton('Set pending', 'set-pending', set('pending'), { kind: null })}
      </div>
    </div>`
}
