import { indexedWords } from '../accounts/search-words'
import type { Actor, AuditEventType, AuditOutcome } from './audit-entry'

/** What changes nothing, at Stripe or here. The record lists it only where it is asked for. */
const READS: readonly string[] = ['account_session.created', 'sign_in', 'sign_out'] satisfies AuditEventType[]

export type FacetClass = 'act' | 'read'

export const classOf = (type: string): FacetClass => (READS.includes(type) ? 'read' : 'act')

/** What the people of an account may read about it: never who else tried the door. */
export const VISIBLE_TO_OWNERS: readonly string[] = [
  'balance_settings.update',
  'balance_settings.changed_outside',
  'account_session.created',
  'payout.create',
  'payout.cancel',
  'payout.step',
  'payout.contents_exported',
  'external_account.changed',
  'balance.turned',
  'change.disputed',
  'account.disconnected',
  'requirements.due',
  'change_request.created',
  'change_request.approved',
  'change_request.rejected',
  'change_request.withdrawn',
  'change_request.ended',
  'person.added',
  'person.invited',
  'person.invitation_revoked',
  'person.role_changed',
  'person.removed',
  'support_view.started',
  'support_view.ended',
] satisfies AuditEventType[]

/**
 * `every` has no value; `by` and `in` are words of the names of the actor and of the account; `owner` and `settings` have
 * an account's id: of what its people may read, and of changes of its settings that took effect.
 */
export type FacetName =
  | 'every'
  | 'type'
  | 'origin'
  | 'actor'
  | 'account'
  | 'field'
  | 'outcome'
  | 'by'
  | 'in'
  | 'owner'
  | 'settings'

/** One value that an entry is found by, among the entries of its class. */
export const facetOf = (kind: FacetClass, name: FacetName, value: string): string => `${kind}.${name}:${value}`

/** An entry as far as it is found by it. */
export type FacetSource = {
  type: string
  actorKind: Actor['kind']
  actorId: string | null
  actorName: string
  accountId: string | null
  accountName: string | null
  /** Names of the settings that it changes. */
  fields: readonly string[]
  outcome: AuditOutcome | null
}

/** Of one name. */
const MOST_WORDS = 30

/** Everything that the entry is found by, each once. */
export function facetsOfEntry(entry: FacetSource): string[] {
  const kind = classOf(entry.type)
  const facet = (name: FacetName, value: string | null) => (value === null ? [] : [facetOf(kind, name, value)])
  const words = (name: 'by' | 'in', texts: string[]) =>
    indexedWords(texts)
      .slice(0, MOST_WORDS)
      .map((word) => facetOf(kind, name, word))
  const { type, accountId } = entry
  return [
    ...new Set([
      ...facet('every', ''),
      ...facet('type', type),
      ...facet('origin', entry.actorKind),
      ...facet('actor', entry.actorId),
      ...facet('account', accountId),
      ...entry.fields.flatMap((field) => facet('field', field)),
      ...words('by', [entry.actorName]),
      ...words('in', accountId ? [entry.accountName ?? '', accountId] : []),
      ...(VISIBLE_TO_OWNERS.includes(type) ? facet('owner', accountId) : []),
      ...(type === 'balance_settings.changed_outside' ? facet('settings', accountId) : []),
      ...(entry.outcome ? facetsOfOutcome(entry, entry.outcome) : []),
    ]),
  ]
}

/** What the entry is found by because of its outcome. */
export function facetsOfOutcome(
  { type, accountId }: Pick<FacetSource, 'type' | 'accountId'>,
  outcome: AuditOutcome,
): string[] {
  const kind = classOf(type)
  const tookEffect = type === 'balance_settings.update' && outcome === 'applied' && accountId !== null
  return [facetOf(kind, 'outcome', outcome), ...(tookEffect ? [facetOf(kind, 'settings', accountId)] : [])]
}
