import { html } from '../../../browser/html.js'
import { balancesView } from './balances.js'
import { instantPromotionView, notificationBannerView } from './banners.js'
import { ConnectElement } from './connect-element.js'
import { capitalize } from './format.js'
import { notify } from './host.js'
import { loadPayout, payoutDetailsView } from './payout-details.js'
import { loadPayouts, payoutsListView } from './payouts.js'
import { Session } from './session.js'
import { top } from './widgets.js'

/** The setters of each tag, from the npm package's componentsAndSetters. The last four tags have no wrapper in it. */
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

const notSimulatedView = (el) => html`
  <div class="card">
    ${top(html`<h2>${el.component.title}</h2>`)}
    <p class="quiet">The simulator doesn’t include this component.</p>
  </div>`

const payoutsView = (el) => [
  balancesView(el),
  html`<div class="block" role="group" aria-label="Payouts">${payoutsListView(el)}</div>`,
]

/** `appearsLate`: shows nothing, not even a skeleton, until there is something to show. */
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
  return { title: capitalize(tag.replaceAll('-', ' ')), view: notSimulatedView }
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
    /** For pages without the npm package, whose loader creates the elements itself. */
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

// Keeps what the page or the loader has already set, such as onLoad and optimizedLoading.
window.StripeConnect = Object.assign(window.StripeConnect ?? {}, { init, simulated: true })
notify(window.StripeConnect.onLoad)
