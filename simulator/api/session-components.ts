import { malformed, refused } from '../http/stripe-error.ts'
import type { SessionComponents } from '../world/account-sessions.ts'
import type { Account, InstantPayoutSettings } from '../world/state.ts'

export type WantedComponents = Record<string, { enabled: boolean; features?: Record<string, boolean> } | undefined>

const OWNERSHIP = ['disable_stripe_user_authentication', 'external_account_collection'] as const
const PAYOUTS = [...OWNERSHIP, 'edit_payout_schedule', 'instant_payouts', 'standard_payouts'] as const
const DISPUTES = [
  'destination_on_behalf_of_charge_management',
  'dispute_management',
  'refund_management',
  'smart_disputes_management',
] as const
const CARDS = [
  'card_management',
  'card_spend_dispute_management',
  'cardholder_management',
  'spend_control_management',
] as const

/** [sdk types 23.1.0] The 25 components of 2026-10-28.endive and the features each of them has. */
export const COMPONENT_FEATURES = {
  account_management: OWNERSHIP,
  account_onboarding: OWNERSHIP,
  balance_report: [],
  balances: PAYOUTS,
  disputes_list: [...DISPUTES, 'capture_payments'],
  documents: [],
  financial_account: [...OWNERSHIP, 'send_money', 'transfer_balance'],
  financial_account_transactions: ['card_spend_dispute_management'],
  instant_payouts_promotion: [...OWNERSHIP, 'instant_payouts'],
  issuing_card: CARDS,
  issuing_cards_list: [...CARDS, 'disable_stripe_user_authentication'],
  notification_banner: OWNERSHIP,
  payment_details: [...DISPUTES, 'capture_payments'],
  payment_disputes: DISPUTES,
  payment_method_settings: ['disable_stripe_user_authentication'],
  payments: [...DISPUTES, 'capture_payments'],
  payout_details: [],
  payout_reconciliation_report: [],
  payouts: PAYOUTS,
  payouts_list: [],
  reporting_chart: [],
  tax_registrations: [],
  tax_settings: [],
  terminal_hardware_orders: [],
  terminal_hardware_shop: [],
} as const satisfies Record<string, readonly string[]>

/** [sdk types 18.5.0-beta.1] What the preview version 2025-07-30 leaves out of its answer. */
const NEWER_THAN_PREVIEW = new Set([
  'balance_report',
  'payout_details',
  'payment_method_settings',
  'payout_reconciliation_report',
  'reporting_chart',
  'terminal_hardware_orders',
  'terminal_hardware_shop',
])
const FEATURES_NEWER_THAN_PREVIEW = new Set(['smart_disputes_management'])

export function previewFeatures(): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(COMPONENT_FEATURES)
      .filter(([component]) => !NEWER_THAN_PREVIEW.has(component))
      .map(([component, features]) => [
        component,
        features.filter((feature) => !FEATURES_NEWER_THAN_PREVIEW.has(feature)),
      ]),
  )
}

// [issue furever #142] Refused with 400 unless the account has the capability.
const NEEDS_CAPABILITY: Readonly<Record<string, string>> = {
  financial_account: 'treasury',
  financial_account_transactions: 'treasury',
  issuing_card: 'card_issuing',
  issuing_cards_list: 'card_issuing',
}

/** Every component with every feature: the requested values, and Stripe's defaults for the rest. */
export function sessionComponents(
  account: Account,
  wanted: WantedComponents,
  known: Record<string, readonly string[]>,
  policy: InstantPayoutSettings,
): SessionComponents {
  for (const [component, settings] of Object.entries(wanted)) {
    checkCapability(account, component, settings?.enabled ?? false)
    checkOwnershipFlags(account, component, settings?.features ?? {})
  }
  const components: SessionComponents = {}
  for (const [component, features] of Object.entries(known)) {
    const settings = wanted[component]
    components[component] = {
      enabled: settings?.enabled ?? false,
      features: Object.fromEntries(
        features.map((feature) => [
          feature,
          settings?.features?.[feature] ??
            defaultFeature(account, component, feature, settings?.features ?? {}, policy),
        ]),
      ),
    }
  }
  checkAgreement('disable_stripe_user_authentication', wanted, components)
  // [assumption] The same check for the opposite flag; no source quotes its message.
  checkAgreement('external_account_collection', wanted, components)
  return components
}

/** [sdk types] All defaults except the two marked ones. */
function defaultFeature(
  account: Account,
  component: string,
  feature: string,
  given: Record<string, boolean>,
  policy: InstantPayoutSettings,
): boolean {
  const stripeIsLiable = account.controller?.losses.payments !== 'application'
  switch (feature) {
    case 'standard_payouts':
    case 'edit_payout_schedule':
      return stripeIsLiable
    case 'instant_payouts':
      return stripeIsLiable || policy.dashboard_rule
    case 'external_account_collection':
    case 'dispute_management':
    case 'refund_management':
    case 'capture_payments':
      return true
    case 'smart_disputes_management':
      return given.dispute_management ?? true
    case 'disable_stripe_user_authentication':
      // [assumption] False where there is no external_account_collection.
      if (component === 'payment_method_settings' || component === 'issuing_cards_list') return false
      return given.external_account_collection === false
    default:
      // [assumption] The docs give no default for features of issuing and financial accounts.
      return false
  }
}

function checkCapability(account: Account, component: string, enabled: boolean): void {
  const capability = NEEDS_CAPABILITY[component]
  if (!enabled || capability === undefined || account.capabilities[capability] === 'active') return
  throw refused(
    `The \`${component}\` component needs the \`${capability}\` capability, which ${account.id} doesn't have.`,
    {
      param: `components[${component}]`,
    },
  )
}

/** [sdk types] Both need a platform that collects the requirements. [assumption] The messages. */
function checkOwnershipFlags(account: Account, component: string, features: Record<string, boolean>): void {
  if (account.controller?.requirement_collection === 'application') return
  const param = (feature: string) => ({ param: `components[${component}][features][${feature}]` })
  if (features.disable_stripe_user_authentication === true) {
    throw malformed(
      'The `features[disable_stripe_user_authentication]` property can only be `true` for accounts where ' +
        '`controller.requirement_collection` is `application`.',
      param('disable_stripe_user_authentication'),
    )
  }
  if (features.external_account_collection === false) {
    throw malformed(
      'The `features[external_account_collection]` property can only be `false` for accounts where ' +
        '`controller.requirement_collection` is `application`.',
      param('external_account_collection'),
    )
  }
}

/** [repos] Stripe's text, quoted four times. [assumption] Only components that the session enables are compared. */
function checkAgreement(feature: string, wanted: WantedComponents, components: SessionComponents): void {
  const enabled = Object.keys(wanted).filter(
    (component) => wanted[component]?.enabled && components[component]?.features[feature] !== undefined,
  )
  const [first, ...others] = enabled
  if (first === undefined) return
  const odd = others.find(
    (component) => components[component]?.features[feature] !== components[first]?.features[feature],
  )
  if (odd === undefined) return
  throw malformed(`The \`features[${feature}]\` property specified by \`${first}\` and \`${odd}\` must be the same.`)
}
