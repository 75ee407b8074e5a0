import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Person } from '@/lib/domain/access/permissions'
import { signInAddress } from '@/lib/domain/access/return-path'
import { findPerson } from '@/lib/gateways/db/people'
import { betterAuthServer } from './better-auth'

const readPerson = cache(async (): Promise<Person | null> => {
  const auth = await betterAuthServer()
  const session = await auth.api.getSession({ headers: await headers() })
  return session && findPerson(session.user.id)
})

const ofThisAction = new AsyncLocalStorage<Person | null>()

/** Who is signed in, read from the database once per page and once per action. */
export const findSignedInPerson = async (): Promise<Person | null> => {
  const person = ofThisAction.getStore()
  return person === undefined ? readPerson() : person
}

/** Runs an action as the person who was just read. React remembers a reading while it renders, and not in an action. */
export const asPerson = <T>(person: Person | null, work: () => Promise<T>): Promise<T> => ofThisAction.run(person, work)

/** For pages: redirects to the sign-in page without a session, which leads back to the page. */
export async function requirePerson(): Promise<Person> {
  return (await findSignedInPerson()) ?? redirect(signInAddress((await headers()).get('x-asked-for')) as Route)
}
