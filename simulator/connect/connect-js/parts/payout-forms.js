import { html } from '../../../browser/html.js'
import { nameOf, payableAmount } from './format.js'
import { amountInput, field, openForm, select } from './forms.js'
import { row } from './widgets.js'

/** Whether an account can receive payouts in this currency with this method. */
export const canReceive = (account, { currency, instant }, method) =>
  method === 'instant' ? instant.destinations.includes(account.id) : account.currency === currency

/** The platform's fee for an instant payout, for display. The simulator calculates the fee that it charges. */
const feeOn = (amount, points) => (points > 0 ? Math.ceil((amount * points) / (10_000 - points)) : 0)

export function openStandardPayout(el, entry) {
  const { currency } = entry
  const most = payableAmount(entry.available, currency)
  const limit = el.format.money(most, currency)
  openPayout(el, entry, {
    method: 'standard',
    heading: 'Pay out',
    intro: 'A standard payout takes a few business days to arrive.',
    most,
    help: `Up to ${limit}.`,
    problem: (amount) => (amount > most ? `Only ${limit} is available.` : null),
  })
}

export function openInstantPayout(el, entry) {
  const { format, data } = el
  const { currency } = entry
  const { most, least, limit, left_today: left } = entry.instant
  const money = (amount) => format.money(amount, currency)
  const summary = html`<dl class="charge" aria-live="polite"></dl>`
  openPayout(el, entry, {
    method: 'instant',
    heading: 'Instant payout',
    intro: 'An instant payout usually arrives within 30 minutes, on any day.',
    most: payableAmount(most, currency),
    help: `From ${money(least)} to ${money(most)}. ${left} instant payouts left today.`,
    problem(amount) {
      if (amount < least) return `An instant payout is at least ${money(least)}.`
      if (amount > limit) return `An instant payout is at most ${money(limit)}.`
      return amount > most ? `Only ${money(most)} is available for an instant payout.` : null
    },
    more: data.feePoints > 0 && summary,
    /** Stripe docs: the holder sees the fee before the payout. */
    showSummary(amount) {
      const shown = (value) => (amount === null ? '–' : money(value))
      const fee = feeOn(amount ?? 0, data.feePoints)
      summary.replaceChildren(
        row('', 'You receive', shown(amount)),
        row('', `Fee of ${data.platformName}, ${data.feePoints / 100}% of the total`, shown(fee)),
        row('total', 'Total from balance', shown(amount + fee)),
      )
    },
  })
}

function openPayout(el, entry, { method, heading, intro, most, help, problem, more, showSummary = () => {} }) {
  const { format, data } = el
  const { currency } = entry
  const accounts = data.accounts
    .filter((account) => canReceive(account, entry, method))
    .sort((a, b) => Number(b.default_for_currency === true) - Number(a.default_for_currency === true))
  const destination = field('To', select(accounts.map((account) => [account.id, nameOf(account)])))
  const amount = field('Amount', amountInput(format.inputValue(most, currency)), { help, unit: currency.toUpperCase() })

  function update() {
    const entered = format.parse(amount.control.value, currency)
    const isValid = typeof entered === 'number' && problem(entered) === null
    form.relabel(isValid ? `Pay out ${format.money(entered, currency)}` : 'Pay out')
    showSummary(isValid ? entered : null)
  }

  const form = openForm(el, {
    heading,
    intro,
    fields: { amount, destination },
    body: [amount.node, destination.node, more],
    submit: 'Pay out',
    busy: 'Paying out…',
    read() {
      const entered = format.parse(amount.control.value, currency)
      const message = typeof entered === 'string' ? entered : problem(entered)
      if (message === null) return { amount: entered, currency, method, destination: destination.control.value }
      amount.fail(message)
      return null
    },
    async send(values, key) {
      const payout = await el.request('POST', '/connect/payouts', values, key)
      if (method === 'instant') el.tell('OnInstantPayoutCreated', { payoutId: payout.id })
      return describePayout(
        format,
        payout,
        accounts.find(({ id }) => id === values.destination),
      )
    },
  })
  amount.control.addEventListener('input', update)
  update()
  amount.control.select()
}

function describePayout(format, { amount, currency, arrival_date: day, application_fee_amount: fee }, account) {
  const parts = [`Payout of ${format.money(amount, currency)} to ${nameOf(account)} created`]
  if (day) parts.push(`estimated arrival ${format.day(day)}`)
  if (fee) parts.push(`fee ${format.money(fee, currency)}`)
  return `${parts.join(', ')}.`
}

export function openAddFunds(el, { currency, available }) {
  const { format } = el
  const amount = field('Amount', amountInput(available < 0 ? format.inputValue(-available, currency) : ''), {
    help: `The balance is ${format.money(available, currency)}.`,
    unit: currency.toUpperCase(),
  })
  const purpose = available < 0 ? 'covers the negative balance' : 'prevents a negative balance'
  openForm(el, {
    heading: 'Add funds',
    intro: `A debit of the default bank account ${purpose}.`,
    fields: { amount },
    submit: 'Add funds',
    busy: 'Adding…',
    read() {
      const entered = format.parse(amount.control.value, currency)
      if (typeof entered === 'number') return { amount: entered, currency }
      amount.fail(entered)
      return null
    },
    async send(values, key) {
      await el.request('POST', '/connect/add_funds', values, key)
      return `${format.money(values.amount, currency)} was added to the balance.`
    },
  })
}
