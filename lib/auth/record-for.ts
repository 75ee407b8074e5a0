import 'server-only'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { requestOrigin } from './request'

type Actor = { person: { id: string; name: string }; role: string | null; account?: AccountRef | null }

/** Records what a person did, on which account if any, and from which request. */
export async function recordFor({ person, role, account }: Actor, event: NewEvent): Promise<void> {
  await recordEntry({
    event,
    actor: actorOf({ person, role }),
    account: account ?? null,
    origin: await requestOrigin(),
  })
}
