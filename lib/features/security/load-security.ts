import 'server-only'
import type { Session } from '@/lib/auth/person'
import { database } from '@/lib/gateways/db/client'
import { countRecoveryCodes } from '@/lib/gateways/db/second-factors'
import { listOwnSessions, type OpenSession } from '@/lib/gateways/db/sessions'

const SESSIONS = 50

/** `recoveryLeft`: unused recovery codes. */
export async function loadSecurity({ person }: Session): Promise<{ sessions: OpenSession[]; recoveryLeft: number }> {
  const [sessions, recoveryLeft] = await Promise.all([
    listOwnSessions(person, new Date(), SESSIONS),
    countRecoveryCodes(person.id, await database()),
  ])
  return { sessions, recoveryLeft }
}
