import 'server-only'
import type { SessionLimits } from '@/lib/domain/access/component-features'
import { isRecentProof } from '@/lib/domain/access/recovery-codes'
import { environment } from '@/lib/env'
import { findSession } from './person'

/** What holds for a session of Stripe’s components that is created in this request. */
export async function sessionLimits(): Promise<SessionLimits> {
  const session = await findSession()
  return {
    isProven: session !== null && isRecentProof(session.verifiedAt, new Date()),
    coolsOff: environment().PAYOUT_COOLING_OFF_HOURS > 0,
  }
}
