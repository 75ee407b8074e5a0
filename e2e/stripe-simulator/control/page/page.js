/** The control page: shows the simulator's JSON control API, and only that. No account is named here but by its id. */

const REFRESH_MS = 2000
const ROWS = 200

const find = (selector, root = document) => root.querySelector(selector)

async function ask(method, path, body) {
  const answer = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.error?.message ?? `${answer.status}`)
  return value
}

/** What a person asked for: says how it went, and shows the world after it. */
async function act(words, work) {
  try {
    await work()
    say(words)
  } catch (error) {
    say(error.message, true)
  }
  await refresh()
}

let silence
function say(words, isBad = false) {
  const message = find('#message')
  message.textContent = words
  message.classList.toggle('bad', isBad)
  message.hidden = false
  clearTimeout(silence)
  silence = setTimeout(() => {
    message.hidden = true
  }, 6000)
}

// Elements

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return made
}

// A column of buttons: its title is only for those who cannot see them.
const ACTIONS = 'Actions'

const badge = (words, kind = '') => element('span', { class: `badge ${kind}` }, words)

function table(caption, columns, rows, empty) {
  if (rows.length === 0) return element('p', { class: 'none' }, empty)
  const head = columns.map(({ title, class: kind }) =>
    element(
      'th',
      { scope: 'col', class: kind },
      title === ACTIONS ? element('span', { class: 'hidden' }, title) : title,
    ),
  )
  return element(
    'table',
    {},
    element('caption', { class: 'hidden' }, caption),
    element('thead', {}, element('tr', {}, head)),
    element(
      'tbody',
      {},
      rows.map((row) =>
        element(
          'tr',
          { 'aria-current': row.isCurrent && 'true' },
          row.cells.map((cell, index) => element('td', { class: columns[index].class }, cell)),
        ),
      ),
    ),
  )
}

// The keyboard has to reach what scrolls.
for (const region of document.querySelectorAll('.scroll')) region.tabIndex = 0

const drawn = new Map()

/** Draws again only what has changed, so that nothing is taken from under somebody's hands; keeps the focus. */
function draw(place, data, build) {
  const target = find(place)
  const seen = JSON.stringify(data)
  if (drawn.get(place) === seen) return
  drawn.set(place, seen)
  const focused = target.contains(document.activeElement) && document.activeElement.dataset.key
  const open = new Set([...target.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key))
  target.replaceChildren(...[build()].flat())
  for (const details of target.querySelectorAll('details')) details.open = open.has(details.dataset.key)
  if (focused) find(`[data-key="${focused}"]`, target)?.focus()
}

// Words

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number) => String(number).padStart(2, '0')

function date(seconds) {
  const at = new Date(seconds * 1000)
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
}

const day = (seconds) => `${DAYS[new Date(seconds * 1000).getUTCDay()]} ${date(seconds)}`

function time(seconds) {
  const at = new Date(seconds * 1000)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
}

const moment = (seconds) => `${day(seconds)}, ${time(seconds)}`

// Stripe writes these with two decimals though they have none.
const STRIPE_DECIMALS = { isk: 2, ugx: 2 }

function decimals(currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return STRIPE_DECIMALS[currency] ?? format.resolvedOptions().maximumFractionDigits
}

function money(amount, currency) {
  const places = decimals(currency)
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places }
  const words = `${new Intl.NumberFormat('en', digits).format(amount / 10 ** places)} ${currency.toUpperCase()}`
  return amount < 0 ? element('span', { class: 'negative' }, words.replace('-', '−')) : words
}

const toMinor = (value, currency) => Math.round(Number(value) * 10 ** decimals(currency))

const PAYOUT_KINDS = { paid: 'good', pending: 'wait', in_transit: 'move', failed: 'bad' }
const plain = (words) => words.replaceAll('_', ' ')

function statusBadge(status) {
  if (status === null) return badge('no answer', 'bad')
  return badge(String(status), status < 300 ? 'good' : status < 400 ? 'wait' : 'bad')
}

const accountLink = (id) =>
  id ? element('a', { href: `#/world/${id}`, class: 'mono', 'data-key': `to-${id}` }, id) : '–'

// Forms

/** The fields that are filled in; numbers as numbers. */
function values(form) {
  return Object.fromEntries(
    [...form.elements]
      .filter(({ name, value }) => name && value !== '')
      .map((field) => [
        field.name,
        field.type === 'checkbox' ? field.checked : field.type === 'number' ? Number(field.value) : field.value,
      ]),
  )
}

function onSubmit(form, work) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    work(values(form))
  })
}

const utc = (local) => `${local}Z`

// The clock

let clock = null
let readAt = 0

async function refreshClock() {
  clock = await ask('GET', '/clock')
  readAt = performance.now()
  tick()
  const next = find('#next-due')
  next.disabled = clock.next_due === null
  next.textContent = clock.next_due === null ? 'Nothing is due' : `Next due: ${date(clock.next_due)}`
  const nextPayout = find('#next-payout')
  nextPayout.disabled = clock.next_payout === null
  nextPayout.textContent = clock.next_payout === null ? 'No payout day' : `Payout day: ${date(clock.next_payout)}`
  find('#freeze').textContent = clock.frozen ? 'Run' : 'Freeze'
  const state = find('#clock-state')
  state.textContent = clock.frozen ? 'Frozen' : 'Running'
  state.className = `badge ${clock.frozen ? 'move' : 'good'}`
}

function tick() {
  if (!clock) return
  const seconds = Math.floor((clock.now_ms + (clock.frozen ? 0 : performance.now() - readAt)) / 1000)
  const year = new Date(seconds * 1000).getUTCFullYear()
  const shown = find('#now')
  shown.textContent = `${day(seconds)} ${year}, ${time(seconds)} UTC`
  shown.dateTime = new Date(seconds * 1000).toISOString()
}

async function moveClock(change) {
  await act('The clock was moved.', async () => {
    const [last] = (await ask('GET', '/events?limit=1')).data
    await ask('POST', '/clock', change)
    const { data } = await ask('GET', `/events${last ? `?since=${last.id}` : ''}`)
    showHappened(data)
  })
}

function showHappened(events) {
  find('#happened-title').textContent =
    events.length === 0
      ? 'Nothing happened on the way'
      : `${events.length} ${events.length === 1 ? 'event' : 'events'} on the way`
  draw(
    '#happened-list',
    events.map(({ id }) => id),
    () =>
      table(
        'What happened while the clock moved',
        [
          { title: 'When', class: 'nowrap' },
          { title: 'What' },
          { title: 'Account', class: 'wide' },
          { title: 'Amount', class: 'number' },
        ],
        events.slice(-ROWS).map(({ created, type, account, data: { object } }) => ({
          cells: [
            moment(created),
            type,
            accountLink(account),
            object.currency && object.amount !== undefined ? money(object.amount, object.currency) : '',
          ],
        })),
        'No payout, settlement or other event fell into this time.',
      ),
  )
  find('#happened').hidden = false
}

for (const button of document.querySelectorAll('[data-move]')) {
  button.addEventListener('click', () => moveClock({ advance_seconds: Number(button.dataset.move) }))
}
find('#next-due').addEventListener('click', () => moveClock({ advance_to: clock.next_due }))
find('#next-payout').addEventListener('click', () => moveClock({ advance_to: clock.next_payout }))
find('#freeze').addEventListener('click', () =>
  act(clock.frozen ? 'The clock runs.' : 'The clock stands still.', () =>
    ask('POST', '/clock', { frozen: !clock.frozen }),
  ),
)
onSubmit(find('#move-to'), ({ moment: local }) => moveClock({ advance_to: utc(local) }))
find('#forget').addEventListener('click', () => {
  find('#happened').hidden = true
})

// World

let chosen = null

async function refreshWorld() {
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

function accountHead({ account, next_payout, balance_settings: { payments } }) {
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

function balanceCard({ balances }) {
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

function moneyForm({ account, balances }) {
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

const FAILURES = [
  'account_closed',
  'account_frozen',
  'could_not_process',
  'debit_not_authorized',
  'insufficient_funds',
  'invalid_currency',
  'no_account',
]

function banksCard({ account, external_accounts }) {
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
            badge(plain(bank.status), bank.status === 'errored' || bank.status === 'verification_failed' ? 'bad' : ''),
            failWith(bank),
          ],
        })),
        'There is none.',
      ),
    ),
  )
}

function payoutsCard({ payouts }) {
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

function ledgerCard(entries) {
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
              element('summary', {}, entry.type),
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

find('#search').addEventListener('input', () => refresh())

// Trouble

let shownMode = null

const PERMISSIONS = ['none', 'read', 'write']

async function refreshTrouble() {
  const [faults, limits, keys] = await Promise.all([ask('GET', '/faults'), ask('GET', '/limits'), ask('GET', '/keys')])
  draw('#faults', faults.data, () =>
    table(
      'Planned faults',
      [
        { title: 'Fault' },
        { title: 'Where' },
        { title: 'Left' },
        { title: 'Hits', class: 'number' },
        { title: ACTIONS, class: 'number' },
      ],
      faults.data.map(({ id, match, times, probability, hits, fault }) => ({
        cells: [
          [
            element('strong', {}, plain(fault.kind)),
            ` ${fault.status ?? (fault.ms === undefined ? '' : `${fault.ms} ms`)}${fault.applied ? ' after the work' : ''}`,
          ],
          element(
            'span',
            { class: 'mono' },
            [match.method, match.path, match.account].filter(Boolean).join(' ') || 'everywhere',
          ),
          `${times ?? 'always'}${probability < 1 ? `, ${Math.round(probability * 100)} %` : ''}`,
          String(hits),
          element(
            'button',
            {
              type: 'button',
              class: 'quiet danger',
              'aria-label': `Remove ${id}`,
              'data-key': id,
              onclick: () => act('The fault was removed.', () => ask('DELETE', `/faults/${id}`)),
            },
            'Remove',
          ),
        ],
      })),
      'Stripe is well.',
    ),
  )
  if (limits.mode !== shownMode) find('#limits').elements.mode.value = limits.mode
  shownMode = limits.mode
  const refused = Object.entries(limits.refused).map(([reason, count]) => `${count} × ${reason}`)
  find('#limits-now').textContent =
    limits.mode === 'off'
      ? 'Off. Real time counts, not the virtual clock.'
      : `${limits.limits.per_second}/s in all, ${limits.limits.endpoint_per_second}/s per endpoint, ` +
        `${limits.limits.concurrent} at once. Refused: ${refused.join(', ') || 'none'}.`
  draw('#keys', keys.data, () =>
    keys.data.length === 0
      ? element('p', { class: 'muted' }, 'The secret key may do everything. A restricted key may do what it says here.')
      : keys.data.map(({ key, permissions }) =>
          element(
            'div',
            { class: 'row' },
            element(
              'span',
              {},
              element('span', { class: 'mono' }, key),
              element('br'),
              element(
                'span',
                { class: 'muted' },
                Object.entries(permissions)
                  .filter(([, permission]) => permission !== 'none')
                  .map(([resource, permission]) => `${plain(resource)}: ${permission}`)
                  .join(', ') || 'nothing',
              ),
            ),
            element(
              'button',
              {
                type: 'button',
                class: 'quiet danger',
                'aria-label': `Remove ${key}`,
                'data-key': key,
                onclick: () => act('The key is gone.', () => ask('DELETE', `/keys/${key}`)),
              },
              'Remove',
            ),
          ),
        ),
  )
}

async function drawPermissions() {
  const { resources } = await ask('GET', '/keys')
  find('#permissions').replaceChildren(
    ...resources.map((resource) =>
      element(
        'label',
        {},
        plain(resource),
        element(
          'select',
          { name: resource },
          PERMISSIONS.map((permission) => element('option', {}, permission)),
        ),
      ),
    ),
  )
}

const faultForm = find('#fault')
const showFaultFields = () => {
  for (const field of faultForm.querySelectorAll('[data-for]')) {
    field.hidden = !field.dataset.for.split(' ').includes(faultForm.elements.kind.value)
  }
}
faultForm.elements.kind.addEventListener('change', showFaultFields)
showFaultFields()
onSubmit(faultForm, ({ kind, status, ms, applied, method, path, account, times, probability, seed }) =>
  act('The fault is planned.', () =>
    ask('POST', '/faults', {
      match: { method, path, account },
      times: times ?? 'always',
      probability,
      seed,
      fault: {
        kind,
        ...(kind === 'status' ? { status, applied } : {}),
        ...(kind === 'delay' || kind === 'drip' ? { ms } : {}),
      },
    }),
  ),
)
onSubmit(find('#limits'), (wanted) => act('The limits are set.', () => ask('POST', '/limits', wanted)))
onSubmit(find('#key'), (permissions) => act('The key was created.', () => ask('POST', '/keys', { permissions })))

// Webhooks

const ENDPOINT_NAMES = { connect: 'Connected accounts', platform: 'Platform', thin: 'Thin events' }

async function refreshWebhooks() {
  const [webhooks, deliveries] = await Promise.all([ask('GET', '/webhooks'), ask('GET', `/deliveries?limit=${ROWS}`)])
  draw('#endpoints', webhooks.endpoints, () =>
    Object.entries(webhooks.endpoints).map(([kind, { url, enabled }]) =>
      element(
        'div',
        { class: 'row' },
        element(
          'span',
          {},
          element('strong', {}, ENDPOINT_NAMES[kind]),
          element('br'),
          element('span', { class: 'mono muted' }, url ?? 'not set'),
        ),
        url === null
          ? badge('none')
          : element(
              'button',
              {
                type: 'button',
                'data-key': kind,
                'aria-label': `${enabled ? 'Switch off' : 'Switch on'}: ${ENDPOINT_NAMES[kind]}`,
                onclick: () =>
                  act(enabled ? 'No more events are sent there.' : 'Events are sent there again.', () =>
                    ask('POST', '/webhooks', { endpoint: kind, enabled: !enabled }),
                  ),
              },
              enabled ? 'Switch off' : 'Switch on',
            ),
      ),
    ),
  )
  find('#plan-now').textContent = webhooks.plan
    ? `In force: ${Object.entries(webhooks.plan)
        .map(([name, value]) => `${plain(name)} ${[value].flat().join('–')}`)
        .join(', ')}. ${webhooks.pending} waiting.`
    : `Every event is sent once, at once. ${webhooks.pending} waiting.`
  draw('#deliveries', deliveries.data, () =>
    table(
      'Deliveries, newest first',
      [
        { title: 'When', class: 'nowrap' },
        { title: 'Event' },
        { title: 'Answer' },
        { title: 'Took', class: 'number' },
        { title: 'Try', class: 'number wide' },
      ],
      deliveries.data.toReversed().map((delivery) => ({
        cells: [
          moment(delivery.at),
          [delivery.type, element('br'), element('span', { class: 'mono muted' }, delivery.event)],
          delivery.lost
            ? badge('lost', 'bad')
            : [
                statusBadge(delivery.status),
                delivery.error ? element('div', { class: 'muted cut', title: delivery.error }, delivery.error) : '',
              ],
          delivery.lost ? '–' : `${Math.round(delivery.took_ms)} ms`,
          `${delivery.attempt}${delivery.copy > 1 ? `, copy ${delivery.copy}` : ''}`,
        ],
      })),
      'Nothing was sent yet.',
    ),
  )
}

onSubmit(find('#plan'), ({ least, most, ...trouble }) => {
  const delay =
    least === undefined && most === undefined ? {} : { delay_ms: [least ?? 0, Math.max(least ?? 0, most ?? 0)] }
  return act('The plan is in force.', () => ask('POST', '/webhooks/plan', { ...trouble, ...delay }))
})
find('#plan-clear').addEventListener('click', () => act('The plan is cleared.', () => ask('DELETE', '/webhooks/plan')))

// Events

async function refreshEvents() {
  const wanted = new URLSearchParams({ ...values(find('#event-filter')), limit: ROWS })
  const { data } = await ask('GET', `/events?${wanted}`)
  draw(
    '#events',
    data.map(({ id, pending_webhooks }) => [id, pending_webhooks]),
    () =>
      table(
        'Events, newest first',
        [
          { title: 'When', class: 'nowrap' },
          { title: 'Event' },
          { title: 'Account', class: 'wide' },
          { title: 'Delivery', class: 'wide' },
          { title: ACTIONS, class: 'number' },
        ],
        data.toReversed().map((event) => ({
          cells: [
            moment(event.created),
            element(
              'details',
              { 'data-key': `open-${event.id}` },
              element('summary', {}, event.type),
              element('pre', { tabindex: '0' }, JSON.stringify(event, null, 2)),
            ),
            accountLink(event.account),
            event.pending_webhooks > 0 ? badge('waiting or failed', 'wait') : badge('nothing waits', 'good'),
            element(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'aria-label': `Resend ${event.id}`,
                'data-key': event.id,
                onclick: () => act('The event was sent again.', () => ask('POST', `/events/${event.id}/deliver`, {})),
              },
              'Resend',
            ),
          ],
        })),
        'No event fits.',
      ),
  )
}

onSubmit(find('#event-filter'), () => refresh())

// Requests

async function refreshRequests() {
  const wanted = new URLSearchParams(values(find('#request-filter')))
  const [{ data }, { calls, depth }] = await Promise.all([
    ask('GET', `/requests?${wanted}&limit=${ROWS}`),
    ask('GET', `/requests/summary?${wanted}`),
  ])
  find('#request-summary').textContent = `${calls} ${calls === 1 ? 'call' : 'calls'}, ${depth} deep`
  draw(
    '#requests',
    data.map(({ id, status }) => [id, status]),
    () =>
      table(
        'Requests, newest first',
        [
          { title: 'Request' },
          { title: 'Account', class: 'wide' },
          { title: 'Answer' },
          { title: 'Took', class: 'number' },
          { title: 'Idempotency key', class: 'wide' },
          { title: "App's request", class: 'wide' },
        ],
        data.toReversed().map((request) => ({
          cells: [
            element(
              'details',
              { 'data-key': `open-${request.id}` },
              element('summary', {}, element('strong', {}, request.method), ` ${request.path}`),
              element('pre', { tabindex: '0' }, JSON.stringify(request, null, 2)),
            ),
            accountLink(request.account),
            element(
              'div',
              { class: 'group' },
              request.ended_at_ms === null ? badge('running', 'move') : statusBadge(request.status),
              request.replayed ? badge('replayed') : null,
              request.fault ? badge(plain(request.fault), 'wait') : null,
            ),
            request.ended_at_ms === null ? '–' : `${(request.ended_at_ms - request.started_at_ms).toFixed(1)} ms`,
            element(
              'div',
              { class: 'mono muted cut', title: request.idempotency_key ?? '' },
              request.idempotency_key ?? '–',
            ),
            element(
              'div',
              { class: 'mono muted cut', title: request.client_request_id ?? '' },
              request.client_request_id ?? '–',
            ),
          ],
        })),
        'Nobody has asked for anything yet.',
      ),
  )
}

onSubmit(find('#request-filter'), () => refresh())
find('#requests-clear').addEventListener('click', () => act('The log is empty.', () => ask('DELETE', '/requests')))

// Generate

onSubmit(find('#reset'), ({ now, ...wanted }) =>
  act('A new world has begun.', async () => {
    await ask('POST', '/reset', { ...wanted, ...(now ? { now: utc(now) } : {}) })
    find('#happened').hidden = true
  }),
)
onSubmit(find('#activity'), (wanted) => act('The activity is on its way.', () => ask('POST', '/activity', wanted)))
onSubmit(find('#create'), (wanted) =>
  act('The account was created.', async () => {
    const { id } = await ask('POST', '/accounts', wanted)
    location.hash = `#/world/${id}`
  }),
)

// Views

const VIEWS = {
  world: refreshWorld,
  trouble: refreshTrouble,
  webhooks: refreshWebhooks,
  events: refreshEvents,
  requests: refreshRequests,
  generate: () => {},
}

let view = 'world'

async function open() {
  const [, wanted, id] = location.hash.split('/')
  const isNew = view !== wanted
  view = Object.hasOwn(VIEWS, wanted) ? wanted : 'world'
  chosen = view === 'world' && id ? id : null
  for (const section of document.querySelectorAll('[data-view]')) section.hidden = section.dataset.view !== view
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  document.title = `${find(`nav a[href="#/${view}"]`).textContent} · Stripe simulator`
  if (isNew) scrollTo(0, 0)
  await refresh()
  // On a narrow screen the account is below the list.
  if (chosen && find('#account').getBoundingClientRect().top > innerHeight * 0.6) find('#account').scrollIntoView()
}

let isLost = false
let running = 0

async function refresh() {
  running += 1
  try {
    await Promise.all([refreshClock(), VIEWS[view]()])
    if (isLost) say('The simulator answers again.')
    isLost = false
  } catch (error) {
    if (!isLost) say(`The simulator does not answer: ${error.message}`, true)
    isLost = true
  } finally {
    running -= 1
  }
}

addEventListener('hashchange', open)
setInterval(() => {
  // A slow simulator is not asked again before it has answered.
  if (document.visibilityState === 'visible' && running === 0) refresh()
}, REFRESH_MS)
setInterval(tick, 250)
await drawPermissions()
await open()
