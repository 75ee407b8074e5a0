import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { type Person, type Role, roleOn } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { AuditEntry, DisputedPart } from '@/lib/domain/audit/audit-entry'
import { isDisputable, topicOf } from '@/lib/domain/notices/topics'
import { findAccount } from '@/lib/gateways/db/accounts'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { findMailByLink, findNoticedEntry, takeMailLink } from '@/lib/gateways/db/outbox'
import { findPerson } from '@/lib/gateways/db/people'

/** Milliseconds for which the link in a notice can be used. */
const LASTS = 14 * 24 * 3_600_000

/** What a "this wasn't me" link is about. */
export type DisputeLink = {
  person: Person
  role: Role
  entry: AuditEntry
  account: AccountRef
  about: DisputedPart
  /** The zone in which the account's times are written. */
  zone: string
  /** When the person said so; null while they haven't. */
  disputedAt: Date | null
}

/** Null for a link that is unknown or expired, or whose person has no access to the account any more. */
export async function findDisputeLink(token: string, now: Date): Promise<DisputeLink | null> {
  const mail = await findMailByLink(token, new Date(now.getTime() - LASTS))
  const [found, person] = mail ? [await findNoticedEntry(mail.entryId), await findPerson(mail.personId)] : [null, null]
  const account = found?.entry.account && (await findAccount(found.entry.account.id))
  const role = person && account ? roleOn(person, account.id) : null
  const topic = found && topicOf(found.entry.event)
  if (!mail || !found || !person || !account || !role || !topic || !isDisputable(topic)) return null
  const { entry, zone } = found
  return { person, role, entry, account, about: topic, zone, disputedAt: mail.disputedAt }
}

/** Records that the change wasn't the person's, once; of this, admins get a notice. Whether it was recorded now. */
export async function dispute(token: string, link: DisputeLink, now: Date): Promise<boolean> {
  const origin = await requestOrigin()
  return transaction(async (tx) => {
    if (!(await takeMailLink(token, new Date(now.getTime() - LASTS), now, tx))) return false
    const event = { type: 'change.disputed' as const, entryId: link.entry.id, about: link.about }
    await recordEntry({ event, actor: actorOf(link), account: link.account, origin }, tx)
    return true
  })
}
