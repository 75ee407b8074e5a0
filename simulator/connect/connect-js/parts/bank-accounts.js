import { setBusy } from './dialogs.js'
import { field, openForm, select, textInput } from './forms.js'
import { html } from './foundation.js'
import { linkButton, list } from './pieces.js'
import { withSignIn } from './sign-in.js'
import { nameOf } from './words.js'

const ACCOUNT_TROUBLE = {
  errored: 'Payouts failed',
  verification_failed: 'Not verified',
  tokenized_account_number_deactivated: 'Deactivated',
}

export function bankAccountsView(el) {
  const { data, session } = el
  const rows = data.accounts.map((account) => {
    const { id, currency, default_for_currency: isDefault, status } = account
    const name = nameOf(account)
    const facts = [
      currency.toUpperCase(),
      account.country,
      account.routing_number ?? (account.object === 'card' && `card until ${account.exp_month}/${account.exp_year}`),
      account.available_payout_methods?.includes('instant') && 'instant payouts',
    ]
    const beDefault = () => withSignIn(el, () => makeDefault(el, account))
    const remove = () => withSignIn(el, () => openRemoval(el, account))
    return html`
      <li class="row">
        <div>
          ${name}
          ${isDefault && html`<span class="badge Neutral">Default</span>`}
          ${ACCOUNT_TROUBLE[status] && html`<span class="badge Danger">${ACCOUNT_TROUBLE[status]}</span>`}
          <p class="fine">${facts.filter(Boolean).join(' · ')}</p>
          ${session.showObjectIds && html`<p class="fine">${id}</p>`}
        </div>
        <div class="links">
          ${!isDefault && linkButton('Make default', `default-${id}`, beDefault, { about: name, kind: 'second' })}
          ${linkButton('Remove', `remove-${id}`, remove, { about: name, kind: 'second' })}
        </div>
      </li>`
  })
  return html`
    <section class="block" aria-labelledby="heading-bank-accounts">
      <header>
        <h3 id="heading-bank-accounts">Bank accounts</h3>
        <div class="links">
          ${linkButton('Add bank account', 'add-bank-account', () => withSignIn(el, () => openBankAccount(el)))}
          ${linkButton('Add debit card', 'add-debit-card', () => withSignIn(el, () => openCard(el)))}
        </div>
      </header>
      ${rows.length > 0 ? list(rows) : html`<p class="quiet">None yet. Payouts need one.</p>`}
    </section>`
}

// Country, its currency, and what its bank numbers are called. The others, in IBAN_COUNTRIES, need an IBAN alone.
const BANK_NUMBERS = {
  AU: ['aud', 'BSB'],
  BR: ['brl', 'Bank and branch code'],
  CA: ['cad', 'Transit and institution number'],
  GB: ['gbp', 'Sort code'],
  HK: ['hkd', 'Clearing and branch code'],
  IN: ['inr', 'IFSC code'],
  JP: ['jpy', 'Bank and branch code'],
  MX: ['mxn', null, 'CLABE'],
  MY: ['myr', 'Bank code'],
  NZ: ['nzd', 'Bank and branch code'],
  SG: ['sgd', 'Bank and branch code'],
  TH: ['thb', null],
  US: ['usd', 'Routing number'],
}
const IBAN_COUNTRIES =
  'AE:aed AT:eur BE:eur CH:chf DE:eur DK:dkk ES:eur FR:eur HU:huf IE:eur IT:eur NL:eur NO:nok PL:pln PT:eur SE:sek'
for (const [country, currency] of IBAN_COUNTRIES.split(' ').map((pair) => pair.split(':'))) {
  BANK_NUMBERS[country] = [currency, null, 'IBAN']
}

function openBankAccount(el) {
  const { data } = el
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const countries = Object.keys(BANK_NUMBERS).map((code) => [code, names.of(code)])
  countries.sort(([, a], [, b]) => a.localeCompare(b))
  const country = field('Country of the bank', select(countries, data.country))
  const currency = field('Currency', select([]))
  const holder = field('Account holder', textInput())
  const routing = field('Routing number', textInput())
  const number = field('Account number', textInput(), { help: ' ' })
  const numberNames = () => {
    const [, routingName, numberName = 'Account number'] = BANK_NUMBERS[country.control.value]
    return { routingName, numberName }
  }
  function follow() {
    const { routingName, numberName } = numberNames()
    const own = BANK_NUMBERS[country.control.value][0]
    const codes = [...new Set([own, ...data.currencies.map((entry) => entry.currency), 'eur', 'usd'])]
    currency.control.replaceChildren(...codes.map((code) => html`<option value=${code}>${code.toUpperCase()}</option>`))
    routing.node.hidden = !routingName
    routing.name(routingName ?? '')
    number.name(numberName)
    const isUs = country.control.value === 'US'
    number.help(isUs ? 'Test bank: 110000000 and 000123456789. Payouts to 000111111116 fail.' : '')
  }
  country.control.addEventListener('change', follow)
  follow()
  openForm(el, {
    heading: 'Add bank account',
    fields: { country, currency, account_holder_name: holder, routing_number: routing, account_number: number },
    body: [html`<div class="pair">${country.node}${currency.node}</div>`, holder.node, routing.node, number.node],
    submit: 'Add bank account',
    busy: 'Adding…',
    read() {
      const { routingName, numberName } = numberNames()
      const missing = [routingName && !routing.typed() && routing, !number.typed() && number].filter(Boolean)
      if (missing.includes(routing)) routing.fail(`Fill in: ${routingName}.`)
      if (missing.includes(number)) number.fail(`Fill in: ${numberName}.`)
      if (missing.length > 0) return null
      return {
        country: country.control.value,
        currency: currency.control.value,
        account_number: number.typed().replaceAll(' ', ''),
        ...(routingName && { routing_number: routing.typed() }),
        ...(holder.typed() && { account_holder_name: holder.typed() }),
      }
    },
    async send(values, key) {
      const account = await el.ask('POST', '/connect/external_accounts', values, key)
      return `${nameOf(account)} was added for payouts in ${values.currency.toUpperCase()}.`
    },
  })
}

function openCard(el) {
  const isUs = el.data.country === 'US'
  const number = field('Card number', textInput(), {
    help: isUs
      ? 'Test card: 4000 0566 5566 5556. Payouts to 4000 0566 5566 5572 fail.'
      : 'A debit card of the account’s own country.',
  })
  const expiry = field('Expires', textInput(), { help: 'Month and year, like 08/29.' })
  const name = field('Name on the card', textInput())
  for (const digits of [number, expiry]) digits.control.inputMode = 'numeric'
  openForm(el, {
    heading: 'Add debit card',
    fields: { number, exp_month: expiry, exp_year: expiry, name },
    body: [number.node, expiry.node, name.node],
    submit: 'Add debit card',
    busy: 'Adding…',
    read() {
      const [, month, year] = /^(\d{1,2}) ?\/ ?(?:20)?(\d{2})$/.exec(expiry.typed()) ?? []
      if (!number.typed()) number.fail('Fill in: Card number.')
      if (!month) expiry.fail('Enter the month and the year, like 08/29.')
      if (!number.typed() || !month) return null
      return {
        number: number.typed().replaceAll(' ', ''),
        exp_month: Number(month),
        exp_year: 2000 + Number(year),
        ...(name.typed() && { name: name.typed() }),
      }
    },
    async send(values, key) {
      const card = await el.ask('POST', '/connect/external_accounts', values, key)
      return `${nameOf(card)} was added for payouts in ${card.currency.toUpperCase()}.`
    },
  })
}

async function makeDefault(el, account) {
  const button = el.shadowRoot.getElementById(`default-${account.id}`)
  if (!button || button.hasAttribute('aria-busy')) return
  button.idleWords = 'Make default'
  setBusy(button, 'Saving…')
  try {
    await el.ask('POST', `/connect/external_accounts/${account.id}/default`)
    await el.session.refresh()
    el.say(`${nameOf(account)} is now the default for ${account.currency.toUpperCase()}.`)
    el.focusOn(`remove-${account.id}`)
  } catch (error) {
    setBusy(button)
    if (error.code === 'user_authentication_required') el.data.isSignedIn = false
    el.complain(error.message)
  }
}

function openRemoval(el, account) {
  openForm(el, {
    heading: `Remove ${nameOf(account)}?`,
    intro: 'No payout will go there any more. Payouts already on their way still arrive.',
    submit: 'Remove',
    busy: 'Removing…',
    danger: true,
    read: () => ({ id: account.id }),
    async send({ id }, key) {
      await el.ask('DELETE', `/connect/external_accounts/${id}`, {}, key)
      return `${nameOf(account)} was removed.`
    },
  })
}
