import 'server-only'
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies, headers } from 'next/headers'
import { betterAuthServer } from './better-auth'

/**
 * Opens a session of a person who has shown who they are.
 *
 * @param isProven whether it was as good as two factors; otherwise a second one follows where the person has one
 */
export async function openSession(personId: string, { isProven }: { isProven: boolean }): Promise<void> {
  const auth = await betterAuthServer()
  const answer = await auth.api.openSession({
    body: { personId, isProven },
    headers: await headers(),
    asResponse: true,
  })
  if (!answer.ok) throw new Error(`better-auth answered a session with ${answer.status}`)
  await setCookies(answer)
}

export async function setCookies(response: Response): Promise<void> {
  const jar = await cookies()
  for (const header of response.headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(header))
      jar.set(name, attributes.value, toCookieOptions(attributes))
  }
}
