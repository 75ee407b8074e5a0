import type { World } from '../world/world.ts'
import { ConnectError } from './session-request.ts'

/** Exchanges a client secret for the token of its account session. */
export function claimSession(world: World, secret: unknown) {
  if (typeof secret !== 'string' || secret === '') {
    throw new ConnectError(400, 'invalid_request_error', 'client_secret is missing.')
  }
  const session = world.sessions.claim(secret)
  if (session === 'expired') {
    throw new ConnectError(401, 'authentication_error', 'The account session has expired.', 'session_expired')
  }
  if (session === 'used') {
    throw new ConnectError(401, 'authentication_error', 'This client secret was already used.', 'client_secret_used')
  }
  const account = session === 'unknown' ? undefined : world.accounts.find(session.account)
  if (session === 'unknown' || !account) {
    throw new ConnectError(401, 'authentication_error', 'This client secret is not valid.', 'client_secret_invalid')
  }
  return {
    session_token: session.session_token,
    account: account.id,
    components: session.components,
    expires_at: session.expires_at,
    now: world.clock.seconds(),
    business_name: account.business_profile.name,
    country: account.country,
    livemode: false,
  }
}
