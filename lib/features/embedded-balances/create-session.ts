import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import { sessionLimits } from '@/lib/auth/session-limits'
import { embeddedBalances, placedComponents, type SessionComponents } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { createAccountSession } from '@/lib/gateways/stripe/account-sessions'
import type { SessionAnswer } from './session-answer'
import { placedText as text } from './text'

type Access = AccountAccess<'account_session:create'>

/** A client secret for what this person may do in the balances component of this account. */
export async function createBalancesSession(access: Access): Promise<SessionAnswer> {
  const embedded = embeddedBalances(access, await readPlatformRules(), await sessionLimits())
  return embedded.kind === 'withheld'
    ? { kind: 'failed', because: embedded.reason }
    : createSession(access, { balances: { enabled: true, features: embedded.features } })
}

/** A client secret for the components that have a place for this person: one session for all of them. */
export async function createPlacedSession(access: Access): Promise<SessionAnswer> {
  const components = placedComponents(access, await readPlatformRules(), await sessionLimits())
  return Object.keys(components).length === 0
    ? { kind: 'failed', because: text.noneInSession }
    : createSession(access, components)
}

/** Who got which components and features is recorded, the secret never. */
async function createSession(access: Access, components: SessionComponents): Promise<SessionAnswer> {
  const session = await createAccountSession(access, components)
  if (!session.ok) return { kind: 'failed', because: describeReadFailure(session.failure) }
  await recordFor(access, {
    type: 'account_session.created',
    components: Object.keys(components),
    features: Object.assign({}, ...Object.values(components).map(({ features }) => features)),
  })
  return { kind: 'created', clientSecret: session.value.clientSecret }
}
