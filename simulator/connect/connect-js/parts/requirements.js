import { html } from '../../../browser/html.js'
import { bankAccountsView } from './bank-accounts.js'
import { setBusy } from './dialogs.js'
import { withSignIn } from './sign-in.js'
import { block, list, row, top } from './widgets.js'

/** What is due, the most urgent first, each once. */
function requirementsDue({ requirements: { past_due, currently_due, eventually_due } }, withEventual) {
  const due = [
    ...past_due.map((name) => ({ name, when: 'Past due' })),
    ...currently_due.map((name) => ({ name, when: 'Due now' })),
    ...(withEventual ? eventually_due.map((name) => ({ name, when: 'Due later' })) : []),
  ]
  return due.filter(({ name }, index) => due.findIndex((other) => other.name === name) === index)
}

/** [docs] `eventually_due` collects everything at once, and is not the default. */
const collectsEventual = ({ settings }) => settings.CollectionOptions?.fields === 'eventually_due'

/** Stripe's names, as words: `external_account` is "External account". */
const inWords = (name) => name.replaceAll(/[._]/g, ' ').replace(/^./, (letter) => letter.toUpperCase())

function requirementRow(el, { name, when }) {
  const id = `provide-${name}`
  return html`
    <li class="row">
      <div>${inWords(name)} <span class=${`badge ${when === 'Due later' ? 'Neutral' : 'Danger'}`}>${when}</span></div>
      <div class="links">
        <button class="button Secondary" type="button" id=${id}
          @click=${() => withSignIn(el, () => provide(el, name, id))}>Provide<span class="unseen"> ${inWords(name)}</span></button>
      </div>
    </li>`
}

async function provide(el, requirement, id) {
  const button = el.shadowRoot.getElementById(id)
  if (!button || button.hasAttribute('aria-busy')) return
  button.idleLabel = 'Provide'
  setBusy(button, 'Sending…')
  try {
    await el.request('POST', '/connect/requirements', { requirement })
    await el.session.refresh()
    el.showNotice(`${inWords(requirement)} was provided.`)
    el.tell('OnStepChange', { step: requirement })
    el.notice.focus({ preventScroll: true })
  } catch (error) {
    setBusy(button)
    if (error.code === 'user_authentication_required') el.data.isSignedIn = false
    el.showError(error.message)
  }
}

const requirementsList = (el, due) => list(due.map((requirement) => requirementRow(el, requirement)))

/** [docs] Renders nothing while there is nothing to do, and tells how many there are. */
export function notificationBannerView(el) {
  const due = requirementsDue(el.data, collectsEventual(el))
  const actionRequired = due.filter(({ when }) => when !== 'Due later').length
  el.tell('OnNotificationsChange', { total: due.length, actionRequired })
  if (due.length === 0) return []
  const heading = due.length === 1 ? '1 item needs your attention' : `${due.length} items need your attention`
  return html`<div class="card">${top(html`<h2>${heading}</h2>`)}${requirementsList(el, due)}</div>`
}

export function accountOnboardingView(el) {
  const due = requirementsDue(el.data, collectsEventual(el))
  return [
    top(html`<h2>Onboarding</h2>`),
    due.length > 0 ? requirementsList(el, due) : html`<p class="quiet">Stripe has everything that it needs now.</p>`,
    html`
      <div class="buttons">
        <button class="button Primary" type="button" id="exit" @click=${() => el.settings.OnExit?.()}>
          ${due.length > 0 ? 'Save and continue later' : 'Done'}</button>
      </div>`,
  ]
}

export function accountManagementView(el) {
  const { business, country } = el.data
  const due = requirementsDue(el.data, true)
  const name = (value) => value ?? 'not given'
  return [
    top(html`<h2>Account</h2>`),
    block(
      'Business',
      null,
      html`
        <dl class="ledger">
          ${row('', 'Name', name(business.name))}
          ${row('', 'Email', name(business.email))}
          ${row('', 'Country', country)}
        </dl>`,
    ),
    due.length > 0 && block('Needed by Stripe', null, requirementsList(el, due)),
    el.features.external_account_collection && bankAccountsView(el),
  ]
}
