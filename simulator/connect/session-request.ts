import { type FormHash, formFromJson } from '../http/form-body.ts'
import type { AccountSession } from '../world/account-sessions.ts'
import type { Account, Cause } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** An error that the component gets as its answer. */
export class ConnectError extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | null

  constructor(status: number, type: string, message: string, code: string | null = null) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
  }
}

export interface SessionRequest {
  world: World
  session: AccountSession
  account: Account
  cause: Cause
  /** The fields of the JSON body. */
  wanted: Record<string, unknown>
}

/** The token in an Authorization header. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
}

export function requireSession(world: World, token: string | undefined): { session: AccountSession; account: Account } {
  const session = token === undefined ? undefined : world.sessions.findByToken(token)
  if (!session || session.logged_out) {
    throw new ConnectError(401, 'authentication_error', 'This session no longer exists.', 'session_invalid')
  }
  if (world.sessions.isExpired(session)) {
    throw new ConnectError(401, 'authentication_error', 'The account session has expired.', 'session_expired')
  }
  const account = world.accounts.find(session.account)
  if (!account) {
    throw new ConnectError(401, 'authentication_error', 'The account is no longer connected.', 'session_invalid')
  }
  return { session, account }
}

function forbidden(message: string, code: string): ConnectError {
  return new ConnectError(403, 'invalid_request_error', message, code)
}

/** The session must enable the balances component. */
export function requireBalances({ session }: SessionRequest): void {
  if (session.components.balances?.enabled === true) return
  throw forbidden('The account session does not enable balances.', 'component_not_enabled')
}

/** The session must enable this feature of the balances component. */
export function requireFeature(request: SessionRequest, feature: string): void {
  requireBalances(request)
  if (request.session.components.balances?.features[feature] === true) return
  throw forbidden(`The account session does not allow \`${feature}\` in balances.`, 'feature_not_enabled')
}

/**
 * [docs] Where Stripe collects an account's requirements, its holder signs in to Stripe before money or bank details
 * change, unless the session says otherwise. This is live mode; Stripe's test mode doesn't require the sign-in. [seed]
 * Accounts without access to Stripe (Custom) don't sign in in live mode either.
 */
export function requireSignIn({ session, account }: SessionRequest): void {
  if (account.controller?.requirement_collection === 'application' || session.user_authenticated) return
  if (session.components.balances?.features.disable_stripe_user_authentication === true) return
  throw forbidden('The account holder must sign in to Stripe first.', 'user_authentication_required')
}

export function parameters({ wanted }: SessionRequest): FormHash {
  const form = formFromJson(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)))
  return form instanceof Map ? form : new Map()
}
