import { amountInput, field, openForm, select } from './forms.js'
import { html, tell } from './foundation.js'
import { row } from './pieces.js'
import { nameOf, wholeSteps } from './words.js'

/** Whether a payout in this currency and by this method may go there. */
export const takesPayouts = (account, { currency, instant }, method) =>
  method === 'instant' ? instant.destinations.includes(account.id) : account.currency === currency

/** What the platform takes on top of an instant payout of this amount. Only shown: the simulator does the charging. */
const feeOn = (amount, points) => (points > 0 ? Math.ceil((amount * points) / (10_000 - points)) : 0)

export function openStandardPayout(el, entry) {
  const { format } = el
  const most = wholeSteps(entry.available, entry.currency)
  openPayout(el, entry, {
    method: 'standard',
    heading: 'Pay out',
    intro: 'A standard payout takes a few business days to arrive.',
    most,
    help: `Up to ${format.money(most, entry.currency)}.`,
    refusal: (amount) =>
      amount > most ? `That is more than the ${format.money(most, entry.currency)} there is.` : null,
  })
}

export function openInstantPayout(el, entry) {
  const { format, data } = el
  const { currency } = entry
  const { most, least, limit, left_today: left } = entry.instant
  const money = (amount) => format.money(amount, currency)
  const charge = html`<dl class="charge" aria-live="polite"></dl>`
  openPayout(el, entry, {
    method: 'instant',
    heading: 'Instant payout',
    intro: 'An instant payout usually arrives within 30 minutes, on any day.',
    most: wholeSteps(most, currency),
    help: `From ${money(least)} to ${money(most)}. ${left} of today’s instant payouts are left.`,
    refusal(amount) {
      if (amount < least) return `An instant payout is at least ${money(least)}.`
      if (amount > limit) return `One instant payout is at most ${money(limit)}.`
      return amount > most ? `That is more than the ${money(most)} that can leave now.` : null
    },
    more: data.feePoints > 0 && charge,
    /** Stripe docs: what it costs is told before the click. */
    showCharge(amount) {
      const fee = feeOn(amount ?? 0, data.feePoints)
      charge.replaceChildren(
        row('', 'To the bank', amount === null ? '–' : money(amount)),
        row(
          '',
          `Fee of ${data.platformName}, ${data.feePoints / 100}% of the total`,
          amount === null ? '–' : money(fee),
        ),
        row('total', 'Leaves the balance', amount === null ? '–' : money(amount + fee)),
      )
    },
  })
}

function openPayout(el, entry, { method, heading, intro, most, help, refusal, more, showCharge = () => {} }) {
  const { format, data } = el
  const { currency } = entry
  const accounts = data.accounts
    .filter((account) => takesPayouts(account, entry, method))
    .sort((a, b) => Number(b.default_for_currency === true) - Number(a.default_for_currency === true))
  const destination = field('To', select(accounts.map((account) => [account.id, nameOf(account)])))
  const amount = field('Amount', amountInput(format.typed(most, currency)), { help, unit: currency.toUpperCase() })

  function follow() {
    const typed = format.parse(amount.control.value, currency)
    const isGood = typeof typed === 'number' && refusal(typed) === null
    form.relabel(isGood ? `Pay out ${format.money(typed, currency)}` : 'Pay out')
    showCharge(isGood ? typed : null)
  }

  const form = openForm(el, {
    heading,
    intro,
    fields: { amount, destination },
    body: [amount.node, destination.node, more],
    submit: 'Pay out',
    busy: 'Paying out…',
    read() {
      const typed = format.parse(amount.control.value, currency)
      const wrong = typeof typed === 'string' ? typed : refusal(typed)
      if (wrong === null) return { amount: typed, currency, method, destination: destination.control.value }
      amount.fail(wrong)
      return null
    },
    async send(values, key) {
      const payout = await el.ask('POST', '/connect/payouts', values, key)
      tell(el.settings.OnInstantPayoutCreated, { payoutId: payout.id })
      const account = accounts.find(({ id }) => id === values.destination)
      const fee = payout.application_fee_amount
      const charged = fee ? `, for a fee of ${format.money(fee, currency)}` : ''
      const day = payout.arrival_date ? `, estimated to arrive ${format.day(payout.arrival_date)}` : ''
      return `${format.money(values.amount, currency)} is on its way to ${nameOf(account)}${day}${charged}.`
    },
  })
  amount.control.addEventListener('input', follow)
  follow()
  amount.control.select()
}

export function openAddFunds(el, { currency, available }) {
  const { format } = el
  const amount = field('Amount', amountInput(available < 0 ? format.typed(-available, currency) : ''), {
    help: `The balance is ${format.money(available, currency)}.`,
    unit: currency.toUpperCase(),
  })
  openForm(el, {
    heading: 'Add funds',
    intro:
      available < 0
        ? 'Money from the account’s default bank account makes up for the negative balance.'
        : 'Money from the account’s default bank account keeps the balance from becoming negative.',
    fields: { amount },
    submit: 'Add funds',
    busy: 'Adding…',
    read() {
      const typed = format.parse(amount.control.value, currency)
      if (typeof typed === 'number') return { amount: typed, currency }
      amount.fail(typed)
      return null
    },
    async send(values, key) {
      await el.ask('POST', '/connect/add_funds', values, key)
      return `${format.money(values.amount, currency)} was added to the balance.`
    },
  })
}
