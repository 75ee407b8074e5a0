import { act, ask } from './asking.js'
import { ACTIONS, badge, dotted, element, table } from './drawing.js'
import { day, moment, money, PAYOUT_KINDS, plain } from './words.js'

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

const STOPS = ['errored', 'verification_failed', 'tokenized_account_number_deactivated']

export function banksCard({ account, external_accounts }) {
  const failWith = (bank) =>
    element(
      'select',
      {
        'aria-label': `What payouts to ${bank.id} come to`,
        'data-key': `fail-${bank.id}`,
        onchange: ({ target }) =>
          act('Payouts to this bank account now end so.', () =>
            ask('POST', `/accounts/${account.id}/external_accounts/${bank.id}/fail_with`, {
              code: target.value || null,
            }),
          ),
      },
      element('option', { value: '' }, 'arrive'),
      [...new Set([...FAILURES, bank.failure_code ?? FAILURES[0]])].map((code) =>
        element('option', { value: code, selected: bank.failure_code === code }, code),
      ),
    )
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, 'Bank accounts and cards'),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Bank accounts and cards' },
      table(
        'Bank accounts and cards',
        [{ title: 'Account' }, { title: 'Currency', class: 'wide' }, { title: 'Status' }, { title: 'Payouts to it' }],
        external_accounts.map((bank) => ({
          cells: [
            [
              `${bank.bank_name ?? bank.brand ?? bank.object} ••${bank.last4}`,
              element('br'),
              element('span', { class: 'mono muted' }, bank.id),
            ],
            [
              bank.currency.toUpperCase(),
              bank.default_for_currency ? element('span', { class: 'muted' }, ' default') : '',
            ],
            badge(plain(bank.status), STOPS.includes(bank.status) ? 'bad' : ''),
            failWith(bank),
          ],
        })),
        'There is none.',
      ),
    ),
  )
}

export function payoutsCard({ payouts }) {
  const doTo = (payout, verb, words, done) =>
    element(
      'button',
      {
        type: 'button',
        class: `quiet ${verb === 'fail' ? 'danger' : ''}`,
        'aria-label': `${words} ${payout.id}`,
        'data-key': `${verb}-${payout.id}`,
        onclick: () => act(done, () => ask('POST', `/payouts/${payout.id}/${verb}`, {})),
      },
      words,
    )
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, 'Payouts'),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Payouts' },
      table(
        'Payouts',
        [
          { title: 'Amount', class: 'number' },
          { title: 'Status' },
          { title: 'Arrives', class: 'nowrap' },
          { title: 'Payout', class: 'wide' },
          { title: ACTIONS, class: 'number' },
        ],
        payouts.slice(0, 20).map((payout) => ({
          cells: [
            money(payout.amount, payout.currency),
            [
              badge(plain(payout.status), PAYOUT_KINDS[payout.status]),
              payout.failure_code ? element('span', { class: 'muted' }, ` ${payout.failure_code}`) : '',
            ],
            day(payout.arrival_date),
            element('span', { class: 'mono muted' }, payout.id),
            payout.status === 'pending' || payout.status === 'in_transit'
              ? [
                  doTo(payout, 'pay', 'Pay', 'The payout has arrived.'),
                  doTo(payout, 'fail', 'Fail', 'The bank returned the payout.'),
                ]
              : payout.status === 'paid'
                ? doTo(payout, 'fail', 'Fail', 'The bank returned the payout.')
                : '',
          ],
        })),
        'There was none yet.',
      ),
    ),
  )
}

export function ledgerCard(entries) {
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, 'Ledger'),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Ledger' },
      table(
        'What really changed',
        [
          { title: 'When', class: 'nowrap' },
          { title: 'What' },
          { title: 'By', class: 'wide' },
          { title: 'Idempotency key', class: 'wide' },
        ],
        entries.toReversed().map((entry) => ({
          cells: [
            moment(entry.at),
            element(
              'details',
              { 'data-key': `ledger-${entry.seq}` },
              element('summary', {}, dotted(entry.type)),
              element('pre', { tabindex: '0' }, JSON.stringify({ before: entry.before, after: entry.after }, null, 2)),
            ),
            entry.actor,
            element(
              'div',
              { class: 'mono muted cut', title: entry.idempotency_key ?? '' },
              entry.idempotency_key ?? '–',
            ),
          ],
        })),
        'Nothing has changed since this world began.',
      ),
    ),
  )
}
