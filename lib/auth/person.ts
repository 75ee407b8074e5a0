import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Person } from '@/lib/domain/access/permissions'
import { findPerson } from '@/lib/gateways/db/people'
import { betterAuthServer } from './better-auth'

/** Who is signed in; asked of the database on every request, and once within one. */
export const findSignedInPerson = cache(async (): Promise<Person | null> => {
  const auth = await betterAuthServer()
  const session = await auth.api.getSession({ headers: await headers() })
  return session && findPerson(session.user.id)
})

/** For pages: whoever is not signed in is sent to do so. */
export async function requirePerson(): Promise<Person> {
  return (await findSignedInPerson()) ?? redirect('/sign-in')
}
