import 'server-only'
import type { Person } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { recordDenial } from '@/lib/gateways/db/denied-acts'
import { requestOrigin } from './request'

type Actor = { person: Pick<Person, 'id' | 'name' | 'view'>; role: string | null; account?: AccountRef | null }

/** Records what a person did, on which account if any, and from which request. */
export async function recordFor(
  { person, role, account }: Actor,
  event: Exclude<NewEvent, { type: 'denied' }>,
): Promise<void> {
  await recordEntry({
    event,
    actor: actorOf({ person, role }),
    account: account ?? null,
    origin: await requestOrigin(),
  })
}

/** Records what a person was not allowed to do; again and again within a quarter of an hour, together. */
export async function recordDenied(
  { person, role, account }: Actor,
  { attempted, because }: { attempted: string; because: string },
): Promise<void> {
  const origin = await requestOrigin()
  const recorded = person.view?.staffRole ?? role
  await recordDenial({ person, role: recorded, account: account ?? null, attempted, because, origin }, new Date())
}
