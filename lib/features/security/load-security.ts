import 'server-only'
import type { Session } from '@/lib/auth/person'
import { type ApiKey, listOwnKeys } from '@/lib/gateways/db/api-keys'
import { database } from '@/lib/gateways/db/client'
import { listPasskeys, type Passkey } from '@/lib/gateways/db/passkeys'
import { countRecoveryCodes } from '@/lib/gateways/db/second-factors'
import { listOwnSessions, type OpenSession } from '@/lib/gateways/db/sessions'

const SESSIONS = 50

/** `recoveryLeft`: unused recovery codes. */
export async function loadSecurity({
  person,
}: Session): Promise<{ sessions: OpenSession[]; passkeys: Passkey[]; recoveryLeft: number; keys: ApiKey[] }> {
  const [sessions, passkeys, recoveryLeft, keys] = await Promise.all([
    listOwnSessions(person, new Date(), SESSIONS),
    listPasskeys(person.id),
    countRecoveryCodes(person.id, await database()),
    listOwnKeys(person),
  ])
  return { sessions, passkeys, recoveryLeft, keys }
}
