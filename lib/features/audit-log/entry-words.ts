import {
  type Actor,
  type AuditEntry,
  type AuditOutcome,
  describeEvent,
  labelOfEvent,
} from '@/lib/domain/audit/audit-entry'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import { isolate } from '@/lib/domain/text'
import { entryText as text } from './text'

/** `isOurs`: words in place of a name, which is foreign text. */
export type ActorWords = { name: string; isOurs?: true; role?: string }

/** What is shown of an entry, as texts: the server words it, so that the browser loads no event’s texts. */
export type EntryWords = {
  id: string
  /** Epoch milliseconds. */
  at: number
  actor: ActorWords
  account?: { id: string; name: string }
  label: string
  description: string
  changes?: (readonly [setting: string, before: string, after: string])[]
  unreadFields?: string
  reason?: string
  message?: string
  requestId?: string
  outcome?: AuditOutcome
  /** What a list adds. */
  note?: string
}

export function actorWords(actor: Actor): ActorWords {
  if (actor.kind === 'outside' && actor.name === '') return { name: text.outsideSpillway, isOurs: true }
  const role = actor.kind === 'person' && actor.role ? { role: actor.role } : {}
  if (actor.kind === 'person' && actor.name === '') return { name: text.staff, isOurs: true, ...role }
  return { name: actor.name, ...role }
}

/** What there isn’t is left out, because a page has many entries. */
export function entryWords(entry: AuditEntry): EntryWords {
  const { id, at, actor, account, event, reason, outcome, outcomeMessage, stripeRequestId } = entry
  const { changes = [], unreadFields = [] } = 'changes' in event ? event : {}
  return {
    ...{
      id,
      at: at.getTime(),
      actor: actorWords(actor),
      label: labelOfEvent(event),
      description: describeEvent(event),
    },
    ...(account && { account }),
    ...(changes.length > 0 && {
      changes: changes.map((change) => [
        labelOf(change.field),
        describeFieldValue(change, 'before'),
        describeFieldValue(change, 'after'),
      ]),
    }),
    ...(unreadFields.length > 0 && { unreadFields: text.unreadFields(unreadFields) }),
    ...(reason && { reason: text.reason(isolate(reason)) }),
    ...(outcomeMessage && { message: outcomeMessage }),
    ...(stripeRequestId && { requestId: stripeRequestId }),
    ...(outcome && { outcome }),
  }
}
