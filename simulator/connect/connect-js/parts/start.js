import { balancesView } from './balances.js'
import { ConnectElement } from './element.js'
import { html, tell } from './foundation.js'
import { instantPromotionView, notificationBannerView } from './notices.js'
import { loadPayout, loadPayouts, payoutDetailsView, payoutsListView } from './payouts.js'
import { top } from './pieces.js'
import { Session } from './session.js'
import { capital } from './words.js'

/** The tag's own setters, from the npm package's componentsAndSetters; the last four have no wrapper in it. */
const SETTERS = {
  'account-management': 'CollectionOptions OnSectionOpen',
  'account-onboarding':
    'FullTermsOfServiceUrl RecipientTermsOfServiceUrl PrivacyPolicyUrl SkipTermsOfServiceCollection CollectionOptions OnExit OnStepChange',
  'balance-report': '',
  balances: '',
  'disputes-list': '',
  documents: '',
  'financial-account': 'FinancialAccount',
  'financial-account-transactions': 'FinancialAccount',
  'instant-payouts-promotion': 'OnInstantPayoutsPromotionLoaded OnInstantPayoutCreated',
  'issuing-card': 'DefaultCard CardSwitching FetchEphemeralKey ShowSpendControls',
  'issuing-cards-list': 'FetchEphemeralKey ShowSpendControls IssuingProgram',
  'notification-banner': 'CollectionOptions OnNotificationsChange',
  'payment-details': 'Payment OnClose',
  'payment-disputes': 'Payment OnDisputesLoaded',
  payments: 'DefaultFilters',
  'payout-details': 'Payout OnClose',
  'payout-reconciliation-report': 'OnReportAvailabilityLoaded',
  payouts: '',
  'payouts-list': '',
  'tax-registrations': 'OnAfterTaxRegistrationAdded DisplayCountries OnAfterTaxRegistrationExpired',
  'tax-settings': 'HideProductTaxCodeSelector DisplayHeadOfficeCountries OnTaxSettingsUpdated',
  'payment-method-settings': '',
  'reporting-chart': '',
  'terminal-hardware-orders': '',
  'terminal-hardware-shop': '',
}
const settersOf = (tag) => ['OnLoaderStart', 'OnLoadError', ...SETTERS[tag].split(' ').filter(Boolean)]

const notRehearsedView = (el) => html`
  <div class="card">
    ${top(html`<h2>${el.component.title}</h2>`)}
    <p class="quiet">This component is not part of the rehearsal.</p>
  </div>`

const payoutsView = (el) => [
  balancesView(el),
  html`<div class="block" role="group" aria-label="Payouts">${payoutsListView(el)}</div>`,
]

/** `appearsLate`: shows nothing, not even a skeleton, until it knows that it has something to show. */
const COMPONENTS = {
  balances: { title: 'Balances', view: balancesView },
  payouts: { title: 'Payouts', view: payoutsView, load: loadPayouts },
  'payouts-list': { title: 'Payouts', view: payoutsListView, load: loadPayouts },
  'payout-details': { title: 'Payout details', appearsLate: true, view: payoutDetailsView, load: loadPayout },
  'notification-banner': { title: 'Notifications', appearsLate: true, view: notificationBannerView },
  'instant-payouts-promotion': { title: 'Instant payouts', appearsLate: true, view: instantPromotionView },
}

function componentOf(tag) {
  if (Object.hasOwn(COMPONENTS, tag)) return { ...COMPONENTS[tag], needsData: true }
  return { title: capital(tag.replaceAll('-', ' ')), view: notRehearsedView }
}

for (const tag of Object.keys(SETTERS)) {
  if (customElements.get(`stripe-connect-${tag}`)) continue
  const Element = class extends ConnectElement {
    static component = componentOf(tag)
  }
  for (const name of settersOf(tag)) {
    Element.prototype[`set${name}InternalOnly`] = function (value) {
      this.set(name, value)
    }
  }
  customElements.define(`stripe-connect-${tag}`, Element)
}

function init(params) {
  const session = new Session(params)
  return {
    connect: session,
    update: (changes) => session.configure(changes ?? {}),
    logout: () => session.logout(),
    /** Only pages without the npm package call this; the npm loader makes its elements itself. */
    create(tag) {
      const element = document.createElement(`stripe-connect-${tag}`)
      for (const name of Object.hasOwn(SETTERS, tag) ? settersOf(tag) : []) {
        element[`set${name}`] = (value) => element.set(name, value)
      }
      element.setConnector?.(session)
      return element
    },
  }
}

// Whatever the page or the loader has already put there (onLoad, optimizedLoading) stays.
window.StripeConnect = Object.assign(window.StripeConnect ?? {}, { init, simulated: true })
tell(window.StripeConnect.onLoad)
