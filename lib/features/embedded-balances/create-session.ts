import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import { embeddedBalances } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { createBalancesSession } from '@/lib/gateways/stripe/account-sessions'
import type { SessionAnswer } from './session-answer'

/** A client secret for what this person may do with this account; who got which features is recorded, the secret never. */
export async function createSession(access: AccountAccess<'account_session:create'>): Promise<SessionAnswer> {
  const embedded = embeddedBalances(access, await readPlatformRules())
  if (embedded.kind === 'withheld') return { kind: 'failed', because: embedded.reason }

  const session = await createBalancesSession(access, embedded.features)
  if (!session.ok) return { kind: 'failed', because: describeReadFailure(session.failure) }

  await recordFor(access, { type: 'account_session.created', component: 'balances', features: embedded.features })
  return { kind: 'created', clientSecret: session.value.clientSecret }
}
