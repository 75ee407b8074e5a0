import { html } from '../../../browser/html.js'

// Stripe docs, currencies. Intl isn't used for this: it has no decimals for HUF, ISK and UGX, but Stripe has two.
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))
const digitsOf = (currency) => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2)

/** Payouts must be multiples of this: three-decimal amounts end in 0, forint and Taiwan dollars have no decimals. */
const stepOf = (currency) => (THREE_DECIMAL.has(currency) ? 10 : currency === 'huf' || currency === 'twd' ? 100 : 1)
/** The largest payout that an amount allows. */
export const payableAmount = (amount, currency) => amount - (amount % stepOf(currency))

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
export const capitalize = (word) => word[0].toUpperCase() + word.slice(1)
const joinNames = (names) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

/** Stripe's arrival dates are midnight UTC, so all dates are shown in UTC. */
const toDate = (value) => (typeof value === 'number' ? new Date(value * 1000) : new Date(value))

/** Numbers follow the instance's locale. Texts and dates are in English. */
export function formatter(locale, now) {
  const known = (() => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(locale ?? navigator.language)[0] ?? 'en'
    } catch {
      return 'en'
    }
  })()
  const parts = new Intl.NumberFormat(known, { useGrouping: 'always' }).formatToParts(-1234567.8)
  const sign = (type) => parts.find((part) => part.type === type)?.value ?? ''
  const signs = { decimal: sign('decimal'), group: sign('group').trim() || ',' }

  function plain(amount, currency) {
    const digits = digitsOf(currency)
    const units = String(Math.abs(amount)).padStart(digits + 1, '0')
    return digits === 0 ? units : `${units.slice(0, -digits)}.${units.slice(-digits)}`
  }

  function number(amount, currency) {
    const digits = digitsOf(currency)
    const format = new Intl.NumberFormat(known, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return (amount < 0 ? '−' : '') + format.format(plain(amount, currency))
  }

  /** An amount for an input field: the locale's decimal sign, without grouping. */
  const inputValue = (amount, currency) => plain(amount, currency).replace('.', signs.decimal)

  const dates = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })

  function day(value) {
    const part = Object.fromEntries(dates.formatToParts(toDate(value)).map(({ type, value: text }) => [type, text]))
    const year = part.year === String(toDate(now).getUTCFullYear()) ? '' : ` ${part.year}`
    return `${part.weekday} ${part.day} ${part.month.slice(0, 3)}${year}`
  }

  return {
    number,
    money: (amount, currency) => `${number(amount, currency)} ${currency.toUpperCase()}`,
    day,
    date: (value) =>
      html`<time datetime=${toDate(value).toISOString().slice(0, 10)} title="Calendar day in UTC">${day(value)}</time>`,
    inputValue,
    parse: (text, currency) => parseAmount(text, currency, signs, inputValue(25_000, currency)),
  }
}

/** An entered amount in minor units, or a message if it is invalid. */
function parseAmount(text, currency, signs, example) {
  const digits = digitsOf(currency)
  const code = currency.toUpperCase()
  const compact = text.replace(/[\s\u00a0\u202f'’]/g, '')
  if (compact === '') return `Enter an amount in ${code}.`
  if (/^[-−]/.test(compact)) return 'Enter an amount above zero.'
  const group = RegExp(`\\${signs.group}(?=\\d{3}(\\D|$))`, 'g')
  const [whole, fraction = '', ...rest] = compact.replace(group, '').split(signs.decimal)
  if (rest.length > 0 || !/^\d+$/.test(whole) || !/^\d*$/.test(fraction)) {
    return `Enter the amount in digits, like ${example}.`
  }
  if (fraction.length > digits) {
    return digits === 0 ? `${code} has no decimals.` : `${code} has ${digits} decimals at most.`
  }
  const minor = Number(whole + fraction.padEnd(digits, '0'))
  if (minor === 0) return 'Enter an amount above zero.'
  if (!Number.isSafeInteger(minor)) return 'That amount is too large.'
  if (minor % stepOf(currency) !== 0) {
    return digits === 3 ? `${code} payouts end in 0.` : `${code} payouts are whole amounts, without decimals.`
  }
  return minor
}

// 29 to 31 are the last day of a shorter month.
function monthDay(day) {
  if (day === 31) return 'last day'
  const suffix = { 1: 'st', 2: 'nd', 3: 'rd' }[day > 10 && day < 14 ? 0 : day % 10] ?? 'th'
  return day > 28 ? `${day}${suffix} (or last day)` : `${day}${suffix}`
}

export function describeSchedule({ interval, weekly_payout_days: weekdays, monthly_payout_days: days }) {
  if (interval === 'weekly')
    return `Every ${joinNames(WEEKDAYS.filter((day) => weekdays?.includes(day)).map(capitalize))}`
  if (interval === 'monthly')
    return `Monthly on the ${joinNames([...(days ?? [])].sort((a, b) => a - b).map(monthDay))}`
  return capitalize(interval)
}

export const nameOf = (account) =>
  `${account.object === 'card' ? capitalize(account.brand ?? 'card') : (account.bank_name ?? 'Bank account')} •••• ${account.last4}`
