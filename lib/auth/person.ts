import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { proofOf } from '@/lib/domain/access/page-answer'
import { mayChangeOwn, type Person } from '@/lib/domain/access/permissions'
import { isRecentProof, mayStillPassCode } from '@/lib/domain/access/recovery-codes'
import { confirmAddress, signInAddress } from '@/lib/domain/access/return-path'
import { demandsStaffFactor, environment } from '@/lib/env'
import type { Origin } from '@/lib/gateways/db/audit-log'
import { findOpenSession, type SignIn } from '@/lib/gateways/db/people'
import { saveSeen } from '@/lib/gateways/db/sessions'
import { requestOrigin } from './request'
import { sessionToken } from './session-cookie'
import { personInView } from './support-view'

/** Milliseconds after which the use of a session is noted again. */
const SEEN_EVERY = 60_000

/** A person's session. `isPending`: a password was right, and the code that has to follow is missing. */
export type Session = SignIn & {
  id: string
  /** When the person last proved who they are. */
  verifiedAt: Date
  isPending: boolean
  /** The platform demands a second factor of its staff, and this person has none: until then they reach nothing else. */
  mustSetUp: boolean
}

/** What open pages ask by themselves, which doesn't show that somebody is there. */
const ASKED_BY_ITSELF = /^\/api\/(accounts\/[^/?]+\/changes|sync)(\?|$)/

const readSession = cache(async (): Promise<Session | null> => (await sessionReader())())

/** Reads the session of this request, as often as it is called. */
async function sessionReader(): Promise<() => Promise<Session | null>> {
  const [received, origin] = [await headers(), await requestOrigin()]
  const token = sessionToken(received.get('cookie') ?? '')
  const isUse = !ASKED_BY_ITSELF.test(received.get('x-asked-for') ?? '')
  return () => readSessionOf(token, { origin, isUse })
}

async function readSessionOf(
  token: string | null,
  { origin, isUse }: { origin: Origin; isUse: boolean },
): Promise<Session | null> {
  const now = new Date()
  const found = token === null ? null : await findOpenSession(token, now)
  if (!found) return null
  const { session, ...signIn } = found
  const { id, createdAt, verifiedAt, seenAt, viewId } = session
  const hasFactor = proofOf(signIn) !== 'password'
  const isPending = hasFactor && !verifiedAt
  if (isPending && !mayStillPassCode(createdAt, now)) return null
  const idle = now.getTime() - (seenAt ?? createdAt).getTime()
  if (idle > environment().SESSION_IDLE_MINUTES * 60_000) return null
  if (isUse && idle > SEEN_EVERY) await saveSeen(id, now)
  const mustSetUp = signIn.person.staffRole !== null && !hasFactor && demandsStaffFactor()
  const person =
    viewId && !isPending && !mustSetUp ? await personInView(signIn.person, viewId, origin, now) : signIn.person
  return { id, ...signIn, person, verifiedAt: verifiedAt ?? createdAt, isPending, mustSetUp }
}

const ofThisAction = new AsyncLocalStorage<Session | null>()

/** The session that is open, read from the database once per page and once per action. */
export async function findSession(): Promise<Session | null> {
  const known = ofThisAction.getStore()
  const session = known === undefined ? await readSession() : known
  return session?.isPending ? null : session
}

/** The session of somebody who changes what is their own; null while they look at an account as its owner. */
export async function findOwnSession(): Promise<Session | null> {
  const session = await findSession()
  return session && mayChangeOwn(session.person) ? session : null
}

/** Who has given the right password, and not yet the code that has to follow. */
export async function findPendingSession(): Promise<Session | null> {
  const session = await readSession()
  return session?.isPending ? session : null
}

/** Who is signed in, with what they reach now. */
export async function findSignedInPerson(): Promise<Person | null> {
  return personWith(await findSession())
}

const personWith = (session: Session | null): Person | null =>
  session?.mustSetUp ? { ...session.person, staffRole: null, memberships: [] } : (session?.person ?? null)

/** For what stays open: reads again who is signed in, with what they reach at that moment. */
export async function followSignedInPerson(): Promise<() => Promise<Person | null>> {
  const read = await sessionReader()
  return async () => {
    const session = await read()
    return session?.isPending ? null : personWith(session)
  }
}

/** Runs an action in the session that was just read. React remembers a reading while it renders, and not in an action. */
export const inSession = <T>(session: Session | null, work: () => Promise<T>): Promise<T> =>
  ofThisAction.run(session, work)

/** For pages: redirects to where a second factor is set up, if one is missing that the platform demands. */
export async function requirePerson(): Promise<Person> {
  const { person, mustSetUp } = await requireSession()
  return mustSetUp ? redirect('/security') : person
}

/** For pages: redirects to the sign-in page without a session, which leads back to the page. */
export async function requireSession(): Promise<Session> {
  return (await findSession()) ?? redirect(signInAddress((await headers()).get('x-asked-for')) as Route)
}

/** For the pages about what is a person's own, which a view as owner leaves out. */
export async function requireOwnSession(): Promise<Session> {
  const session = await requireSession()
  return mayChangeOwn(session.person) ? session : redirect('/')
}

/** For files: leads to the page where the person proves again who they are, if that was long ago, and on to the file. */
export async function requireRecentProof(): Promise<void> {
  const { verifiedAt } = await requireSession()
  if (!isRecentProof(verifiedAt, new Date())) redirect(confirmAddress((await headers()).get('x-asked-for')) as Route)
}
