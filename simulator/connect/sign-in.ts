import type { World } from '../world/world.ts'
import { ConnectError, requireAnyComponent, type SessionRequest } from './session-request.ts'

/**
 * The holder's sign-in to Stripe, in a separate window. The component announces a random ticket and only the window can
 * redeem it, so a script of the host page can't sign the holder in.
 */

const TICKET = /^[0-9a-f]{32}$/

export function announceSignIn(request: SessionRequest) {
  requireAnyComponent(request)
  const { ticket } = request.wanted
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) {
    throw new ConnectError(400, 'invalid_request_error', 'The ticket must be 32 hexadecimal digits.')
  }
  request.session.sign_in_ticket = ticket
  return { announced: true }
}

/** Called by authenticate.html, which has no session and is recognized by its origin. */
export function redeemSignIn(world: World, ticket: unknown, isOwnPage: boolean) {
  if (!isOwnPage) {
    throw new ConnectError(403, 'authentication_error', 'Only Stripe’s window can sign a holder in.', 'other_origin')
  }
  const session = typeof ticket === 'string' ? world.sessions.findByTicket(ticket) : undefined
  if (!session || session.logged_out || world.sessions.isExpired(session)) {
    throw new ConnectError(401, 'authentication_error', 'This sign-in has expired.', 'ticket_invalid')
  }
  session.sign_in_ticket = null
  session.user_authenticated = true
  return { user_authenticated: true }
}
