import 'server-only'
import { tokenOfMail } from '@/lib/auth/mail-token'
import { isStaffRole } from '@/lib/domain/access/permissions'
import { composeLinkMail } from '@/lib/domain/notices/link-mail'
import { type WrittenMail, writeMail } from '@/lib/domain/notices/message'
import { composeNotice } from '@/lib/domain/notices/notice'
import { getsNotices, isDisputable, topicOf } from '@/lib/domain/notices/topics'
import { environment, mailSettings } from '@/lib/env'
import { findAccessLink } from '@/lib/gateways/db/access-links'
import { findAccount } from '@/lib/gateways/db/accounts'
import {
  claimMail,
  findNoticedEntry,
  finishMail,
  listPendingNotices,
  listRecipients,
  NOBODY,
  type QueuedMail,
  queueNotices,
} from '@/lib/gateways/db/outbox'
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
    const mail = await claimMail(at, new Date(at.getTime() + LEASE))
    if (!mail) return
    await deliver(mail, { now, send })
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

async function findReaders(entryId: string): Promise<string[]> {
  const found = await findNoticedEntry(entryId)
  const topic = found && topicOf(found.entry.event)
  if (!topic) return []
  const recipients = await listRecipients(found.entry.account?.id ?? null, topic)
  return [
    ...new Set(
      recipients.filter(({ role, choice }) => getsNotices(topic, role, choice)).map(({ person }) => person.id),
    ),
  ]
}

async function deliver(mail: QueuedMail, { now, send }: MailWorld): Promise<void> {
  const written = mail.personId === NOBODY ? await composeLink(mail, now()) : await compose(mail)
  if (!written) return finishMail(mail.id, { state: 'dropped', at: now() })
  const delivery = await send({ to: written.to, messageId: mail.id }, written.mail)
  const at = now()
  log().info({ mailId: mail.id, attempts: mail.attempts, delivery: delivery.kind }, 'mail handed over')
  if (delivery.kind === 'accepted') return finishMail(mail.id, { state: 'sent', at })
  const { message: failure } = delivery
  const isTooOld = at.getTime() - mail.createdAt.getTime() > GIVES_UP_AFTER
  if (delivery.kind === 'refused' || (delivery.kind === 'deferred' && isTooOld))
    return finishMail(mail.id, { state: 'failed', at, failure })
  await finishMail(mail.id, { dueAt: new Date(at.getTime() + retryAfter(mail.attempts)), failure })
  if (delivery.kind === 'unreachable') throw new Error(`The mail server can’t be used: ${failure}`)
}

/** The message with a link; null where the link was used, revoked or replaced meanwhile, or has expired. */
async function composeLink({ id }: QueuedMail, now: Date): Promise<{ to: string; mail: WrittenMail } | null> {
  const token = tokenOfMail(id)
  const link = await findAccessLink(token, now)
  if (!link) return null
  const accountId = link.purpose === 'invitation' && 'accountId' in link.grant ? link.grant.accountId : null
  const message = composeLinkMail(link, {
    accountName: accountId === null ? null : ((await findAccount(accountId))?.name ?? accountId),
    platform: environment().PLATFORM_NAME,
    url: new URL(`/set-password/${token}`, environment().APP_URL).href,
  })
  return { to: link.email, mail: writeMail(message) }
}

/** The message as it is now: to the person's present address, and null where they are no longer to get it. */
async function compose({ id, personId, entryId }: QueuedMail): Promise<{ to: string; mail: WrittenMail } | null> {
  const found = await findNoticedEntry(entryId)
  const topic = found && topicOf(found.entry.event)
  if (!topic) return null
  const { entry, zone } = found
  const recipients = await listRecipients(entry.account?.id ?? null, topic, personId)
  const readers = recipients.filter(({ role, choice }) => getsNotices(topic, role, choice))
  const [reader] = readers
  if (!reader) return null
  const disputed = entry.event.type === 'change.disputed' ? entry.event.entryId : entry.id
  const isStaff = readers.some(({ role }) => isStaffRole(role))
  const page = (path: string) => new URL(path, environment().APP_URL).href
  const message = composeNotice(entry, topic, {
    isStaff,
    zone,
    platform: environment().PLATFORM_NAME,
    choicesUrl: page('/notices'),
    disputeUrl: isDisputable(topic) ? page(`/not-me/${tokenOfMail(id)}`) : null,
    url: page(isStaff ? `/audit/${disputed}` : `/balance/activity?account=${entry.account?.id ?? ''}`),
  })
  return { to: reader.person.email, mail: writeMail(message) }
}
