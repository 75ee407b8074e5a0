import { type FormHash, formFromJson } from '../http/form-body.ts'
import type { AccountSession } from '../world/account-sessions.ts'
import type { Account, Cause } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** [types] The components of an account session that the stand-in draws, by their names in it. */
const COMPONENT_NAMES = [
  'balances',
  'payouts',
  'payouts_list',
  'payout_details',
  'instant_payouts_promotion',
  'notification_banner',
  'account_onboarding',
  'account_management',
  'documents',
] as const
export type ComponentName = (typeof COMPONENT_NAMES)[number]

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
  /** The component that sent the request. */
  component: ComponentName
  /** The fields of the JSON body. */
  wanted: Record<string, unknown>
}

/** The component that a body names; balances where it names none. */
export function componentNamed(body: Record<string, unknown>): ComponentName {
  const { component = 'balances' } = body
  const known = COMPONENT_NAMES.find((name) => name === component)
  if (known) return known
  throw new ConnectError(400, 'invalid_request_error', 'There is no such component.', 'component_unknown')
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

/** The components that the stand-in has and this session enables. */
export function enabledComponents({ session }: SessionRequest): ComponentName[] {
  return COMPONENT_NAMES.filter((name) => session.components[name]?.enabled === true)
}

/** One of the stand-in's components must be enabled. */
export function requireAnyComponent(request: SessionRequest): void {
  if (enabledComponents(request).length > 0) return
  throw forbidden('The account session enables no component.', 'component_not_enabled')
}

/** The request must come from one of these components, and the session must enable it. */
export function requireComponent(request: SessionRequest, ...names: readonly ComponentName[]): void {
  const { component } = request
  if (names.includes(component) && request.session.components[component]?.enabled === true) return
  throw forbidden(`The account session does not enable this in ${component}.`, 'component_not_enabled')
}

/** The session must enable this feature of the component from which the request comes. */
export function requireFeature(request: SessionRequest, feature: string): void {
  requireComponent(request, ...COMPONENT_NAMES)
  const { component } = request
  if (request.session.components[component]?.features[feature] === true) return
  throw forbidden(`The account session does not allow \`${feature}\` in ${component}.`, 'feature_not_enabled')
}

/**
 * [docs] Where Stripe collects an account's requirements, its holder signs in to Stripe before money or bank details
 * change, unless the session says otherwise. This is live mode; Stripe's test mode doesn't require the sign-in. [seed]
 * Accounts without access to Stripe (Custom) don't sign in in live mode either.
 */
export function requireSignIn({ session, account, component }: SessionRequest): void {
  if (account.controller?.requirement_collection === 'application' || session.user_authenticated) return
  if (session.components[component]?.features.disable_stripe_user_authentication === true) return
  throw forbidden('The account holder must sign in to Stripe first.', 'user_authentication_required')
}

export function parameters({ wanted }: SessionRequest): FormHash {
  const form = formFromJson(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)))
  return form instanceof Map ? form : new Map()
}
