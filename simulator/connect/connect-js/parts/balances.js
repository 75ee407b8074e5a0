import { bankAccountsView } from './bank-accounts.js'
import { html } from './foundation.js'
import { openAddFunds, openInstantPayout, openStandardPayout, takesPayouts } from './money-forms.js'
import { block, list, row, simulatedMark, top } from './pieces.js'
import { scheduleView } from './schedule.js'
import { withSignIn } from './sign-in.js'
import { describeSchedule, wholeSteps } from './words.js'

const PAYOUTS_OFF = 'Payouts are switched off for this account.'
const NEGATIVE = 'Nothing can be paid out while the balance is negative.'

/** Why there can be no payout by hand now, or null. A reason is told, the button is never just gone. */
function payoutBlocker({ data, features }, entry) {
  if (!data.payoutsEnabled) return PAYOUTS_OFF
  if (data.schedule.interval !== 'manual') {
    const remedy = features.edit_payout_schedule
      ? 'set the payout schedule to manual first'
      : 'the schedule must be manual'
    const when = describeSchedule(data.schedule).replace(/^./, (letter) => letter.toLowerCase())
    return `Payouts leave by themselves: ${when}. To pay out by hand, ${remedy}.`
  }
  if (entry.available < 0) return NEGATIVE
  if (wholeSteps(entry.available, entry.currency) === 0) return 'Nothing is available to pay out.'
  if (data.accounts.some((account) => takesPayouts(account, entry, 'standard'))) return null
  return `There is no bank account for ${entry.currency.toUpperCase()} to pay out to.`
}

/** The simulator says why not; these are its reasons in words. */
export function instantBlocker({ data, format }, { currency, instant }) {
  if (instant.blocker === null) return null
  const code = currency.toUpperCase()
  const nothing = 'No funds are eligible for an instant payout now.'
  const words = {
    payouts_disabled: PAYOUTS_OFF,
    country: `Instant payouts are not offered to accounts in ${new Intl.DisplayNames('en', { type: 'region' }).of(data.country)}.`,
    currency: `Instant payouts leave in ${data.defaultCurrency.toUpperCase()} only, the account’s own currency.`,
    balance_negative: NEGATIVE,
    destination: `No bank account or card for ${code} here can receive instant payouts.`,
    daily_limit: 'All of today’s instant payouts are used. More can leave tomorrow.',
    funds:
      instant.amount > 0
        ? `${format.money(instant.amount, currency)} is eligible, less than the ${format.money(instant.least, currency)} that an instant payout must be.`
        : nothing,
  }
  return words[instant.blocker] ?? nothing
}

function currencyView(el, entry, isFirst, told) {
  const { format, features, data } = el
  const { currency, available, pending, pendingParts, inTransit, minimum, instant } = entry
  const code = currency.toUpperCase()
  const tint = (amount) => (amount < 0 ? 'minus' : null)
  const money = (amount) => html`<span class=${tint(amount)}>${format.money(amount, currency)}</span>`

  const reasons = []
  /** A button with its reason in words beside it, said once even where several currencies share it. */
  function moneyButton(words, kind, blocker, open) {
    const id = `${words.toLowerCase().replaceAll(' ', '-')}-${currency}`
    if (blocker && !told.has(blocker)) {
      told.set(blocker, `${id}-reason`)
      reasons.push(html`<p class="fine reason" id=${`${id}-reason`}>${blocker}</p>`)
    }
    return html`
      <button class=${`button ${kind}`} id=${id} type="button" aria-disabled=${blocker && 'true'}
        aria-describedby=${blocker && told.get(blocker)} @click=${() => blocker || withSignIn(el, () => open(el, entry))}>${words}</button>`
  }
  const hasBank = data.accounts.some(
    (account) => account.object === 'bank_account' && account.currency === currency && account.default_for_currency,
  )
  const fundsBlocker = hasBank ? null : `There is no bank account for ${code} to add funds from.`
  const buttons = [
    features.standard_payouts && moneyButton('Pay out', 'Primary', payoutBlocker(el, entry), openStandardPayout),
    features.instant_payouts &&
      moneyButton('Instant payout', 'Secondary', instantBlocker(el, entry), openInstantPayout),
    data.stripeLiable && moneyButton('Add funds', available < 0 ? 'Primary' : 'Secondary', fundsBlocker, openAddFunds),
  ].filter(Boolean)

  // Stripe docs: a minimum balance has no meaning where payouts are made by hand.
  const kept = data.schedule.interval === 'manual' ? 0 : Math.min(minimum, Math.max(available, 0))
  const later = pendingParts.slice(4).reduce((total, { amount }) => total + amount, 0)
  const debt = 'More was refunded or disputed than earned. Payouts go on once this is made up for.'
  return html`
    <section class="currency" aria-label=${`${code} balance`}>
      <div class="top">
        <div>
          <h3 class="quiet">Available</h3>
          <p class="figure">
            <span class=${tint(available)}>${format.number(available, currency)}</span>
            <span class="code">${code}</span>
            ${available < 0 && html`<span class="badge Danger">Negative</span>`}
          </p>
        </div>
        ${isFirst && simulatedMark()}
      </div>
      ${available < 0 && html`<p class="fine reason">${debt}</p>`}
      ${buttons.length > 0 && html`<div class="buttons">${buttons}</div>`}
      ${reasons}
      <dl class="ledger">
        ${row('', 'Pending', money(pending))}
        ${pendingParts.slice(0, 4).map((part) => row('detail', ['available ', format.date(part.available_on)], format.money(part.amount, currency)))}
        ${later !== 0 && row('detail', 'available later', format.money(later, currency))}
        ${row('total', 'Total balance', money(available + pending))}
        ${inTransit !== 0 && row('', 'In transit to the bank', money(inTransit))}
        ${kept > 0 && row('', 'Retained by the minimum balance', money(kept))}
        ${kept > 0 && kept < minimum && row('detail', 'of the minimum balance', format.money(minimum, currency))}
        ${features.instant_payouts && instant.blocker === null && row('', 'Eligible for instant payout', money(instant.amount))}
      </dl>
    </section>`
}

function upcomingView({ format, data }) {
  const rows = data.upcoming.map(
    ({ amount, currency, arrival_date: day, estimated }) => html`
      <li class="row">
        <span>${amount < 0 ? 'debited from the bank by' : 'arrives'} ${format.date(day)} ${estimated !== false && html`<span class="fine">estimated</span>`}</span>
        <span class=${`amount ${amount < 0 ? 'minus' : ''}`}>${format.money(amount, currency)}</span>
      </li>`,
  )
  const manual = data.schedule.interval === 'manual'
  const why = manual ? 'None. The schedule is manual: money leaves when it is paid out.' : 'None is due yet.'
  return block('Upcoming payouts', null, rows.length > 0 ? list(rows) : html`<p class="quiet">${why}</p>`)
}

export function balancesView(el) {
  const told = new Map()
  const { currencies } = el.data
  return [
    html`<h2 class="unseen">Balances</h2>`,
    currencies.length === 0 && top(html`<p class="quiet">No money has come in yet.</p>`),
    currencies.map((entry, index) => currencyView(el, entry, index === 0, told)),
    upcomingView(el),
    scheduleView(el),
    el.features.external_account_collection && bankAccountsView(el),
  ]
}
