import { html } from '../../../browser/html.js'
import { badge } from './rendering.js'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number) => String(number).padStart(2, '0')

export function date(seconds) {
  const at = new Date(seconds * 1000)
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
}

/** With spaces that don't break. */
export const day = (seconds) => `${DAYS[new Date(seconds * 1000).getUTCDay()]} ${date(seconds)}`.replaceAll(' ', '\xa0')

export function time(seconds) {
  const at = new Date(seconds * 1000)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
}

export const moment = (seconds) => `${day(seconds)}, ${time(seconds)}`

// Stripe uses two decimals for these currencies, Intl none.
const STRIPE_DECIMALS = { isk: 2, ugx: 2 }

function decimals(currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return STRIPE_DECIMALS[currency] ?? format.resolvedOptions().maximumFractionDigits
}

export function money(amount, currency) {
  const places = decimals(currency)
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places }
  const text = `${new Intl.NumberFormat('en', digits).format(amount / 10 ** places)} ${currency.toUpperCase()}`
  return amount < 0 ? html`<span class="negative">${text.replace('-', '−')}</span>` : text
}

export const toMinor = (value, currency) => Math.round(Number(value) * 10 ** decimals(currency))

export const PAYOUT_KINDS = { paid: 'good', pending: 'wait', in_transit: 'move', failed: 'bad' }

/** An enum value as text. */
export const plain = (value) => value.replaceAll('_', ' ')

export function statusBadge(status) {
  if (status === null) return badge('no answer', 'bad')
  return badge(String(status), status < 300 ? 'good' : status < 400 ? 'wait' : 'bad')
}

export const accountLink = (id) =>
  id ? html`<a href=${`#/world/${id}`} class="mono" data-key=${`to-${id}`}>${id}</a>` : '–'
