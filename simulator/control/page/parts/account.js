import { act, ask } from './asking.js'
import { moveClock } from './clock.js'
import { badge, element } from './drawing.js'
import { day, money, toMinor } from './words.js'

export function accountHead({ account, next_payout, balance_settings: { payments } }) {
  const { payouts } = payments
  return element(
    'div',
    { class: 'card' },
    element(
      'div',
      { class: 'row' },
      element(
        'div',
        {},
        element('h2', { class: 'title', dir: 'auto' }, account.business_profile?.name ?? account.id),
        element('span', { class: 'mono muted' }, account.id),
      ),
      element(
        'div',
        { class: 'group' },
        badge(account.country ?? ''),
        badge(account.type ?? 'platform'),
        badge(payouts.schedule?.interval ?? 'manual'),
        account.payouts_enabled ? badge('Payouts on', 'good') : badge('Payouts off', 'bad'),
      ),
    ),
    account.requirements?.currently_due?.length
      ? element('p', { class: 'muted' }, `Due: ${account.requirements.currently_due.join(', ')}`)
      : null,
    element(
      'div',
      { class: 'group' },
      element(
        'button',
        {
          type: 'button',
          'data-key': 'payouts-switch',
          onclick: () =>
            act('The account was changed.', () =>
              ask('POST', `/accounts/${account.id}`, { payouts_enabled: !account.payouts_enabled }),
            ),
        },
        account.payouts_enabled ? 'Disable payouts' : 'Enable payouts',
      ),
      element(
        'button',
        {
          type: 'button',
          'data-key': 'requirements-switch',
          onclick: () => {
            const due = account.requirements?.currently_due?.length ? [] : ['individual.verification.document']
            act('The account was changed.', () => ask('POST', `/accounts/${account.id}`, { currently_due: due }))
          },
        },
        account.requirements?.currently_due?.length ? 'Clear requirements' : 'Make a requirement due',
      ),
      next_payout
        ? element(
            'button',
            { type: 'button', 'data-key': 'to-payout-day', onclick: () => moveClock({ advance_to: next_payout }) },
            `Go to its payout day: ${day(next_payout)}`,
          )
        : null,
    ),
  )
}

export function balanceCard({ balances }) {
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, 'Balance'),
    element(
      'div',
      { class: 'figures' },
      Object.entries(balances).map(([currency, { available, pending }]) =>
        element(
          'div',
          { class: 'figure' },
          element('span', { class: 'muted' }, 'Available'),
          element(
            'b',
            {},
            money(
              Object.values(available).reduce((sum, part) => sum + part, 0),
              currency,
            ),
          ),
          element(
            'span',
            { class: 'muted' },
            'Pending ',
            money(
              pending.reduce((sum, lot) => sum + lot.amount, 0),
              currency,
            ),
            pending.length > 0 ? `, from ${day(Math.min(...pending.map((lot) => lot.available_on)))}` : '',
          ),
        ),
      ),
    ),
  )
}

const MOVES = [
  ['charges', 'Add a charge', 'The charge was added.'],
  ['refunds', 'Refund', 'The refund was taken.'],
  ['disputes', 'Dispute', 'The dispute was taken.'],
]

export function moneyForm({ account, balances }) {
  const currencies = [...new Set([account.default_currency, ...Object.keys(balances)])]
  const amount = element('input', {
    type: 'number',
    min: 0,
    step: 'any',
    value: '100',
    'data-key': 'amount',
    required: true,
  })
  const currency = element(
    'select',
    { 'data-key': 'currency' },
    currencies.map((each) => element('option', { value: each }, each.toUpperCase())),
  )
  const minor = () => toMinor(amount.value, currency.value)
  const button = (key, words, work) => element('button', { type: 'button', 'data-key': key, onclick: work }, words)
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, 'Money'),
    element(
      'div',
      { class: 'fields' },
      element('label', {}, 'Amount', amount),
      element('label', {}, 'Currency', currency),
    ),
    element(
      'div',
      { class: 'group' },
      MOVES.map(([path, words, done]) =>
        button(path, words, () =>
          act(done, () =>
            ask('POST', `/accounts/${account.id}/${path}`, { amount: minor(), currency: currency.value }),
          ),
        ),
      ),
      button('set-available', 'Set available', () =>
        act('The balance was set.', () =>
          ask('POST', `/accounts/${account.id}`, { balance: { [currency.value]: { available: minor() } } }),
        ),
      ),
      button('set-pending', 'Set pending', () =>
        act('The balance was set.', () =>
          ask('POST', `/accounts/${account.id}`, { balance: { [currency.value]: { pending: minor() } } }),
        ),
      ),
    ),
  )
}
