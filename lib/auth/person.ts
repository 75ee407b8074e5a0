import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Person } from '@/lib/domain/access/permissions'
import { findPerson } from '@/lib/gateways/db/people'
import { betterAuthServer } from './better-auth'

/** Who is signed in, read from the database once per request. */
export const findSignedInPerson = cache(async (): Promise<Person | null> => {
  const auth = await betterAuthServer()
  const session = await auth.api.getSession({ headers: await headers() })
  return session && findPerson(session.user.id)
})

/** For pages: redirects to the sign-in page without a session. */
export async function requirePerson(): Promise<Person> {
  return (await findSignedInPerson()) ?? redirect('/sign-in')
}
