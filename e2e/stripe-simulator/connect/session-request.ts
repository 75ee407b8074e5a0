import type { AccountSession } from '../account-sessions.ts'
import type { Simulation } from '../simulation.ts'
import type { Account, Cause } from '../state.ts'

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
  body: Record<string, unknown>
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

/** The session must have enabled one of these components. */
export function requireComponent({ session }: SessionRequest, ...components: string[]): void {
  if (components.some((component) => session.components[component]?.enabled)) return
  throw new ConnectError(
    403,
    'invalid_request_error',
    `The account session does not enable ${components.join(' or ')}.`,
  )
}

/** One enabled component of the session must have this feature. */
export function requireFeature({ session }: SessionRequest, feature: string): void {
  const has = Object.values(session.components).some(({ enabled, features }) => enabled && features[feature] === true)
  if (has) return
  throw new ConnectError(403, 'invalid_request_error', `The account session does not allow \`${feature}\`.`)
}
