import type { AccountRef } from './connected-account'
import { type AccountAccess, mayAlso } from './permissions'

/** Features of `components.balances`, named as on the wire. What is not sent keeps Stripe's default. */
export type BalancesFeatures = {
  instant_payouts: boolean
  standard_payouts: boolean
  edit_payout_schedule: boolean
  external_account_collection?: boolean
  disable_stripe_user_authentication?: boolean
}

export type EmbeddedBalances = { kind: 'component'; features: BalancesFeatures } | { kind: 'withheld'; reason: string }

const platformCollects = (account: AccountRef) => account.controller.requirementCollection === 'application'

/**
 * What the browser of this person may do in the component, for Stripe enforces exactly what the session allows.
 *
 * Stripe docs, account sessions: `external_account_collection` may be off and `disable_stripe_user_authentication` may
 * be on only where the platform collects requirements. Elsewhere nobody can be given a component without bank account
 * editing, so people who may only read get our own figures instead. The native editor is the one writer of the
 * schedule, so that every change carries a name.
 */
export function embeddedBalances(access: AccountAccess): EmbeddedBalances {
  const mayPayOut = mayAlso(access, 'payouts:create')
  const mayManageBanks = mayAlso(access, 'external_accounts:manage')
  const features = { instant_payouts: mayPayOut, standard_payouts: mayPayOut, edit_payout_schedule: false }

  if (platformCollects(access.account)) {
    return {
      kind: 'component',
      features: { ...features, external_account_collection: mayManageBanks, disable_stripe_user_authentication: true },
    }
  }
  if (!mayAlso(access, 'balance_settings:update')) {
    return {
      kind: 'withheld',
      reason:
        'Stripe collects this account’s details and cannot show its component without bank account editing, so people who may only read see the figures below.',
    }
  }
  return { kind: 'component', features }
}
