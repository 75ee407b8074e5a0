import { html } from '../../../browser/html.js'
import { bankAccountsView } from './bank-accounts.js'
import { describeSchedule, payableAmount } from './format.js'
import { canReceive, openAddFunds, openInstantPayout, openStandardPayout } from './payout-forms.js'
import { scheduleView } from './schedule.js'
import { withSignIn } from './sign-in.js'
import { block, list, row, simulatedMark, top } from './widgets.js'

const PAYOUTS_DISABLED = 'Payouts are disabled for this account.'
const NEGATIVE = 'You can’t send a payout while the balance is negative.'
const SHOWN_PENDING_PARTS = 4

/** Why a manual payout isn't possible now, or null. */
function payoutBlocker({ data, features }, entry) {
  if (!data.payoutsEnabled) return PAYOUTS_DISABLED
  if (data.schedule.interval !== 'manual') {
    const remedy = features.edit_payout_schedule
      ? 'set the payout schedule to manual first'
      : 'the schedule must be manual'
    const schedule = describeSchedule(data.schedule).replace(/^./, (letter) => letter.toLowerCase())
    return `Payouts are automatic (${schedule}). To send a manual payout, ${remedy}.`
  }
  if (entry.available < 0) return NEGATIVE
  if (payableAmount(entry.available, entry.currency) === 0) return 'No funds are available to pay out.'
  if (data.accounts.some((account) => canReceive(account, entry, 'standard'))) return null
  return `There is no bank account for ${entry.currency.toUpperCase()} payouts.`
}

/** The simulator's reason why an instant payout isn't possible now, as a sentence, or null. */
export function instantBlocker({ data, format }, { currency, instant }) {
  if (instant.blocker === null) return null
  const code = currency.toUpperCase()
  const regions = new Intl.DisplayNames('en', { type: 'region' })
  const reasons = {
    payouts_disabled: PAYOUTS_DISABLED,
    country: `Instant payouts aren’t available in ${regions.of(data.country)}.`,
    currency: `Instant payouts are only available in ${data.defaultCurrency.toUpperCase()}, the account’s currency.`,
    balance_negative: NEGATIVE,
    destination: `No bank account or card for ${code} is eligible for instant payouts.`,
    daily_limit: 'You have reached today’s limit of instant payouts. Try again tomorrow.',
    funds:
      instant.amount > 0
        ? `${format.money(instant.amount, currency)} is available, but an instant payout is at least ${format.money(instant.least, currency)}.`
        : 'No funds are available for an instant payout.',
  }
  return reasons[instant.blocker] ?? 'Instant payouts aren’t available now.'
}

/** The buttons of a currency, and the reasons why some are disabled. A reason that several share is shown once. */
function moneyButtons(el, entry, shownReasons) {
  const { features, data } = el
  const { currency, available } = entry
  const reasons = []
  function button(label, kind, blocker, open) {
    const id = `${label.toLowerCase().replaceAll(' ', '-')}-${currency}`
    if (blocker && !shownReasons.has(blocker)) {
      shownReasons.set(blocker, `${id}-reason`)
      reasons.push(html`<p class="fine reason" id=${`${id}-reason`}>${blocker}</p>`)
    }
    return html`
      <button class=${`button ${kind}`} id=${id} type="button" aria-disabled=${blocker && 'true'}
        aria-describedby=${blocker && shownReasons.get(blocker)} @click=${() => blocker || withSignIn(el, () => open(el, entry))}>${label}</button>`
  }
  const hasBank = data.accounts.some(
    (account) => account.object === 'bank_account' && account.currency === currency && account.default_for_currency,
  )
  const fundsBlocker = hasBank ? null : `There is no bank account for ${currency.toUpperCase()} to add funds from.`
  const buttons = [
    features.standard_payouts && button('Pay out', 'Primary', payoutBlocker(el, entry), openStandardPayout),
    features.instant_payouts && button('Instant payout', 'Secondary', instantBlocker(el, entry), openInstantPayout),
    data.stripeLiable && button('Add funds', available < 0 ? 'Primary' : 'Secondary', fundsBlocker, openAddFunds),
  ].filter(Boolean)
  return [buttons.length > 0 && html`<div class="buttons">${buttons}</div>`, reasons]
}

function breakdown(
  { format, features, data },
  { currency, available, pending, pendingParts, inTransit, held, minimum, instant },
) {
  const money = (amount) => html`<span class=${amount < 0 && 'minus'}>${format.money(amount, currency)}</span>`
  // Stripe docs: a minimum balance only applies to automatic payouts.
  const reserved = data.schedule.interval === 'manual' ? 0 : Math.min(minimum, Math.max(available, 0))
  const later = pendingParts.slice(SHOWN_PENDING_PARTS).reduce((total, { amount }) => total + amount, 0)
  return html`
    <dl class="ledger">
      ${row('', 'Pending', money(pending))}
      ${pendingParts.slice(0, SHOWN_PENDING_PARTS).map((part) => row('detail', ['available ', format.date(part.available_on)], format.money(part.amount, currency)))}
      ${later !== 0 && row('detail', 'available later', format.money(later, currency))}
      ${row('total', 'Total balance', money(available + pending))}
      ${inTransit !== 0 && row('', 'In transit', money(inTransit))}
      ${held !== 0 && row('', 'On hold while payouts are paused', money(held))}
      ${reserved > 0 && row('', 'Reserved by minimum balance', money(reserved))}
      ${reserved > 0 && reserved < minimum && row('detail', 'minimum balance', format.money(minimum, currency))}
      ${features.instant_payouts && instant.blocker === null && row('', 'Available for instant payout', money(instant.amount))}
      ${features.instant_payouts && instant.blocker === null && instant.most < instant.amount && row('detail', 'to the bank, after the fee', format.money(instant.most, currency))}
    </dl>`
}

function currencyView(el, entry, isFirst, shownReasons) {
  const { currency, available } = entry
  const code = currency.toUpperCase()
  const isNegative = available < 0
  const explanation =
    'The balance is negative, for example after refunds or disputes. Payouts resume once it’s positive.'
  return html`
    <section class="currency" aria-label=${`${code} balance`}>
      <div class="top">
        <div>
          <h3 class="quiet">Available</h3>
          <p class="figure">
            <span class=${isNegative && 'minus'}>${el.format.number(available, currency)}</span>
            <span class="code">${code}</span>
            ${isNegative && html`<span class="badge Danger">Negative</span>`}
          </p>
        </div>
        ${isFirst && simulatedMark()}
      </div>
      ${isNegative && html`<p class="fine reason">${explanation}</p>`}
      ${moneyButtons(el, entry, shownReasons)}
      ${breakdown(el, entry)}
    </section>`
}

function upcomingView({ format, data }) {
  const rows = data.upcoming.map(
    ({ amount, currency, arrival_date: day, payout_method, estimated }) => html`
      <li class="row">
        <span>${amount < 0 ? 'debit by' : payout_method ? 'to the financial account on' : 'arrives'} ${format.date(day)} ${estimated !== false && html`<span class="fine">estimated</span>`}</span>
        <span class=${`amount ${amount < 0 ? 'minus' : ''}`}>${format.money(amount, currency)}</span>
      </li>`,
  )
  const none = data.schedule.interval === 'manual' ? 'None. The payout schedule is manual.' : 'No upcoming payouts.'
  return block('Upcoming payouts', null, rows.length > 0 ? list(rows) : html`<p class="quiet">${none}</p>`)
}

export function balancesView(el) {
  const shownReasons = new Map()
  const { currencies } = el.data
  return [
    html`<h2 class="unseen">Balances</h2>`,
    currencies.length === 0 && top(html`<p class="quiet">No payments yet.</p>`),
    currencies.map((entry, index) => currencyView(el, entry, index === 0, shownReasons)),
    upcomingView(el),
    scheduleView(el),
    el.features.external_account_collection && bankAccountsView(el),
  ]
}
