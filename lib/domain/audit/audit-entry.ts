import type { BalancesFeatures } from '../access/component-features'
import { FEATURE_WORDS, FEATURES } from '../access/platform-rules'
import type { ExternalAccountChange } from '../accounts/external-account'
import { formatMoney } from '../money/money'
import type { PayoutOrder } from '../payouts/manual-payout'
import { describePayoutEvent, type PayoutEvent } from '../payouts/payout-event'
import type { FieldChange } from '../settings/balance-settings'

/** Everything that is recorded. A new event does not compile until `describeEvent` can tell it. */
export type AuditEvent =
  | { type: 'balance_settings.update'; changes: FieldChange[] }
  | { type: 'balance_settings.changed_outside'; changes: FieldChange[]; stripeEventId: string | null }
  | { type: 'account_session.created'; component: 'balances'; features: BalancesFeatures }
  | { type: 'payout.create'; order: PayoutOrder; destination: string }
  | { type: 'payout.cancel'; payoutId: string; amount: number; currency: string }
  | { type: 'payout.step'; step: PayoutEvent }
  | { type: 'external_account.changed'; change: ExternalAccountChange; account: string; currency: string }
  /** Above or at zero where it was negative before, or the other way round. Minor units. */
  | { type: 'balance.turned'; amount: number; currency: string }
  | { type: 'denied'; attempted: string; because: string }
  | { type: 'sign_in' }
  | { type: 'sign_in.refused'; email: string }
  | { type: 'sign_in.limited'; email: string }
  | { type: 'sign_out' }
  | { type: 'accounts.synced'; seen: number; gone: number }
  | { type: 'account.disconnected'; stripeEventId: string }
  | { type: 'person.added'; email: string; role: string }
  | { type: 'platform_rules.update'; lines: string[] }
  | { type: 'calendar_feed.created' }
  | { type: 'calendar_feed.revoked' }

export type AuditEventType = AuditEvent['type']

/** `pending` is the absence of an outcome: the intent is durable and Stripe's answer is not known yet. */
export type AuditOutcome = 'pending' | 'applied' | 'refused' | 'unknown' | 'conflict'

export type Actor =
  | { kind: 'person'; id: string; name: string; role: string | null }
  | { kind: 'system'; name: string }
  | { kind: 'outside'; name: string }

export type AuditEntry = {
  id: string
  at: Date
  event: AuditEvent
  actor: Actor
  account: { id: string; name: string } | null
  reason: string | null
  /** Null for what is simply recorded, such as a sign-in. */
  outcome: AuditOutcome | null
  outcomeAt: Date | null
  outcomeMessage: string | null
  stripeRequestId: string | null
}

export const EVENT_LABELS: Record<AuditEventType, string> = {
  'balance_settings.update': 'Balance settings',
  'balance_settings.changed_outside': 'Outside change',
  'account_session.created': 'Component opened',
  'payout.create': 'Payout order',
  'payout.cancel': 'Payout cancellation',
  'payout.step': 'Payout',
  'external_account.changed': 'Payout destination',
  'balance.turned': 'Negative balance',
  denied: 'Denied',
  sign_in: 'Sign-in',
  'sign_in.refused': 'Sign-in refused',
  'sign_in.limited': 'Sign-in limited',
  sign_out: 'Sign-out',
  'accounts.synced': 'Sync',
  'account.disconnected': 'Disconnected',
  'person.added': 'Person added',
  'platform_rules.update': 'Platform settings',
  'calendar_feed.created': 'Calendar address',
  'calendar_feed.revoked': 'Calendar address',
}

const EXTERNAL_ACCOUNT_CHANGES: Record<ExternalAccountChange, string> = {
  added: 'shows a new account for payouts:',
  removed: 'shows that payouts can no longer go to',
  made_default: 'shows a new default for payouts:',
  stopped: 'has stopped scheduled payouts to',
  put_back: 'sends scheduled payouts again to',
}

const withSmallInitial = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

function describeFeatures(features: BalancesFeatures): string {
  const on = FEATURES.filter((feature) => features[feature])
  return on.length === 0
    ? 'every feature off'
    : `with ${on.map((feature) => withSmallInitial(FEATURE_WORDS[feature])).join(', ')}`
}

/** One sentence without its subject: the actor stands before it. */
export function describeEvent(event: AuditEvent): string {
  switch (event.type) {
    case 'balance_settings.update':
      return 'changed balance settings'
    case 'balance_settings.changed_outside':
      return 'changed balance settings outside Spillway'
    case 'account_session.created':
      return `opened the embedded balances, ${describeFeatures(event.features)}`
    case 'payout.create':
      return `ordered ${event.order.method === 'instant' ? 'an instant' : 'a'} payout of ${formatMoney(event.order)} to ${event.destination}`
    case 'payout.cancel':
      return `canceled a payout of ${formatMoney(event)}`
    case 'payout.step':
      return describePayoutEvent(event.step)
    case 'external_account.changed':
      return `${EXTERNAL_ACCOUNT_CHANGES[event.change]} ${event.account} (${event.currency.toUpperCase()})`
    case 'balance.turned':
      return event.amount < 0
        ? `shows a negative balance, ${formatMoney(event)}: nothing is paid out until it is covered`
        : `shows that the negative balance in ${event.currency.toUpperCase()} is covered`
    case 'denied':
      return `was denied: ${event.attempted} (${event.because})`
    case 'sign_in':
      return 'signed in'
    case 'sign_in.refused':
      return `failed to sign in as ${event.email}`
    case 'sign_in.limited':
      return `was kept from signing in as ${event.email} after too many attempts`
    case 'sign_out':
      return 'signed out'
    case 'accounts.synced':
      return `synced ${event.seen} accounts from Stripe${event.gone > 0 ? `, ${event.gone} gone` : ''}`
    case 'account.disconnected':
      return 'disconnected the account from the platform'
    case 'person.added':
      return `added ${event.email} as ${event.role}`
    case 'platform_rules.update':
      return `changed the platform’s settings: ${event.lines.join('; ')}`
    case 'calendar_feed.created':
      return 'created a secret calendar address for the coming payouts'
    case 'calendar_feed.revoked':
      return 'revoked the secret calendar address'
  }
}
