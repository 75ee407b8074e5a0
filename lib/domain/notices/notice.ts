import { type Actor, type AuditEntry, type AuditEvent, describeEvent } from '../audit/audit-entry'
import { hideStaff } from '../audit/visibility'
import { partsOfDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { formatTimeOfDay } from '../calendar/time-of-day'
import { localTimeAt } from '../calendar/time-zone'
import { isZone } from '../calendar/zone'
import { describeFieldValue } from '../settings/balance-settings'
import { labelOf } from '../settings/fields'
import { capitalize, isolate } from '../text'
import type { Message } from './message'
import type { Subject } from './topics'

export type NoticeReader = {
  isStaff: boolean
  /** The zone in which the account's payout day begins; its times are written in it. */
  zone: string
  platform: string
  /** The page with the entry; of a dispute, with the entry that is disputed. */
  url: string
  /** Where the person chooses what they get. */
  choicesUrl: string
  /** Where the person says that it wasn't them; null where that can't be said. */
  disputeUrl: string | null
}

const SUBJECTS: Record<Subject, string> = {
  settings: 'Payout settings changed',
  bank_accounts: 'Bank account or card',
  failed_payouts: 'Payout failed',
  requirements: 'Requirements due',
  disputes: '“This wasn’t me”',
  shared_banks: 'Same bank account elsewhere',
  rollouts: 'Rollout ended or halted',
  requests: 'Approval needed',
  glass_broken: 'Saved without approval',
  own_sign_in: 'Your sign-in',
  own_request: 'Your request',
}

/** What a notice of an entry says to somebody: what happened, who did it as far as they may know, and where to look. */
export function composeNotice(
  recorded: AuditEntry,
  topic: Subject,
  { isStaff, zone, platform, url, choicesUrl, disputeUrl }: NoticeReader,
): Message {
  const entry = isStaff ? recorded : hideStaff(recorded)
  const { event, account, reason } = entry
  const happened = `${describeActor(entry.actor)} ${describeEvent(event)}`
  return {
    subject: `${SUBJECTS[topic]}: ${account?.name ?? platform}`,
    title: `${capitalize(happened)}.`,
    facts: [
      ...(account ? [{ label: 'Account', value: `${isolate(account.name)} (${account.id})` }] : []),
      ...changesIn(event),
      ...(reason ? [{ label: 'Reason', value: reason }] : []),
      { label: 'When', value: describeTime(entry.outcomeAt ?? entry.at, zone) },
    ],
    links: [
      { help: null, label: labelOfLink(topic, isStaff), url },
      ...(disputeUrl
        ? [{ help: 'You didn’t do this, and nobody you trust did?', label: 'This wasn’t me', url: disputeUrl }]
        : []),
      ...(topic === 'own_sign_in' ? [notYou(choicesUrl)] : []),
    ],
    footer:
      topic === 'own_sign_in'
        ? [`${platform} always sends this when something about your sign-in changes.`]
        : topic === 'own_request'
          ? [`${platform} sends this because you made the request.`]
          : [`${platform} sends this because you have access to this account.`, `Choose what you get: ${choicesUrl}`],
  }
}

const notYou = (anyPage: string) => ({
  help: 'You didn’t do this? Set a new password, which ends your sessions, and tell an admin of the platform.',
  label: 'Set a new password',
  url: new URL('/forgot-password', anyPage).href,
})

/** Something that happened, for a message with several. */
export type Noticed = { entry: AuditEntry; topic: Subject; zone: string; isStaff: boolean; disputeUrl: string | null }

/** Entries of one message that are described; the others are counted. */
export const DESCRIBED = 20

/** What one message says of many entries that came together, the oldest first. */
export function composeNotices(
  all: readonly Noticed[],
  { platform, url, choicesUrl }: Pick<NoticeReader, 'platform' | 'url' | 'choicesUrl'>,
): Message {
  const described = all.slice(0, DESCRIBED).map((noticed) => ({ ...noticed, ...describeNoticed(noticed) }))
  const subjects = [...new Set(all.map(({ topic }) => SUBJECTS[topic]))]
  return {
    subject: `${all.length} notices: ${subjects.join(', ')}`,
    title: `${all.length} things happened.`,
    facts: [
      ...described.map(({ when, what }) => ({ label: when, value: what })),
      ...(all.length > DESCRIBED ? [{ label: 'And', value: `${all.length - DESCRIBED} more` }] : []),
    ],
    links: [
      { help: null, label: all.some(({ isStaff }) => isStaff) ? 'Open the audit log' : 'See the activity', url },
      ...(all.some(({ topic }) => topic === 'own_sign_in') ? [notYou(choicesUrl)] : []),
      ...described.flatMap(({ disputeUrl, what }) =>
        disputeUrl ? [{ help: what, label: 'This wasn’t me', url: disputeUrl }] : [],
      ),
    ],
    footer: [`${platform} sends this because you have access to these accounts.`, `Choose what you get: ${choicesUrl}`],
  }
}

function describeNoticed({ entry: recorded, zone, isStaff }: Noticed): { when: string; what: string } {
  const { event, account, actor, reason, at, outcomeAt } = isStaff ? recorded : hideStaff(recorded)
  const changes = changesIn(event).map(({ label, value }) => `${label}: ${value}`)
  const happened = capitalize(`${describeActor(actor)} ${describeEvent(event)}`)
  const details = [...changes, ...(reason ? [`Reason: ${reason}`] : [])].join('; ')
  return {
    when: describeTime(outcomeAt ?? at, zone),
    what: `${account ? `${isolate(account.name)} (${account.id}): ` : ''}${happened}.${details ? ` ${details}.` : ''}`,
  }
}

function labelOfLink(topic: Subject, isStaff: boolean): string {
  if (topic === 'own_sign_in') return 'See your sign-in and sessions'
  if (isStaff && (topic === 'requests' || topic === 'own_request' || topic === 'glass_broken'))
    return 'Open the request'
  if (!isStaff) return 'See it in the account’s activity'
  return topic === 'disputes' ? 'Open the disputed change' : 'Open the audit entry'
}

function changesIn(event: AuditEvent): { label: string; value: string }[] {
  if (!('changes' in event)) return []
  return [
    ...event.changes.map((change) => ({
      label: labelOf(change.field),
      value: `${describeFieldValue(change, 'after')} (before: ${describeFieldValue(change, 'before')})`,
    })),
    ...(event.unreadFields ?? []).map((field) => ({ label: isolate(field), value: 'changed' })),
  ]
}

function describeActor(actor: Actor): string {
  if (actor.kind === 'outside' && actor.name === '') return 'Somebody'
  if (actor.kind !== 'person') return isolate(actor.name)
  const role = actor.role ? ` (${actor.role})` : ''
  return actor.name === '' ? `Platform staff${role}` : `${isolate(actor.name)}${role}`
}

/** "Sat 28 Nov 2026, 14:05 (Europe/Paris)", in UTC where the zone isn't known. */
export function describeTime(at: Date, zone: string): string {
  const known = isZone(zone) ? zone : 'Etc/UTC'
  const { date, minuteOfDay } = localTimeAt(at.getTime(), known)
  const time = formatTimeOfDay({ hour: Math.floor(minuteOfDay / 60), minutes: minuteOfDay % 60 })
  return `${formatDay(date, date)} ${partsOfDate(date).year}, ${time} (${known === 'Etc/UTC' ? 'UTC' : known})`
}
