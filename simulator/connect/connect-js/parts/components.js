import { html } from '../../../browser/html.js'
import { balancesView, instantBlocker } from './balances.js'
import { openInstantPayout } from './payout-forms.js'
import { payoutDetailsView, payoutsBlock, payoutsListView } from './payouts.js'
import { accountManagementView, accountOnboardingView, notificationBannerView } from './requirements.js'
import { withSignIn } from './sign-in.js'
import { top } from './widgets.js'

/** [docs] Renders nothing unless funds are eligible, and tells which. */
function instantPayoutsPromotionView(el) {
  const entry = el.features.instant_payouts && el.data.currencies.find((each) => instantBlocker(el, each) === null)
  el.tell('OnInstantPayoutsPromotionLoaded', { promotionShown: Boolean(entry) })
  if (!entry) return []
  const open = () => withSignIn(el, () => openInstantPayout(el, entry))
  return html`
    <div class="card">
      ${top(html`<h2>${el.format.money(entry.instant.amount, entry.currency)} can be with you in minutes</h2>`)}
      <div class="buttons">
        <button class="button Primary" type="button" id="instant-payout" @click=${open}>Instant payout</button>
      </div>
    </div>`
}

const documentsView = () => [top(html`<h2>Documents</h2>`), html`<p class="quiet">There are no documents yet.</p>`]

/**
 * Each component: its tag, its name in an account session, its setters in the npm package beside the two that all have,
 * and those of them that change what it shows.
 */
export const COMPONENTS = [
  { tag: 'balances', name: 'balances', label: 'Balances', setters: [], view: balancesView },
  {
    tag: 'payouts',
    name: 'payouts',
    label: 'Payouts',
    setters: [],
    view: (el) => [balancesView(el), payoutsBlock(el)],
  },
  { tag: 'payouts-list', name: 'payouts_list', label: 'Payouts list', setters: [], view: payoutsListView },
  {
    tag: 'payout-details',
    name: 'payout_details',
    label: 'Payout details',
    setters: ['Payout', 'OnClose'],
    shows: ['Payout'],
    view: payoutDetailsView,
  },
  {
    tag: 'instant-payouts-promotion',
    name: 'instant_payouts_promotion',
    label: 'Instant payouts',
    setters: ['OnInstantPayoutsPromotionLoaded', 'OnInstantPayoutCreated'],
    view: instantPayoutsPromotionView,
  },
  {
    tag: 'notification-banner',
    name: 'notification_banner',
    label: 'Notifications',
    setters: ['CollectionOptions', 'OnNotificationsChange'],
    shows: ['CollectionOptions'],
    view: notificationBannerView,
  },
  {
    tag: 'account-onboarding',
    name: 'account_onboarding',
    label: 'Onboarding',
    setters: [
      'FullTermsOfServiceUrl',
      'RecipientTermsOfServiceUrl',
      'PrivacyPolicyUrl',
      'SkipTermsOfServiceCollection',
      'CollectionOptions',
      'OnExit',
      'OnStepChange',
    ],
    shows: ['CollectionOptions'],
    view: accountOnboardingView,
  },
  {
    tag: 'account-management',
    name: 'account_management',
    label: 'Account',
    setters: ['CollectionOptions', 'OnSectionOpen'],
    view: accountManagementView,
  },
  { tag: 'documents', name: 'documents', label: 'Documents', setters: [], view: documentsView },
]
