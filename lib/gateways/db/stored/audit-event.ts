import 'server-only'
import { REQUEST_ENDS } from '@/lib/domain/access/change-request'
import { FEATURES } from '@/lib/domain/access/platform-rules'
import type { ExternalAccountChange } from '@/lib/domain/accounts/external-account'
import {
  type AuditEvent,
  type AuditEventType,
  EXCEPTION_STEPS,
  type NewEvent,
  SIGN_IN_METHODS,
} from '@/lib/domain/audit/audit-entry'
import type { PayoutEvent } from '@/lib/domain/audit/payout-event'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { ITEM_STATES, type ItemCounts, ROLLOUT_EVENT_MOVES } from '@/lib/domain/fleet/rollout'
import { currencyCode, type Foreign, flag, integer, list, oneOf, record, text } from '@/lib/domain/foreign'
import { PAYOUT_METHODS, PAYOUT_STATUSES } from '@/lib/domain/payouts/payout'
import { readStoredChanges } from './settings'
import { knownShape } from './versions'

type Details<T extends AuditEventType> = Omit<Extract<NewEvent, { type: T }>, 'type'>

/** What an entry says beside its type; null where it can't be read. */
type Readers = { [T in AuditEventType]: (details: Foreign, changes: unknown) => Details<T> | null }

const READERS: Readers = {
  'balance_settings.update'({ rolloutId }, stored) {
    const [changes, rollout] = [readStoredChanges(stored), text(rolloutId)]
    return changes && { ...changes, ...(rollout && { rolloutId: rollout }) }
  },
  'balance_settings.changed_outside'({ stripeEventId, replacedBy }, stored) {
    const [changes, ours] = [readStoredChanges(stored), text(replacedBy)]
    return changes && { ...changes, stripeEventId: text(stripeEventId), ...(ours && { replacedBy: ours }) }
  },
  // Earlier versions had one component.
  'account_session.created': ({ components, features }) => ({
    components: list(components)?.filter((each) => typeof each === 'string') ?? ['balances'],
    features: Object.fromEntries(
      FEATURES.flatMap((feature) => {
        const value = flag(record(features)[feature])
        return value === null ? [] : [[feature, value]]
      }),
    ),
  }),
  'payout.create'(details) {
    const order = record(details.order)
    const [money, method] = [readMoney(order), oneOf(order.method, PAYOUT_METHODS)]
    const [destinationId, destination] = [text(order.destinationId), text(details.destination)]
    return money && method && destinationId && destination
      ? { order: { ...money, method, destinationId }, destination }
      : null
  },
  'payout.cancel'(details) {
    const [money, payoutId] = [readMoney(details), text(details.payoutId)]
    return money && payoutId ? { ...money, payoutId } : null
  },
  'payout.step'({ step }) {
    const read = readStep(record(step))
    return read && { step: read }
  },
  'payout.contents_exported'(details) {
    const payoutId = text(details.payoutId)
    return payoutId ? { payoutId } : null
  },
  'external_account.changed'({ change, account, currency }) {
    const [known, named] = [oneOf(EARLIER_CHANGES[String(change)] ?? change, CHANGES), text(account)]
    return known && named ? { change: known, account: named, currency: currencyCode(currency) } : null
  },
  'external_account.shared'({ account, others }) {
    const [named, ids] = [text(account), list(others)?.map(text) ?? null]
    return named && ids?.every((id) => id !== null) ? { account: named, others: ids } : null
  },
  'balance.turned': readMoney,
  'payouts.paused'({ isPaused }) {
    const read = flag(isPaused)
    return read === null ? null : { isPaused: read }
  },
  'change.disputed'({ entryId, about }) {
    const [entry, part] = [text(entryId), oneOf(about, ['settings', 'bank_accounts'] as const)]
    return entry && part ? { entryId: entry, about: part } : null
  },
  denied({ attempted, because }) {
    const [what, why] = [text(attempted), text(because)]
    return what && why ? { attempted: what, because: why } : null
  },
  'denied.again'({ act, times, since }) {
    const [count, from] = [integer(times), text(since)]
    if (count === null || from === null) return null
    if (act === null) return { act: null, times: count, since: from }
    const [what, why] = [text(record(act).attempted), text(record(act).because)]
    return what && why ? { act: { attempted: what, because: why }, times: count, since: from } : null
  },
  sign_in({ by, isNewDevice }) {
    const device = isNewDevice === true ? { isNewDevice: true as const } : {}
    if (by === undefined) return device
    const method = oneOf(by, SIGN_IN_METHODS)
    return method && { by: method, ...device }
  },
  'sign_in.refused': readEmail,
  'sign_in.limited': readEmail,
  'sign_in.refusals'({ email, wrong, limited, since }) {
    const counts = { wrong: integer(wrong), limited: integer(limited), since: text(since) }
    return counts.wrong === null || counts.limited === null || counts.since === null
      ? null
      : { email: text(email), wrong: counts.wrong, limited: counts.limited, since: counts.since }
  },
  sign_out: () => ({}),
  'accounts.synced'({ seen, gone, skipped }) {
    const counts = { seen: integer(seen), gone: integer(gone), skipped: integer(skipped) }
    return counts.seen === null || counts.gone === null
      ? null
      : { seen: counts.seen, gone: counts.gone, ...(counts.skipped !== null && { skipped: counts.skipped }) }
  },
  'accounts.exported'({ filters, accountIds }) {
    const ids = list(accountIds)?.map(text) ?? null
    if (typeof filters !== 'string' || (accountIds != null && !ids?.every((id) => id !== null))) return null
    return { filters, accountIds: ids as string[] | null }
  },
  'account.disconnected'({ stripeEventId }) {
    return { stripeEventId: text(stripeEventId) }
  },
  'person.added': readGrant,
  'person.invited': readGrant,
  'person.invitation_revoked': readGrant,
  'person.reset_link': readEmail,
  'person.reset_requested': readEmail,
  'person.role_changed'({ email, from, to }) {
    const [whom, was, is] = [text(email), text(from), text(to)]
    return whom && was && is ? { email: whom, from: was, to: is } : null
  },
  'person.removed'({ email, role }) {
    const [whom, as] = [text(email), text(role)]
    return whom && (as || role === null) ? { email: whom, role: as } : null
  },
  'person.disabled': readEmail,
  'person.enabled': readEmail,
  'person.password_reset': readEmail,
  'person.password_changed': readEmail,
  'person.factor_added': readEmail,
  'person.factor_removed': readEmail,
  'person.passkey_added': readPasskey,
  'person.passkey_removed': readPasskey,
  'person.passkey_renamed'(stored) {
    const [read, to] = [readPasskey(stored), text(stored.to)]
    return read && to ? { ...read, to } : null
  },
  'person.recovery_code_used'({ email, left }) {
    const [whom, count] = [text(email), integer(left)]
    return whom && count !== null ? { email: whom, left: count } : null
  },
  'support_view.started'({ until }) {
    const at = text(until)
    return at ? { until: at } : null
  },
  'support_view.ended'({ by }) {
    const known = oneOf(by, ['left', 'time'] as const)
    return known ? { by: known } : null
  },
  'person.signed_out'({ email, sessions }) {
    const [whom, count] = [text(email), integer(sessions)]
    return whom && count !== null ? { email: whom, sessions: count } : null
  },
  'api_key.created'({ email, name, scopes, expiresAt }) {
    const [whose, named, until, read] = [text(email), text(name), text(expiresAt), list(scopes)?.map(text) ?? null]
    return whose && named && until && read?.every((scope) => scope !== null)
      ? { email: whose, name: named, scopes: read, expiresAt: until }
      : null
  },
  'api_key.revoked'({ email, name }) {
    const [whose, named] = [text(email), text(name)]
    return whose && named ? { email: whose, name: named } : null
  },
  'saved_view.saved'(details) {
    const [view, isNew] = [readView(details), flag(details.isNew)]
    return view && isNew !== null ? { ...view, isNew } : null
  },
  'saved_view.removed'(details) {
    const view = readView(details)
    return view && { ...view, of: text(details.of) }
  },
  'change_request.created'({ changeRequestId, lines }) {
    const [id, read] = [text(changeRequestId), list(lines)?.map(text) ?? null]
    return id && read?.every((line) => line !== null) ? { changeRequestId: id, lines: read } : null
  },
  'change_request.approved': readChangeRequest,
  'change_request.rejected': readChangeRequest,
  'change_request.withdrawn': readChangeRequest,
  'change_request.ended'({ changeRequestId, because }) {
    const [id, known] = [text(changeRequestId), oneOf(because, REQUEST_ENDS)]
    return id && known ? { changeRequestId: id, because: known } : null
  },
  'change_request.glass_broken': readChangeRequest,
  'policy.saved'({ policyId, name, lines }) {
    const [id, named, read] = [text(policyId), text(name), list(lines)?.map(text) ?? null]
    return id && named && read?.every((line) => line !== null) ? { policyId: id, name: named, lines: read } : null
  },
  'policy.archived'({ policyId, name }) {
    const [id, named] = [text(policyId), text(name)]
    return id && named ? { policyId: id, name: named } : null
  },
  'policy.exception'({ policyId, name, step, until, lines }) {
    const [id, named, known, day] = [text(policyId), text(name), oneOf(step, EXCEPTION_STEPS), text(until)]
    const read = list(lines)?.map(text) ?? null
    return id && named && known && day && read?.every((line) => line !== null)
      ? { policyId: id, name: named, step: known, until: day, lines: read }
      : null
  },
  'rollout.moved'({ rolloutId, name, move, counts }) {
    const [id, named, known] = [text(rolloutId), text(name), oneOf(move, ROLLOUT_EVENT_MOVES)]
    return id && named && known ? { rolloutId: id, name: named, move: known, counts: readCounts(record(counts)) } : null
  },
  'rollout.exported'({ rolloutId, name }) {
    const [id, named] = [text(rolloutId), text(name)]
    return id && named ? { rolloutId: id, name: named } : null
  },
  'platform_rules.update'({ lines }) {
    const read = texts(lines)
    return read && { lines: read }
  },
  'calendar_feed.created': () => ({}),
  'calendar_feed.revoked': () => ({}),
  'record.started'({ origin, key, earlier }) {
    const [name, vkey, count] = [text(origin), text(key), integer(earlier)]
    return name && vkey && count !== null ? { origin: name, key: vkey, earlier: count } : null
  },
  'record.key_added'({ key }) {
    const vkey = text(key)
    return vkey ? { key: vkey } : null
  },
  'requirements.due'({ pastDue, currentlyDue, deadline }) {
    const [past, current] = [texts(pastDue), texts(currentlyDue)]
    return past && current ? { pastDue: past, currentlyDue: current, deadline: integer(deadline) } : null
  },
  'record.pruned'({ leaves, hashes, until, origin, keys }) {
    const [count, time, name] = [integer(leaves), text(until), text(origin)]
    const [nodes, known] = [texts(hashes), texts(keys)]
    return count !== null && time && nodes && known
      ? { leaves: count, hashes: nodes, until: time, origin: name, keys: known }
      : null
  },
  'record.exported'({ format, filters }) {
    const [known, read] = [oneOf(format, ['csv', 'jsonl'] as const), texts(filters)]
    return known && read ? { format: known, filters: read } : null
  },
}

function texts(value: unknown): string[] | null {
  const read = list(value)?.map(text)
  return read?.every((line) => line !== null) ? read : null
}

const CHANGES: readonly ExternalAccountChange[] = ['added', 'removed', 'made_default', 'needs_attention', 'recovered']

/** What earlier versions stored. */
const EARLIER_CHANGES: Readonly<Record<string, ExternalAccountChange>> = {
  stopped: 'needs_attention',
  put_back: 'recovered',
}

/** The event of an entry as any version stored it; one that can't be read keeps the type that it was stored with. */
export function readStoredEvent(type: string, details: unknown, changes: unknown): AuditEvent {
  const known = knownShape(details ?? {})
  const read = Object.hasOwn(READERS, type) && known !== undefined ? READERS[type as AuditEventType] : null
  const rest = read?.(record(known), changes)
  return rest ? ({ type, ...rest } as AuditEvent) : { type: 'unread', recorded: type }
}

const readCounts = (counts: Foreign): ItemCounts =>
  Object.fromEntries(
    ITEM_STATES.flatMap((state) => {
      const count = integer(counts[state])
      return count === null ? [] : [[state, count]]
    }),
  )

function readMoney({ amount, currency }: Foreign): { amount: number; currency: string } | null {
  const [minorUnits, code] = [integer(amount), currencyCode(currency)]
  return minorUnits === null || code === null ? null : { amount: minorUnits, currency: code }
}

function readEmail({ email }: Foreign): { email: string } | null {
  return typeof email === 'string' ? { email } : null
}

function readView({ name, params, isShared }: Foreign): { name: string; params: string; isShared: boolean } | null {
  const [named, shared] = [text(name), flag(isShared)]
  // A view of the whole list has no parameters.
  return named && shared !== null ? { name: named, params: text(params) ?? '', isShared: shared } : null
}

function readChangeRequest({ changeRequestId }: Foreign): { changeRequestId: string } | null {
  const id = text(changeRequestId)
  return id ? { changeRequestId: id } : null
}

function readGrant({ email, role }: Foreign): { email: string; role: string } | null {
  const [whom, as] = [text(email), text(role)]
  return whom && as ? { email: whom, role: as } : null
}

function readPasskey({ email, passkey }: Foreign): { email: string; passkey: string } | null {
  const [whom, name] = [text(email), text(passkey)]
  return whom && name ? { email: whom, passkey: name } : null
}

function readStep(step: Foreign): PayoutEvent | null {
  const [money, payoutId, status] = [readMoney(step), text(step.payoutId), oneOf(step.status, PAYOUT_STATUSES)]
  if (!money || !payoutId || !status) return null
  const arrivesOn = text(step.arrivesOn)
  return {
    ...money,
    payoutId,
    status,
    method: oneOf(step.method, PAYOUT_METHODS),
    automatic: flag(step.automatic),
    arrivesOn: arrivesOn === null ? null : parseCalendarDate(arrivesOn),
    destination: text(step.destination),
    failureCode: text(step.failureCode),
    failureMessage: text(step.failureMessage),
    reverses: text(step.reverses),
  }
}
