import 'server-only'
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies, headers } from 'next/headers'
import { betterAuthServer } from '@/lib/auth/better-auth'
import { findSignedInPerson } from '@/lib/auth/person'
import { recordFor } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import { environment } from '@/lib/env'
import { countRefusedSignIns, recordEntry } from '@/lib/gateways/db/audit-log'
import { findPerson, findPersonIdByEmail } from '@/lib/gateways/db/people'

/** Failed attempts for one person, from any address, before sign-in is limited for the window. */
const MAX_FAILURES = 10
const WINDOW = 15 * 60 * 1000

export type SignInResult = 'signed_in' | 'wrong' | 'too_many'

/**
 * Calls better-auth's HTTP handler, because only there does it count attempts per address. An unknown email and a wrong
 * password take the same time and get the same result.
 */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  const origin = await requestOrigin()
  const unknownPerson = { kind: 'outside', name: email } as const
  if ((await countRefusedSignIns(email, new Date(Date.now() - WINDOW))) >= MAX_FAILURES) {
    await recordEntry({ event: { type: 'sign_in.limited', email }, actor: unknownPerson, origin })
    return 'too_many'
  }
  const answer = await callBetterAuth('/sign-in/email', { email, password })
  if (answer.ok) {
    await setCookies(answer)
    const person = await findPerson((await findPersonIdByEmail(email)) ?? '')
    if (person) await recordFor({ person, role: person.staffRole }, { type: 'sign_in' })
    return 'signed_in'
  }
  const isLimited = answer.status === 429
  await recordEntry({
    event: { type: isLimited ? 'sign_in.limited' : 'sign_in.refused', email },
    actor: unknownPerson,
    origin,
  })
  return isLimited ? 'too_many' : 'wrong'
}

export async function signOut(): Promise<void> {
  const person = await findSignedInPerson()
  await setCookies(await callBetterAuth('/sign-out', {}))
  if (person) await recordFor({ person, role: person.staffRole }, { type: 'sign_out' })
}

async function callBetterAuth(path: string, body: object): Promise<Response> {
  const { APP_URL } = environment()
  const received = await headers()
  const auth = await betterAuthServer()
  return auth.handler(
    new Request(new URL(`/api/auth${path}`, APP_URL), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(APP_URL).origin,
        cookie: received.get('cookie') ?? '',
        'user-agent': received.get('user-agent') ?? '',
        'x-client-address': received.get('x-client-address') ?? '',
      },
      body: JSON.stringify(body),
    }),
  )
}

async function setCookies(response: Response): Promise<void> {
  const jar = await cookies()
  for (const header of response.headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(header))
      jar.set(name, attributes.value, toCookieOptions(attributes))
  }
}
