import { instantBlocker } from './balances.js'
import { html, tell } from './foundation.js'
import { openInstantPayout } from './money-forms.js'
import { top } from './pieces.js'
import { withSignIn } from './sign-in.js'
import { capital } from './words.js'

const REQUIREMENTS = {
  external_account: 'Bank account for payouts',
  tos_acceptance: 'Acceptance of Stripe’s terms',
  'individual.verification.document': 'Identity document',
  'individual.verification.additional_document': 'Second identity document',
  'individual.id_number': 'Personal identification number',
  'individual.ssn_last_4': 'Last four digits of the SSN',
  'individual.dob': 'Date of birth',
  'company.tax_id': 'Company tax number',
  'company.verification.document': 'Company document',
  'business_profile.url': 'Business website',
  'business_profile.mcc': 'Line of business',
}

const PAUSES = {
  under_review: 'Stripe is reviewing this account.',
  listed: 'Stripe is checking this account against its lists.',
  'requirements.pending_verification': 'Stripe is checking the details that were handed in.',
  platform_paused: 'The platform has paused them.',
}

function requirementName(field) {
  const key = Object.keys(REQUIREMENTS).find((prefix) => field === prefix || field.startsWith(`${prefix}.`))
  if (key) return REQUIREMENTS[key]
  const [who, ...what] = field
    .replace(/^person_\w+/, 'person')
    .replaceAll('_', ' ')
    .split('.')
  return what.length > 0 ? `${capital(who)}: ${what.join(' ')}` : capital(who)
}

export function notificationBannerView(el) {
  const { format, data } = el
  const { fields, requirements: filter } = el.settings.CollectionOptions ?? {}
  const isWanted = (name) => (filter?.only ? filter.only.includes(name) : !filter?.exclude?.includes(name))
  const named = (kind) => (data.requirements[kind] ?? []).filter(isWanted).map(requirementName)
  const past = named('past_due')
  const due = [...new Set([...past, ...named('currently_due')])]
  const later = fields === 'eventually_due' ? new Set(named('eventually_due')).difference(new Set(due)) : []
  const all = [...due, ...later]
  // Payouts can also be off for a reason that nobody here can mend; then there is something to read and nothing to do.
  const isPaused = !data.payoutsEnabled && due.length === 0
  const count = { total: all.length + Number(isPaused), actionRequired: due.length }
  if (el.wanted.told !== JSON.stringify(count)) {
    el.wanted.told = JSON.stringify(count)
    tell(el.settings.OnNotificationsChange, count)
  }
  if (count.total === 0) return []
  if (isPaused) {
    return html`
      <div class="card Warning">
        ${top(html`<h2>Payouts are paused</h2>`)}
        <p>${PAUSES[data.requirements.disabled_reason] ?? 'Stripe or the platform has paused them. There is nothing to hand in.'}</p>
      </div>`
  }

  const heading =
    past.length > 0 ? 'Details are overdue' : due.length > 0 ? 'Details are needed' : 'Details will be needed'
  const consequence = data.payoutsEnabled
    ? 'Payouts stop if they stay missing.'
    : 'Payouts are paused until they are given.'
  const deadline = data.requirements.current_deadline
  return html`
    <div class=${`card ${past.length > 0 ? 'Danger' : 'Warning'}`}>
      ${top(html`<h2>${heading}</h2>`)}
      <p>${deadline && ['Stripe asks for them by ', format.date(deadline), '. ']}${consequence}</p>
      <ul>${all.map((name) => html`<li>${name}</li>`)}</ul>
      <p class="fine">Stripe’s own banner collects them; the rehearsal only names them.</p>
    </div>`
}

export function instantPromotionView(el) {
  const { format, features, data } = el
  const entry = features.instant_payouts ? data.currencies.find((one) => instantBlocker(el, one) === null) : undefined
  const promotionShown = entry !== undefined
  if (el.wanted.told !== promotionShown) {
    el.wanted.told = promotionShown
    tell(el.settings.OnInstantPayoutsPromotionLoaded, { promotionShown })
  }
  if (!entry) return []
  const open = () => withSignIn(el, () => openInstantPayout(el, entry))
  return html`
    <div class="card">
      ${top(html`<h2>${format.money(entry.instant.most, entry.currency)} within minutes</h2>`)}
      <p class="quiet">This much can reach the bank now, on any day.</p>
      <button class="button Primary" type="button" id="instant-payout" @click=${open}>Instant payout</button>
    </div>`
}
