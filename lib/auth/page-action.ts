import 'server-only'
import { createHmac } from 'node:crypto'
import { type PageAnswer, proofOf } from '@/lib/domain/access/page-answer'
import type { Person } from '@/lib/domain/access/permissions'
import { isRecentProof } from '@/lib/domain/access/recovery-codes'
import { environment } from '@/lib/env'
import { findSession, findSignedInPerson, inSession } from './person'

/** What a page carries to say for whom it was rendered. It is no secret and gives no access. */
export const viewerOf = ({ id, view }: Pick<Person, 'id' | 'view'>): string =>
  createHmac('sha256', environment().AUTH_SECRET)
    .update(`viewer ${id}${view ? ` in ${view.id}` : ''}`)
    .digest('base64url')
    .slice(0, 22)

const isOtherPerson = (person: Person | null, viewer: unknown): person is Person =>
  person !== null && viewerOf(person) !== viewer

/** The name of the person who is signed in, where the page was rendered for somebody else; null otherwise. */
export async function findOtherPerson(viewer: unknown): Promise<string | null> {
  const person = await findSignedInPerson()
  return isOtherPerson(person, viewer) ? person.name : null
}

type Action<Args extends unknown[], T> = (viewer: unknown, ...args: Args) => Promise<PageAnswer<T>>

/**
 * Makes a server action: it does nothing for a page that was rendered for somebody else than who is signed in now. The
 * browser calls it through `callAction`, which passes the page's viewer.
 */
export const pageAction =
  <Args extends unknown[], T>(work: (...args: Args) => Promise<T>): Action<Args, T> =>
  async (viewer, ...args) => {
    const session = await findSession()
    if (isOtherPerson(session?.person ?? null, viewer)) return { signedInAs: session?.person.name ?? '' }
    return { answer: await inSession(session, () => work(...args)) }
  }

/**
 * As `pageAction`, for what a stolen session must not do: money, people, and how somebody signs in. It does nothing until
 * the person has proven again who they are, if that was long ago; the browser asks them and calls it again.
 *
 * @param isDangerous whether these arguments need it, where not all do
 */
export const provenAction = <Args extends unknown[], T>(
  work: (...args: Args) => Promise<T>,
  isDangerous: (...args: Args) => boolean = () => true,
): Action<Args, T> => {
  const action = pageAction(async (...args: Args): Promise<PageAnswer<T>> => {
    const session = await findSession()
    if (!session || !isDangerous(...args) || isRecentProof(session.verifiedAt, new Date()))
      return { answer: await work(...args) }
    return { prove: proofOf(session) }
  })
  return async (viewer, ...args) => {
    const result = await action(viewer, ...args)
    return 'answer' in result ? result.answer : result
  }
}

/** Makes the server action of a page that needs nobody to be signed in. */
export const publicAction =
  <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
  async (_viewer: unknown, ...args: Args): Promise<PageAnswer<T>> => ({ answer: await work(...args) })
