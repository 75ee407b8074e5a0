import { html } from '../../../browser/html.js'
import { nameOf } from './format.js'
import { field, openForm, select, textInput } from './forms.js'

// Of each country: its currency, and the names of its routing and account numbers. IBAN_COUNTRIES only need an IBAN.
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

/** Saves an external account and describes it for the notice. */
async function addExternalAccount(el, values, key) {
  const account = await el.request('POST', '/connect/external_accounts', values, key)
  return `${nameOf(account)} was added for ${account.currency.toUpperCase()} payouts.`
}

/** The fields whose names and choices follow from the country of the bank. */
function bankFields({ data }) {
  const regions = new Intl.DisplayNames('en', { type: 'region' })
  const countries = Object.keys(BANK_NUMBERS).map((code) => [code, regions.of(code)])
  countries.sort(([, a], [, b]) => a.localeCompare(b))
  const country = field('Country of the bank', select(countries, data.country))
  const currency = field('Currency', select([]))
  const routing = field('Routing number', textInput())
  const number = field('Account number', textInput(), { help: ' ' })
  const names = () => {
    const [, routingName, numberName = 'Account number'] = BANK_NUMBERS[country.control.value]
    return { routingName, numberName }
  }
  function update() {
    const { routingName, numberName } = names()
    const [localCurrency] = BANK_NUMBERS[country.control.value]
    const codes = new Set([localCurrency, ...data.currencies.map((entry) => entry.currency), 'eur', 'usd'])
    const options = [...codes].map((code) => html`<option value=${code}>${code.toUpperCase()}</option>`)
    currency.control.replaceChildren(...options)
    routing.node.hidden = !routingName
    routing.name(routingName ?? '')
    number.name(numberName)
    const isUs = country.control.value === 'US'
    number.help(isUs ? 'Test bank: 110000000 and 000123456789. Payouts to 000111111116 fail.' : '')
  }
  country.control.addEventListener('change', update)
  update()
  return { country, currency, routing, number, names }
}

export function openBankAccount(el) {
  const { country, currency, routing, number, names } = bankFields(el)
  const holder = field('Account holder', textInput())
  openForm(el, {
    heading: 'Add bank account',
    fields: { country, currency, account_holder_name: holder, routing_number: routing, account_number: number },
    body: [html`<div class="pair">${country.node}${currency.node}</div>`, holder.node, routing.node, number.node],
    submit: 'Add bank account',
    busy: 'Adding…',
    read() {
      const { routingName, numberName } = names()
      const isMissing = [routingName && requireText(routing, routingName), requireText(number, numberName)].includes(
        false,
      )
      if (isMissing) return null
      return {
        country: country.control.value,
        currency: currency.control.value,
        account_number: number.text().replaceAll(' ', ''),
        ...(routingName && { routing_number: routing.text() }),
        ...(holder.text() && { account_holder_name: holder.text() }),
      }
    },
    send: (values, key) => addExternalAccount(el, values, key),
  })
}

export function openCard(el) {
  const isUs = el.data.country === 'US'
  const number = field('Card number', textInput(), {
    help: isUs
      ? 'Test card: 4000 0566 5566 5556. Payouts to 4000 0566 5566 5572 fail.'
      : 'A debit card from the account’s country.',
  })
  const expiry = field('Expires', textInput(), { help: 'Month and year, like 08/29.' })
  const name = field('Name on the card', textInput())
  for (const { control } of [number, expiry]) control.inputMode = 'numeric'
  openForm(el, {
    heading: 'Add debit card',
    fields: { number, exp_month: expiry, exp_year: expiry, name },
    body: [number.node, expiry.node, name.node],
    submit: 'Add debit card',
    busy: 'Adding…',
    read() {
      const [, month, year] = /^(\d{1,2}) ?\/ ?(?:20)?(\d{2})$/.exec(expiry.text()) ?? []
      const hasNumber = requireText(number, 'Card number')
      if (!month) expiry.fail('Enter the month and the year, like 08/29.')
      if (!hasNumber || !month) return null
      return {
        number: number.text().replaceAll(' ', ''),
        exp_month: Number(month),
        exp_year: 2000 + Number(year),
        ...(name.text() && { name: name.text() }),
      }
    },
    send: (values, key) => addExternalAccount(el, values, key),
  })
}

/** Marks an empty field. Returns whether it has a text. */
function requireText(one, name) {
  if (one.text()) return true
  one.fail(`${name} is required.`)
  return false
}
