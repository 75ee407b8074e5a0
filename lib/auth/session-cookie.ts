import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { environment } from '@/lib/env'

/** better-auth knows only the __Secure- prefix, so the stricter name is given here. Plain http takes neither. */
export const sessionCookieName = () => (environment().APP_URL.startsWith('https:') ? '__Host-spillway' : 'spillway')

/** The token of a session from a Cookie header, or null where better-auth didn't sign it: `token.signature`, by HMAC-SHA-256. */
export function sessionToken(cookies: string): string | null {
  const value = parseCookies(cookies).get(sessionCookieName()) ?? ''
  const dot = value.lastIndexOf('.')
  const token = value.slice(0, Math.max(dot, 0))
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', environment().AUTH_SECRET).update(token).digest()
  return token !== '' && given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}
