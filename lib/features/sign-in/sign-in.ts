import 'server-only'
import { cookies, headers } from 'next/headers'
import { betterAuthServer } from '@/lib/auth/better-auth'
import { recordFor } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import { environment } from '@/lib/env'
import { countRefusedSignIns, recordEntry } from '@/lib/gateways/db/audit-log'
import { whenFree } from '@/lib/gateways/db/client'
import { findPerson, findPersonIdByEmail } from '@/lib/gateways/db/people'

/** Guesses at one person, from wherever they come, before sign-in is closed for the window. */
const GUESSES = 10
const WINDOW = 15 * 60 * 1000

export type SignInResult = 'signed_in' | 'wrong' | 'too_many'

/**
 * better-auth is asked as it would be over HTTP, because only there does it count attempts per address. Its cookies are
 * handed on; an unknown e-mail and a wrong password take the same time and get the same answer.
 */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  const origin = await requestOrigin()
  const guesser = { kind: 'outside', name: email } as const
  if ((await countRefusedSignIns(email, new Date(Date.now() - WINDOW))) >= GUESSES) {
    await recordEntry({ event: { type: 'sign_in.limited', email }, actor: guesser, origin })
    return 'too_many'
  }
  const answer = await askBetterAuth('/sign-in/email', { email, password })
  if (answer.ok) {
    await keepCookies(answer)
    const person = await findPerson((await findPersonIdByEmail(email)) ?? '')
    if (person) await recordFor({ person, role: person.staffRole }, { type: 'sign_in' })
    return 'signed_in'
  }
  const isLimited = answer.status === 429
  await recordEntry({
    event: { type: isLimited ? 'sign_in.limited' : 'sign_in.refused', email },
    actor: guesser,
    origin,
  })
  return isLimited ? 'too_many' : 'wrong'
}

export async function signOut(): Promise<void> {
  await keepCookies(await askBetterAuth('/sign-out', {}))
}

async function askBetterAuth(path: string, body: object): Promise<Response> {
  const { APP_URL } = environment()
  const received = await headers()
  const auth = await betterAuthServer()
  // Attempts are counted in a transaction that reads first; nothing has happened yet when it could not have its turn.
  return whenFree(() =>
    auth.handler(
      new Request(new URL(`/api/auth${path}`, APP_URL), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: new URL(APP_URL).origin,
          cookie: received.get('cookie') ?? '',
          'user-agent': received.get('user-agent') ?? '',
          'x-forwarded-for': received.get('x-forwarded-for') ?? '',
        },
        body: JSON.stringify(body),
      }),
    ),
  )
}

async function keepCookies(answer: Response): Promise<void> {
  const jar = await cookies()
  for (const line of answer.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split('; ')
    const separator = pair.indexOf('=')
    const attribute = (name: string) =>
      attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
    jar.set(pair.slice(0, separator), decodeURIComponent(pair.slice(separator + 1)), {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: attributes.includes('Secure'),
      maxAge: Number(attribute('max-age') ?? 0),
    })
  }
}
