import 'server-only'
import { tokenOfMail } from '@/lib/auth/mail-token'
import { isStaffRole } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { composeLinkMail } from '@/lib/domain/notices/link-mail'
import { type WrittenMail, writeMail } from '@/lib/domain/notices/message'
import { composeNotice, composeNotices, type Noticed } from '@/lib/domain/notices/notice'
import { getsNotices, isDisputable, type Subject, signInOf, subjectOf } from '@/lib/domain/notices/topics'
import { environment, mailSettings } from '@/lib/env'
import { findAccessLink } from '@/lib/gateways/db/access-links'
import { findAccount } from '@/lib/gateways/db/accounts'
import { findRequesterId } from '@/lib/gateways/db/change-requests'
import {
  claimMails,
  findConcerned,
  findNoticedEntry,
  finishMails,
  listPendingNotices,
  listRecipients,
  NOBODY,
  type QueuedMail,
  queueNotices,
} from '@/lib/gateways/db/outbox'
import { readPlatformProfile } from '@/lib/gateways/db/platform-profile'
import { type SendMail, sendMail } from '@/lib/gateways/mail/smtp'
import { log } from '@/lib/log'

/** Entries for which messages are queued at once. */
const AT_ONCE = 100

/** Milliseconds for which a process takes a message; the mail server's timeouts are shorter. */
const LEASE = 2 * 60_000

/** Milliseconds until the first retry, which double with each further one, and at most so many. */
const FIRST_RETRY = 30_000
const LONGEST_RETRY = 60 * 60_000

/** Milliseconds after which a message that is deferred again and again counts as refused (RFC 5321, 4.5.4.1: 4 to 5 days). */
const GIVES_UP_AFTER = 5 * 24 * 3_600_000

/** Milliseconds until a message is tried again that was tried so often. */
export const retryAfter = (attempts: number): number =>
  Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(attempts - 1, 20))

/** What tests replace. */
export type MailWorld = { now: () => Date; send: SendMail }

/**
 * Queues a message for each person who gets a notice of what was recorded, and hands every message that is due to the mail
 * server. A message is sent at least once, under one Message-ID; a mail server that doesn't answer delays it.
 *
 * @throws Error with a sentence for people where the mail server can't be used at present
 */
export async function runMail(
  signal?: AbortSignal,
  { now, send }: MailWorld = { now: () => new Date(), send: sendMail },
): Promise<void> {
  if (!mailSettings()) return
  await queuePending(now(), signal)
  while (!signal?.aborted) {
    const at = now()
    const mails = await claimMails(at, new Date(at.getTime() + LEASE))
    const [first] = mails
    if (!first) return
    await deliver(first, mails, { now, send })
  }
}

async function queuePending(now: Date, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const pending = await listPendingNotices(AT_ONCE)
    for (const entryId of pending)
      await queueNotices(entryId, await findReaders(entryId), { now, tokenOf: tokenOfMail })
    if (pending.length < AT_ONCE) return
  }
}

async function concernedBy(entry: AuditEntry) {
  const requester = 'changeRequestId' in entry.event ? await findRequesterId(entry.event.changeRequestId) : null
  const who = requester === null ? signInOf(entry) : { id: requester }
  return who && findConcerned(who)
}

async function findReaders(entryId: string): Promise<string[]> {
  const found = await findNoticedEntry(entryId)
  const topic = found && subjectOf(found.entry.event)
  if (!topic) return []
  if (topic === 'own_sign_in' || topic === 'own_request') {
    const concerned = await concernedBy(found.entry)
    return concerned ? [concerned.id] : []
  }
  const recipients = await listRecipients(found.entry.account?.id ?? null, topic)
  // Nobody has to hear from us what they asked for themselves.
  const asker = topic === 'requests' && found.entry.actor.kind === 'person' ? found.entry.actor.id : null
  return [
    ...new Set(
      recipients
        .filter(({ person, role, choice }) => person.id !== asker && getsNotices(topic, role, choice))
        .map(({ person }) => person.id),
    ),
  ]
}

/** Sends messages to one person as one. `first` is the one that was due first, whose id the message has. */
async function deliver(first: QueuedMail, mails: readonly QueuedMail[], { now, send }: MailWorld): Promise<void> {
  const { written, ids, dropped } = first.personId === NOBODY ? await linkOf(first, now()) : await composeAll(mails)
  if (dropped.length > 0) await finishMails(dropped, { state: 'dropped', at: now() })
  if (!written) return
  const { name: sender } = await readPlatformProfile()
  const delivery = await send({ to: written.to, sender, messageId: first.id }, written.mail)
  const at = now()
  log().info({ mailIds: ids, attempts: first.attempts, delivery: delivery.kind }, 'mail handed over')
  if (delivery.kind === 'accepted') return finishMails(ids, { state: 'sent', at })
  const { message: failure } = delivery
  const isTooOld = at.getTime() - first.createdAt.getTime() > GIVES_UP_AFTER
  if (delivery.kind === 'refused' || (delivery.kind === 'deferred' && isTooOld))
    return finishMails(ids, { state: 'failed', at, failure })
  await finishMails(ids, { dueAt: new Date(at.getTime() + retryAfter(first.attempts)), failure })
  if (delivery.kind === 'unreachable') throw new Error(`The mail server can’t be used: ${failure}`)
}

/** What is sent, of which messages it is, and which of them nobody is to get any more. */
type Composed = { written: { to: string; mail: WrittenMail } | null; ids: string[]; dropped: string[] }

async function linkOf(mail: QueuedMail, now: Date): Promise<Composed> {
  const written = await composeLink(mail, now)
  return written ? { written, ids: [mail.id], dropped: [] } : { written, ids: [], dropped: [mail.id] }
}

/** The message with a link; null where the link was used, revoked or replaced meanwhile, or has expired. */
async function composeLink({ id }: QueuedMail, now: Date): Promise<{ to: string; mail: WrittenMail } | null> {
  const token = tokenOfMail(id)
  const link = await findAccessLink(token, now)
  if (!link) return null
  const accountId = link.purpose === 'invitation' && 'accountId' in link.grant ? link.grant.accountId : null
  const message = composeLinkMail(link, {
    accountName: accountId === null ? null : ((await findAccount(accountId))?.name ?? accountId),
    platform: (await readPlatformProfile()).name,
    url: new URL(`/set-password/${token}`, environment().APP_URL).href,
  })
  return { to: link.email, mail: writeMail(message) }
}

const page = (path: string) => new URL(path, environment().APP_URL).href

/** The message as it is now, to the person's present address; one for several where several wait. */
async function composeAll(mails: readonly QueuedMail[]): Promise<Composed> {
  const found = await Promise.all(mails.map(async (mail) => ({ mail, notice: await findNotice(mail) })))
  const notices = found.flatMap(({ notice }) => notice ?? [])
  const dropped = found.flatMap(({ mail, notice }) => (notice ? [] : [mail.id]))
  const ids = found.flatMap(({ mail, notice }) => (notice ? [mail.id] : []))
  const [notice] = notices
  if (!notice) return { written: null, ids, dropped }
  const { to, entry, topic, isStaff } = notice
  const common = { platform: (await readPlatformProfile()).name, choicesUrl: page('/notices') }
  const message =
    notices.length > 1
      ? composeNotices(notices, { ...common, url: page(isStaff ? '/audit' : '/balance/activity') })
      : composeNotice(entry, topic, { ...common, ...notice, url: page(pathOf(entry, topic, isStaff)) })
  return { written: { to, mail: writeMail(message) }, ids, dropped }
}

/** Where a reader looks at what a message is about. */
function pathOf({ id, event, account }: AuditEntry, topic: Subject, isStaff: boolean): string {
  if (topic === 'own_sign_in') return '/security'
  if (!isStaff) return `/balance/activity?account=${account?.id ?? ''}`
  if ('changeRequestId' in event) return `/requests/${event.changeRequestId}`
  return `/audit/${event.type === 'change.disputed' ? event.entryId : id}`
}

/** What a message is about; null where the person is no longer to get it. */
async function findNotice({ id, personId, entryId }: QueuedMail): Promise<(Noticed & { to: string }) | null> {
  const found = await findNoticedEntry(entryId)
  const topic = found && subjectOf(found.entry.event)
  if (!topic) return null
  if (topic === 'own_sign_in' || topic === 'own_request') {
    const concerned = await concernedBy(found.entry)
    if (concerned?.id !== personId) return null
    return { ...found, topic, to: concerned.email, isStaff: concerned.isStaff, disputeUrl: null }
  }
  const recipients = await listRecipients(found.entry.account?.id ?? null, topic, personId)
  const readers = recipients.filter(({ role, choice }) => getsNotices(topic, role, choice))
  const [reader] = readers
  if (!reader) return null
  return {
    ...found,
    topic,
    to: reader.person.email,
    isStaff: readers.some(({ role }) => isStaffRole(role)),
    disputeUrl: isDisputable(topic) ? page(`/not-me/${tokenOfMail(id)}`) : null,
  }
}
