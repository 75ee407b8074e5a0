import { isStaffRole, type Role, type StaffRole } from '../access/permissions'
import type { AuditEntry, AuditEvent, DisputedPart } from '../audit/audit-entry'
import type { RolloutEventMove } from '../fleet/rollout'

/** What people get notices about by mail. */
export const TOPICS = [
  'settings',
  'bank_accounts',
  'failed_payouts',
  'requirements',
  'disputes',
  'shared_banks',
  'rollouts',
  'requests',
  'glass_broken',
] as const
export type Topic = (typeof TOPICS)[number]

/** What an entry is about, where people get a notice of it: of an intent, once it has been applied. */
export function topicOf(event: AuditEvent): Topic | null {
  if (event.type === 'payout.step') return event.step.status === 'failed' ? 'failed_payouts' : null
  if (event.type === 'rollout.moved') return ROLLOUT_ENDS.includes(event.move) ? 'rollouts' : null
  return topicOfType(event.type)
}

/** What ends a rollout, or keeps it from going on by itself. */
const ROLLOUT_ENDS: readonly RolloutEventMove[] = ['complete', 'halt', 'lapse', 'cancel', 'reject']

/** How somebody signs in, and what became of their request: they always hear of it, and nobody else does. */
export type Subject = Topic | 'own_sign_in' | 'own_request'

/** What a notice of an entry is about; null where nobody gets one. */
export const subjectOf = (event: AuditEvent): Subject | null =>
  topicOf(event) ?? (isAboutOwnSignIn(event) ? 'own_sign_in' : isOneOf(event.type, DECIDED) ? 'own_request' : null)

const DECIDED = ['change_request.approved', 'change_request.rejected', 'change_request.ended'] as const

const OWN_SIGN_IN = [
  'person.password_changed',
  'person.password_reset',
  'person.factor_added',
  'person.factor_removed',
  'person.passkey_added',
  'person.passkey_removed',
  'person.recovery_code_used',
  'api_key.created',
] as const

const isOneOf = <T extends string>(type: string, types: readonly T[]): type is T => types.some((each) => each === type)

const isAboutOwnSignIn = (event: AuditEvent): boolean =>
  event.type === 'sign_in' ? event.isNewDevice === true : isOneOf(event.type, OWN_SIGN_IN)

/** Whose sign-in an entry is about. */
export function signInOf({
  event,
  actor,
}: Pick<AuditEntry, 'event' | 'actor'>): { id: string } | { email: string } | null {
  if (event.type === 'sign_in') return actor.kind === 'person' ? { id: actor.id } : null
  return isOneOf(event.type, OWN_SIGN_IN) && 'email' in event && event.email ? { email: event.email } : null
}

/** The same for an entry of which only the type is known. */
export function topicOfType(type: string): Topic | null {
  switch (type) {
    case 'balance_settings.update':
    case 'balance_settings.changed_outside':
      return 'settings'
    case 'external_account.changed':
      return 'bank_accounts'
    case 'requirements.due':
      return 'requirements'
    case 'change.disputed':
      return 'disputes'
    case 'external_account.shared':
      return 'shared_banks'
    case 'change_request.created':
      return 'requests'
    case 'change_request.glass_broken':
      return 'glass_broken'
    default:
      return null
  }
}

/** Whether a person can answer a notice with “this wasn’t me”. */
export const isDisputable = (topic: Subject): topic is DisputedPart => topic === 'settings' || topic === 'bank_accounts'

/** What may be a fraud: for the platform's staff only, and for admins always. */
const isAlarm = (topic: Topic): boolean => ['disputes', 'shared_banks', 'glass_broken'].includes(topic)

/** The staff who get notices about a topic without asking for them. */
export const staffWhoGet = (topic: Topic): StaffRole[] =>
  isAlarm(topic) ? ['admin'] : topic === 'requests' ? ['admin', 'approver'] : []

/** Whether someone in this role can get notices about the topic at all. */
export function isOffered(topic: Topic, role: Role): boolean {
  if (topic === 'rollouts') return isStaffRole(role) && role !== 'auditor'
  if (topic === 'requests') return isOneOf(role, staffWhoGet(topic))
  return !isAlarm(topic) || isStaffRole(role)
}

/** Whether the notice can't be switched off: owners hear of every change of where funds go, admins of every alarm. */
export const isAlwaysSent = (topic: Topic, role: Role): boolean =>
  (topic === 'bank_accounts' && role === 'owner') || (isAlarm(topic) && role === 'admin')

/** What someone in this role gets who chose nothing: staff what they decide, an owner everything, a member what is about banks. */
const isUsual = (topic: Topic, role: Role): boolean =>
  isStaffRole(role) ? staffWhoGet(topic).includes(role) : role === 'owner' || topic === 'bank_accounts'

/** Whether someone gets notices about a topic. `choice` is null where they chose nothing. */
export const getsNotices = (topic: Topic, role: Role, choice: boolean | null): boolean =>
  isOffered(topic, role) && (isAlwaysSent(topic, role) || (choice ?? isUsual(topic, role)))

export type NoticeChoice = { topic: Topic; isOn: boolean; isFixed: boolean }

/** What someone in these roles can choose about, and what they get now. */
export const choicesOf = (roles: readonly Role[], chosen: ReadonlyMap<Topic, boolean>): NoticeChoice[] =>
  TOPICS.filter((topic) => roles.some((role) => isOffered(topic, role))).map((topic) => ({
    topic,
    isOn: roles.some((role) => getsNotices(topic, role, chosen.get(topic) ?? null)),
    isFixed: roles.some((role) => isAlwaysSent(topic, role)),
  }))
