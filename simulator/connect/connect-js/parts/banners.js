import { html } from '../../../browser/html.js'
import { instantBlocker } from './balances.js'
import { capitalize } from './format.js'
import { notify } from './host.js'
import { openInstantPayout } from './payout-forms.js'
import { withSignIn } from './sign-in.js'
import { top } from './widgets.js'

const REQUIREMENTS = {
  external_account: 'Bank account or card for payouts',
  tos_acceptance: 'Acceptance of Stripe’s terms of service',
  'individual.verification.document': 'Identity document',
  'individual.verification.additional_document': 'Second identity document',
  'individual.id_number': 'Personal identification number',
  'individual.ssn_last_4': 'Last four digits of the SSN',
  'individual.dob': 'Date of birth',
  'company.tax_id': 'Company tax ID',
  'company.verification.document': 'Company document',
  'business_profile.url': 'Business website',
  'business_profile.mcc': 'Industry',
}

const DISABLED_REASONS = {
  under_review: 'Stripe is reviewing this account.',
  listed: 'Stripe is checking whether this account is on a list of prohibited persons or companies.',
  'requirements.pending_verification': 'Stripe is verifying the submitted information.',
  platform_paused: 'The platform has paused payouts.',
}

function requirementName(field) {
  const key = Object.keys(REQUIREMENTS).find((prefix) => field === prefix || field.startsWith(`${prefix}.`))
  if (key) return REQUIREMENTS[key]
  const [subject, ...details] = field
    .replace(/^person_\w+/, 'person')
    .replaceAll('_', ' ')
    .split('.')
  return details.length > 0 ? `${capitalize(subject)}: ${details.join(' ')}` : capitalize(subject)
}

/** Calls a listener of the host with a value that differs from the last one. */
function notifyChange(el, listener, value) {
  const text = JSON.stringify(value)
  if (el.choices.notified === text) return
  el.choices.notified = text
  notify(el.settings[listener], value)
}

function requirementsOf(el) {
  const { data, settings } = el
  const { fields, requirements: filter } = settings.CollectionOptions ?? {}
  const isShown = (name) => (filter?.only ? filter.only.includes(name) : !filter?.exclude?.includes(name))
  const named = (kind) => (data.requirements[kind] ?? []).filter(isShown).map(requirementName)
  const past = named('past_due')
  const due = [...new Set([...past, ...named('currently_due')])]
  const later = fields === 'eventually_due' ? named('eventually_due').filter((name) => !due.includes(name)) : []
  return { past, due, all: [...due, ...new Set(later)] }
}

export function notificationBannerView(el) {
  const { format, data } = el
  const { past, due, all } = requirementsOf(el)
  // Payouts can be disabled for a reason that the holder can only wait for.
  const isWaiting = !data.payoutsEnabled && due.length === 0
  const count = { total: all.length + Number(isWaiting), actionRequired: due.length }
  notifyChange(el, 'OnNotificationsChange', count)
  if (count.total === 0) return []
  if (isWaiting) {
    const reason = DISABLED_REASONS[data.requirements.disabled_reason] ?? 'The simulator doesn’t know the reason.'
    return html`<div class="card Warning">${top(html`<h2>Payouts disabled</h2>`)}<p>${reason}</p></div>`
  }
  const heading =
    past.length > 0 ? 'Information past due' : due.length > 0 ? 'Information needed' : 'Information needed later'
  const consequence = data.payoutsEnabled
    ? 'Payouts will be disabled if it’s missing.'
    : 'Payouts resume once you provide it.'
  const deadline = data.requirements.current_deadline
  return html`
    <div class=${`card ${past.length > 0 ? 'Danger' : 'Warning'}`}>
      ${top(html`<h2>${heading}</h2>`)}
      <p>${deadline && ['Stripe needs it by ', format.date(deadline), '. ']}${consequence}</p>
      <ul>${all.map((name) => html`<li>${name}</li>`)}</ul>
      <p class="fine">Stripe’s banner collects the information. The simulator only lists it.</p>
    </div>`
}

export function instantPromotionView(el) {
  const { format, features, data } = el
  const entry = features.instant_payouts ? data.currencies.find((one) => instantBlocker(el, one) === null) : undefined
  notifyChange(el, 'OnInstantPayoutsPromotionLoaded', { promotionShown: entry !== undefined })
  if (!entry) return []
  const open = () => withSignIn(el, () => openInstantPayout(el, entry))
  return html`
    <div class="card">
      ${top(html`<h2>${format.money(entry.instant.most, entry.currency)} within minutes</h2>`)}
      <p class="quiet">Send it to your bank account or card now, on any day.</p>
      <button class="button Primary" type="button" id="instant-payout" @click=${open}>Instant payout</button>
    </div>`
}
