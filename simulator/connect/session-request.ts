import { type FormHash, formFromJson } from '../http/form-body.ts'
import type { Simulation } from '../simulation.ts'
import type { AccountSession } from '../world/account-sessions.ts'
import type { Account, Cause } from '../world/state.ts'

/** An answer to the component that says no. */
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
  simulation: Simulation
  session: AccountSession
  account: Account
  cause: Cause
  /** The component that asks, by its name in the session. */
  component: unknown
  /** What it asks for: a query or a JSON body. */
  wanted: Record<string, unknown>
}

export function requireSession(
  simulation: Simulation,
  authorization: string | undefined,
): { session: AccountSession; account: Account } {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  const session = token === undefined ? undefined : simulation.sessions.findByToken(token)
  if (!session || session.logged_out) {
    throw new ConnectError(401, 'authentication_error', 'This session does not exist any more.', 'session_invalid')
  }
  if (simulation.sessions.isExpired(session)) {
    throw new ConnectError(401, 'authentication_error', 'The account session has expired.', 'session_expired')
  }
  const account = simulation.accounts.find(session.account)
  if (!account) {
    throw new ConnectError(401, 'authentication_error', 'The account is not connected any more.', 'session_invalid')
  }
  return { session, account }
}

export function isEnabled({ session }: SessionRequest, ...components: string[]): boolean {
  return components.some((component) => session.components[component]?.enabled === true)
}

function forbidden(message: string, code: string): ConnectError {
  return new ConnectError(403, 'invalid_request_error', message, code)
}

/** The one that asks must be among these, and the session must have enabled that very one. */
export function requireComponent(request: SessionRequest, ...components: string[]): string {
  const { component } = request
  if (typeof component !== 'string') {
    throw new ConnectError(400, 'invalid_request_error', 'component is missing.', 'parameter_missing')
  }
  if (!components.includes(component)) {
    throw forbidden(`This is not for the component ${component}.`, 'component_not_allowed')
  }
  if (!isEnabled(request, component)) {
    throw forbidden(`The account session does not enable ${component}.`, 'component_not_enabled')
  }
  return component
}

/** The component that asks must have this feature; another one's does not count. */
export function requireFeature(request: SessionRequest, feature: string, ...components: string[]): void {
  const component = requireComponent(request, ...components)
  if (request.session.components[component]?.features[feature] === true) return
  throw forbidden(`The account session does not allow \`${feature}\` in ${component}.`, 'feature_not_enabled')
}

/**
 * [docs] where Stripe collects an account's requirements its holder signs in to Stripe before money or bank details
 * move, unless the component's session says otherwise. Test mode does not ask; this rehearses production, where it is
 * asked. [seed] accounts without any Stripe access (custom ones) are not asked in production either.
 */
export function requireSignIn({ session, account, component }: SessionRequest): void {
  if (account.controller?.requirement_collection === 'application' || session.user_authenticated) return
  const features = typeof component === 'string' ? session.components[component]?.features : undefined
  if (features?.disable_stripe_user_authentication === true) return
  throw forbidden('The account holder has to sign in to Stripe first.', 'user_authentication_required')
}

export function parameters({ wanted }: SessionRequest): FormHash {
  const form = formFromJson(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)))
  return form instanceof Map ? form : new Map()
}
