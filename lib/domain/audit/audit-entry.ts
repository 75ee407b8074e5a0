import type { RequestEnd } from '../access/change-request'
import type { ComponentFeatures } from '../access/component-features'
import { FEATURE_WORDS, FEATURES } from '../access/platform-rules'
import type { ExternalAccountChange } from '../accounts/external-account'
import { describeFallenDue } from '../accounts/requirement-words'
import type { FallenDue } from '../accounts/requirements'
import { describeCounts, type ItemCounts, ROLLOUT_EVENT_WORDS, type RolloutEventMove } from '../fleet/rollout'
import { formatMoney } from '../money/money'
import type { PayoutOrder } from '../payouts/manual-payout'
import type { FieldChange } from '../settings/balance-settings'
import { isolate, plural } from '../text'
import { describePayoutEvent, type PayoutEvent } from './payout-event'

export const SIGN_IN_METHODS = ['passkey', 'single_sign_on', 'break_glass'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

const SIGNED_IN: Record<SignInMethod, string> = {
  passkey: 'signed in with a passkey',
  single_sign_on: 'signed in by the identity provider',
  break_glass: 'signed in with a password, as the admin who may while single sign-on is required',
}

/** Every event in the audit log. A new one compiles only once `describeEvent` describes it. */
export type AuditEvent =
  /** Stored by a later version, or in a way that this one can't read; `recorded` is the type it was stored with. */
  | { type: 'unread'; recorded: string }
  /** `unreadFields` are settings of a later version that changed as well. */
  | { type: 'balance_settings.update'; changes: FieldChange[]; unreadFields?: string[]; rolloutId?: string }
  | {
      type: 'balance_settings.changed_outside'
      changes: FieldChange[]
      stripeEventId: string | null
      /** Our change that replaced it before anybody had noticed it; that one's entry may be the earlier one. */
      replacedBy?: string
      unreadFields?: string[]
    }
  /** For Stripe's components by their names in the session, with the features that they have together. */
  | { type: 'account_session.created'; components: readonly string[]; features: ComponentFeatures }
  | { type: 'payout.create'; order: PayoutOrder; destination: string }
  | { type: 'payout.cancel'; payoutId: string; amount: number; currency: string }
  | { type: 'payout.step'; step: PayoutEvent }
  | { type: 'payout.contents_exported'; payoutId: string }
  | { type: 'external_account.changed'; change: ExternalAccountChange; account: string; currency: string | null }
  /** A bank account or card was added that other accounts have too: their ids, or the first of them. */
  | { type: 'external_account.shared'; account: string; others: string[] }
  /** The balance became negative, or isn't negative any more. Minor units. */
  | { type: 'balance.turned'; amount: number; currency: string }
  /** The platform paused payouts, or lifted the pause. */
  | { type: 'payouts.paused'; isPaused: boolean }
  /** A person said of an entry, by the link in its notice, that it wasn't them. `about` is what the entry changed. */
  | { type: 'change.disputed'; entryId: string; about: DisputedPart }
  | { type: 'denied'; attempted: string; because: string }
  /**
   * How often the person was denied the same act again after its own entry; `act` is null for further acts of theirs,
   * too different to be named each. `since` is an ISO time.
   */
  | { type: 'denied.again'; act: { attempted: string; because: string } | null; times: number; since: string }
  /** `by` is missing for a password, and where a second factor followed the identity provider. */
  /** `isNewDevice`: on which the person had never signed in. */
  | { type: 'sign_in'; by?: SignInMethod; isNewDevice?: true }
  | { type: 'sign_in.refused'; email: string }
  | { type: 'sign_in.limited'; email: string }
  /**
   * What followed a refused sign-in with the same email from the same address until now: incorrect passwords, and
   * attempts that came too early. `email` is null for emails that nobody has. `since` is an ISO time.
   */
  | { type: 'sign_in.refusals'; email: string | null; wrong: number; limited: number; since: string }
  | { type: 'sign_out' }
  /** `skipped` is missing in entries of earlier versions. */
  | { type: 'accounts.synced'; seen: number; gone: number; skipped?: number }
  /** The accounts list as a file: the accounts that were selected, or else those of the filters of the list's address. */
  | { type: 'accounts.exported'; filters: string; accountIds: string[] | null }
  /** Without an event where the sweep found it out. */
  | { type: 'account.disconnected'; stripeEventId: string | null }
  | { type: 'person.added'; email: string; role: string }
  | { type: 'person.invited'; email: string; role: string }
  | { type: 'person.invitation_revoked'; email: string; role: string }
  /** A link was made by which the person gives themselves a new password. */
  | { type: 'person.reset_link'; email: string }
  /** Somebody who isn't signed in asked for such a link, which went to the person by mail. */
  | { type: 'person.reset_requested'; email: string }
  | { type: 'person.role_changed'; email: string; from: string; to: string }
  /** `role` is null where the person lost all access. */
  | { type: 'person.removed'; email: string; role: string | null }
  /** They can't sign in and reach nothing, until they are enabled again in the roles that they kept. */
  | { type: 'person.disabled'; email: string }
  | { type: 'person.enabled'; email: string }
  | { type: 'person.password_reset'; email: string }
  /** By the person themselves, which ended their other sessions. */
  | { type: 'person.password_changed'; email: string }
  /** A sign-in of theirs needs a code of an app from now on, or no longer does. */
  | { type: 'person.factor_added'; email: string }
  | { type: 'person.factor_removed'; email: string }
  | { type: 'person.passkey_added'; email: string; passkey: string }
  | { type: 'person.passkey_removed'; email: string; passkey: string }
  | { type: 'person.passkey_renamed'; email: string; passkey: string; to: string }
  /** One of the codes was used that replace the app; `left` are unused. */
  | { type: 'person.recovery_code_used'; email: string; left: number }
  /** One of the staff looks at the account as its owner, until this ISO time at most. */
  | { type: 'support_view.started'; until: string }
  | { type: 'support_view.ended'; by: 'left' | 'time' }
  /** Sessions of the person were ended, by themselves or somebody else. */
  | { type: 'person.signed_out'; email: string; sessions: number }
  /** A key with which programs act for the person until it expires or is revoked. `expiresAt` is an ISO time. */
  | { type: 'api_key.created'; email: string; name: string; scopes: string[]; expiresAt: string }
  | { type: 'api_key.revoked'; email: string; name: string }
  /** A view of the accounts list; `params` are its filters as in its address. */
  | { type: 'saved_view.saved'; name: string; params: string; isShared: boolean; isNew: boolean }
  /** `of` is whose it was, where somebody else removed it. */
  | { type: 'saved_view.removed'; name: string; params: string; isShared: boolean; of: string | null }
  /** A change of settings waits for a second person, or an owner asks for one: one line for each setting. */
  | { type: 'change_request.created'; changeRequestId: string; lines: string[] }
  | { type: 'change_request.approved'; changeRequestId: string }
  | { type: 'change_request.rejected'; changeRequestId: string }
  | { type: 'change_request.withdrawn'; changeRequestId: string }
  /** Nobody could carry it out any more. */
  | { type: 'change_request.ended'; changeRequestId: string; because: RequestEnd }
  /** The admin who made the request carried it out without a second person. */
  | { type: 'change_request.glass_broken'; changeRequestId: string }
  /** A policy was made, changed or archived: one line for each thing that changed. */
  | { type: 'policy.saved'; policyId: string; name: string; lines: string[] }
  | { type: 'policy.archived'; policyId: string; name: string }
  /** That an account differs from a policy was accepted until a day, or isn't any more. */
  | { type: 'policy.exception'; policyId: string; name: string; step: ExceptionStep; until: string; lines: string[] }
  | { type: 'rollout.moved'; rolloutId: string; name: string; move: RolloutEventMove; counts: ItemCounts }
  | { type: 'rollout.exported'; rolloutId: string; name: string }
  | { type: 'platform_rules.update'; lines: string[] }
  | { type: 'calendar_feed.created' }
  | { type: 'calendar_feed.revoked' }
  /** The first leaf of the record’s log. `earlier` entries were there before it; `key` verifies its checkpoints. */
  | { type: 'record.started'; origin: string; key: string; earlier: number }
  /** Checkpoints may be signed with this key from now on. */
  | { type: 'record.key_added'; key: string }
  /** Stripe wants more to be known of the account than before, or by another day. */
  | ({ type: 'requirements.due' } & FallenDue)
  | RecordPruned
  /** A person downloaded the record, or what these filters select of it: one line for each. */
  | { type: 'record.exported'; format: ExportFormat; filters: string[] }

/**
 * Leaves from the first one on were removed, once an archive that has them was verified. What is needed to verify the rest:
 * the hashes of the complete subtrees that they made up, in base64, and the name and the keys of the log, which were among
 * them. `until` is when the last of them was recorded, in ISO 8601.
 */
type RecordPruned = {
  type: 'record.pruned'
  leaves: number
  hashes: string[]
  until: string
  origin: string | null
  keys: string[]
}

/** `ended`: by a person before its day; `expired`: by itself. */
export const EXCEPTION_STEPS = ['accepted', 'ended', 'expired'] as const
export type ExceptionStep = (typeof EXCEPTION_STEPS)[number]

/** JSONL proves itself; CSV is for a spreadsheet. */
export type ExportFormat = 'csv' | 'jsonl'

/** What a disputed entry changed. */
export type DisputedPart = 'settings' | 'bank_accounts'

const DISPUTED: Record<DisputedPart, string> = {
  settings: 'payout settings',
  bank_accounts: 'bank accounts or cards',
}

export type AuditEventType = Exclude<AuditEvent['type'], 'unread'>

/** What can be recorded. */
export type NewEvent = Extract<AuditEvent, { type: AuditEventType }>

/** A write to Stripe, recorded before it is sent. */
export type IntentEvent = Extract<AuditEvent, { type: 'balance_settings.update' | 'payout.create' | 'payout.cancel' }>

/** `pending` is the absence of an outcome: the intent is stored, and Stripe's answer isn't known yet. */
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
  /** Null for an event without a write to Stripe, such as a sign-in. */
  outcome: AuditOutcome | null
  outcomeAt: Date | null
  outcomeMessage: string | null
  stripeRequestId: string | null
}

export const EVENT_LABELS: Record<AuditEventType, string> = {
  'balance_settings.update': 'Balance settings',
  'balance_settings.changed_outside': 'Changed outside Spillway',
  'account_session.created': 'Account session created',
  'payout.create': 'Payout requested',
  'payout.cancel': 'Payout canceled',
  'payout.step': 'Payout status',
  'payout.contents_exported': 'Payout contents exported',
  'external_account.changed': 'Bank account or card',
  'external_account.shared': 'Same bank account elsewhere',
  'balance.turned': 'Negative balance',
  'payouts.paused': 'Pause of payouts',
  'change.disputed': 'Change disputed',
  denied: 'Access denied',
  'denied.again': 'Access denied again',
  sign_in: 'Sign-in',
  'sign_in.refused': 'Sign-in failed',
  'sign_in.limited': 'Sign-in limited',
  'sign_in.refusals': 'Sign-ins refused',
  sign_out: 'Sign-out',
  'accounts.synced': 'Sync',
  'accounts.exported': 'Accounts exported',
  'account.disconnected': 'Account disconnected',
  'person.added': 'Person added',
  'person.invited': 'Person invited',
  'person.invitation_revoked': 'Invitation revoked',
  'person.reset_link': 'Password link created',
  'person.reset_requested': 'New password asked for',
  'person.role_changed': 'Role changed',
  'person.removed': 'Access removed',
  'person.disabled': 'Person disabled',
  'person.enabled': 'Person enabled',
  'person.password_reset': 'Password reset',
  'person.password_changed': 'Password changed',
  'person.factor_added': 'Second factor set up',
  'person.factor_removed': 'Second factor removed',
  'person.passkey_added': 'Passkey added',
  'person.passkey_removed': 'Passkey removed',
  'person.passkey_renamed': 'Passkey renamed',
  'person.recovery_code_used': 'Recovery code used',
  'person.signed_out': 'Sessions ended',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key revoked',
  'saved_view.saved': 'View of the list saved',
  'saved_view.removed': 'View of the list removed',
  'support_view.started': 'View as owner',
  'support_view.ended': 'View as owner ended',
  'change_request.created': 'Change requested',
  'change_request.approved': 'Request approved',
  'change_request.rejected': 'Request rejected',
  'change_request.withdrawn': 'Request withdrawn',
  'change_request.ended': 'Request ended',
  'change_request.glass_broken': 'Saved without approval',
  'policy.saved': 'Policy changed',
  'policy.archived': 'Policy archived',
  'policy.exception': 'Policy exception',
  'rollout.moved': 'Rollout',
  'rollout.exported': 'Rollout exported',
  'platform_rules.update': 'Platform settings',
  'calendar_feed.created': 'Calendar link created',
  'calendar_feed.revoked': 'Calendar link revoked',
  'record.started': 'Verifiable record started',
  'record.key_added': 'Checkpoint key added',
  'requirements.due': 'Requirements due',
  'record.pruned': 'Archived entries removed',
  'record.exported': 'Audit log exported',
}

/** What kind of event it is; of one that can't be read, the type that it was stored with. */
export const labelOfEvent = (event: AuditEvent): string =>
  event.type === 'unread' ? isolate(event.recorded) : EVENT_LABELS[event.type]

const EXTERNAL_ACCOUNT_CHANGES: Record<ExternalAccountChange, string> = {
  added: 'reports a new bank account or card:',
  removed: 'reports a removed bank account or card:',
  made_default: 'reports a new default bank account or card:',
  needs_attention: 'reports a bank account or card that needs attention and gets no automatic payouts:',
  recovered: 'reports that automatic payouts resume to',
}

const viewOfList = ({ name, params, isShared }: { name: string; params: string; isShared: boolean }) =>
  `${isShared ? 'shared' : 'personal'} view ${isolate(name)} of the accounts list${params ? ` (${isolate(params)})` : ''}`

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

function describeComponents({
  components,
  features,
}: Extract<AuditEvent, { type: 'account_session.created' }>): string {
  const others = components.filter((component) => component !== 'balances')
  if (others.length === 0) return describeFeatures(features)
  const names = `for ${components.map((component) => isolate(component.replaceAll('_', ' '))).join(', ')}`
  return Object.keys(features).length === 0 ? names : `${names} ${describeFeatures(features)}`
}

function describeFeatures(features: ComponentFeatures): string {
  const on = FEATURES.filter((feature) => features[feature]).map((feature) => lowerFirst(FEATURE_WORDS[feature]))
  if (features.instant_payouts === undefined) on.unshift('instant payouts as the Stripe Dashboard rules')
  return on.length === 0 ? 'with every feature disabled' : `with ${on.join(', ')}`
}

type Refusals = Extract<AuditEvent, { type: 'sign_in.refusals' }>

function describeRefusals({ email, wrong, limited }: Refusals): string {
  const times = wrong + limited === 1 ? 'once more' : `${wrong + limited} more times`
  const who = email === null ? 'with emails that nobody has' : `as ${isolate(email)}`
  return `failed to sign in ${times} ${who}: ${wrong} with an incorrect password, ${limited} too early`
}

function describeRolloutMove({ move, name, counts }: Extract<AuditEvent, { type: 'rollout.moved' }>): string {
  const figures = describeCounts(counts)
  const because = move === 'lapse' ? ', because the person who approved it may not do so any more' : ''
  return `${ROLLOUT_EVENT_WORDS[move]} ${isolate(name)}${because}${figures ? `: ${figures}` : ''}`
}

function describeException({ step, name, until, lines }: Extract<AuditEvent, { type: 'policy.exception' }>): string {
  const what = `the exception from the policy ${isolate(name)}: ${lines.map(isolate).join('; ')}`
  if (step === 'accepted') return `accepted until ${isolate(until)} ${what}`
  return step === 'ended' ? `ended ${what}` : `let expire ${what}`
}

type DeniedAgain = Extract<AuditEvent, { type: 'denied.again' }>

function describeDeniedAgain({ act, times }: DeniedAgain): string {
  const howOften = times === 1 ? 'once more' : `${times} more times`
  return act === null
    ? `was denied ${howOften}: too many different attempts to name each`
    : `was denied ${howOften}: ${isolate(act.attempted)} (${isolate(act.because)})`
}

function describeExport({ filters, accountIds }: Extract<AuditEvent, { type: 'accounts.exported' }>): string {
  if (accountIds) return `exported ${plural(accountIds.length, 'account')}: ${accountIds.map(isolate).join(', ')}`
  return filters === '' ? 'exported the list of all accounts' : `exported the accounts list with ${isolate(filters)}`
}

/** A sentence without its subject, which is the actor. */
export function describeEvent(event: AuditEvent): string {
  switch (event.type) {
    case 'balance_settings.update':
      return event.rolloutId === undefined ? 'changed balance settings' : 'changed balance settings in a rollout'
    case 'balance_settings.changed_outside':
      return 'changed balance settings outside Spillway'
    case 'account_session.created':
      return `created an account session ${describeComponents(event)}`
    case 'payout.create':
      return `requested ${event.order.method === 'instant' ? 'an instant' : 'a'} payout of ${formatMoney(event.order)} to ${isolate(event.destination)}`
    case 'payout.cancel':
      return `canceled a payout of ${formatMoney(event)}`
    case 'payout.contents_exported':
      return `exported the contents of payout ${isolate(event.payoutId)}`
    case 'payout.step':
      return describePayoutEvent(event.step)
    case 'external_account.changed':
      return `${EXTERNAL_ACCOUNT_CHANGES[event.change]} ${isolate(event.account)} (${event.currency?.toUpperCase() ?? 'currency not given'})`
    case 'external_account.shared':
      return `reports that ${isolate(event.account)}, which was added, is also on ${plural(event.others.length, 'other account')}: ${event.others.map(isolate).join(', ')}`
    case 'balance.turned':
      return event.amount < 0
        ? `reports a negative balance, ${formatMoney(event)}; payouts resume once it is covered`
        : `reports that the negative balance in ${event.currency.toUpperCase()} is covered`
    case 'payouts.paused':
      return event.isPaused
        ? 'reports that the platform paused payouts; pending payouts are held, and canceled after up to 10 days'
        : 'reports that the platform lifted the pause; payouts resume'
    case 'change.disputed':
      return `reported that they didn’t make the change of ${DISPUTED[event.about]} in entry ${isolate(event.entryId)}`
    case 'denied':
      return `was denied: ${isolate(event.attempted)} (${isolate(event.because)})`
    case 'denied.again':
      return describeDeniedAgain(event)
    case 'sign_in':
      return `${event.by ? SIGNED_IN[event.by] : 'signed in'}${event.isNewDevice ? ', on a device that was new for them' : ''}`
    case 'sign_in.refused':
      return `failed to sign in as ${isolate(event.email)}`
    case 'sign_in.limited':
      return `couldn’t sign in as ${isolate(event.email)}: too many attempts`
    case 'sign_in.refusals':
      return describeRefusals(event)
    case 'sign_out':
      return 'signed out'
    case 'accounts.synced':
      return `synced ${event.seen} accounts from Stripe${event.gone > 0 ? `, ${event.gone} disconnected` : ''}${event.skipped ? `, ${event.skipped} not read completely` : ''}`
    case 'accounts.exported':
      return describeExport(event)
    case 'account.disconnected':
      return 'disconnected the account from the platform'
    case 'person.added':
      return `added ${isolate(event.email)} as ${isolate(event.role)}`
    case 'person.invited':
      return `invited ${isolate(event.email)} as ${isolate(event.role)}`
    case 'person.invitation_revoked':
      return `revoked the invitation of ${isolate(event.email)} as ${isolate(event.role)}`
    case 'person.reset_link':
      return `created a link by which ${isolate(event.email)} sets a new password`
    case 'person.reset_requested':
      return `asked for a link by which ${isolate(event.email)} sets a new password, and it was mailed to them`
    case 'person.role_changed':
      return `made ${isolate(event.email)}, who was ${isolate(event.from)}, ${isolate(event.to)}`
    case 'person.removed':
      return event.role === null
        ? `removed all access of ${isolate(event.email)}`
        : `removed the access of ${isolate(event.email)} as ${isolate(event.role)}`
    case 'person.disabled':
      return `disabled ${isolate(event.email)}, which ended their sessions, keys and links`
    case 'person.enabled':
      return `enabled ${isolate(event.email)} again, in the roles that they had`
    case 'person.password_reset':
      return `set a new password for ${isolate(event.email)}, which ended their sessions`
    case 'person.password_changed':
      return 'changed their own password, which ended their other sessions'
    case 'person.factor_added':
      return `set up an authenticator app for ${isolate(event.email)}`
    case 'person.factor_removed':
      return `removed the second factor of ${isolate(event.email)}`
    case 'person.passkey_added':
      return `added the passkey ${isolate(event.passkey)} for ${isolate(event.email)}`
    case 'person.passkey_removed':
      return `removed the passkey ${isolate(event.passkey)} of ${isolate(event.email)}`
    case 'person.passkey_renamed':
      return `renamed the passkey ${isolate(event.passkey)} of ${isolate(event.email)} to ${isolate(event.to)}`
    case 'person.recovery_code_used':
      return `used a recovery code in place of the second factor (${event.left} left)`
    case 'support_view.started':
      return 'began to look at the account as its owner, without changing anything, for 15 minutes at most'
    case 'support_view.ended':
      return event.by === 'left'
        ? 'left the view as owner'
        : 'no longer looks at the account as its owner: the time is over'
    case 'person.signed_out':
      return `ended the sessions of ${isolate(event.email)} (${event.sessions})`
    case 'api_key.created':
      return `created the API key ${isolate(event.name)} of ${isolate(event.email)} (${event.scopes.map(isolate).join(', ')}), which expires on ${event.expiresAt.slice(0, 10)}`
    case 'api_key.revoked':
      return `revoked the API key ${isolate(event.name)} of ${isolate(event.email)}`
    case 'saved_view.saved':
      return `${event.isNew ? 'saved' : 'changed'} the ${viewOfList(event)}`
    case 'saved_view.removed':
      return `removed the ${viewOfList(event)}${event.of ? `, which was of ${isolate(event.of)}` : ''}`
    case 'change_request.created':
      return `requested a change: ${event.lines.map(isolate).join('; ')}`
    case 'change_request.approved':
      return `approved the request ${isolate(event.changeRequestId)}`
    case 'change_request.rejected':
      return `rejected the request ${isolate(event.changeRequestId)}`
    case 'change_request.withdrawn':
      return `withdrew the request ${isolate(event.changeRequestId)}`
    case 'change_request.ended':
      return `ended the request ${isolate(event.changeRequestId)}, because the account was disconnected. Nothing was sent`
    case 'change_request.glass_broken':
      return `carried out their own request ${isolate(event.changeRequestId)} without a second person`
    case 'policy.saved':
      return `changed the policy ${isolate(event.name)}: ${event.lines.map(isolate).join('; ')}`
    case 'policy.archived':
      return `archived the policy ${isolate(event.name)}`
    case 'policy.exception':
      return describeException(event)
    case 'rollout.moved':
      return describeRolloutMove(event)
    case 'rollout.exported':
      return `exported the accounts of the rollout ${isolate(event.name)}`
    case 'platform_rules.update':
      return `changed the platform’s settings: ${event.lines.map(isolate).join('; ')}`
    case 'calendar_feed.created':
      return 'created a private calendar link'
    case 'calendar_feed.revoked':
      return 'revoked the private calendar link'
    case 'record.started':
      return event.earlier === 0
        ? 'started the verifiable record'
        : `started the verifiable record, with the ${event.earlier} earlier entries as they were then`
    case 'record.key_added':
      return `added the key ${isolate(event.key)}, which signs checkpoints from now on`
    case 'requirements.due':
      return `requires information; ${describeFallenDue(event)}`
    case 'record.pruned':
      return `removed the first ${event.leaves} leaves of the record, which are in an archive`
    case 'record.exported':
      return `exported the audit log as ${event.format === 'csv' ? 'CSV' : 'JSONL with its proof'}${event.filters.length > 0 ? `, filtered by ${event.filters.map(isolate).join('; ')}` : ''}`
    case 'unread':
      return `recorded “${isolate(event.recorded)}”, which this version of Spillway can’t read`
  }
}
