import 'server-only'
import { createHmac } from 'node:crypto'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import type { Person } from '@/lib/domain/access/permissions'
import { environment } from '@/lib/env'
import { asPerson, findSignedInPerson } from './person'

/** What a page carries to say for whom it was rendered. It is no secret and gives no access. */
export const viewerOf = ({ id }: Pick<Person, 'id'>): string =>
  createHmac('sha256', environment().AUTH_SECRET).update(`viewer ${id}`).digest('base64url').slice(0, 22)

const isOtherPerson = (person: Person | null, viewer: unknown): person is Person =>
  person !== null && viewerOf(person) !== viewer

/** The name of the person who is signed in, where the page was rendered for somebody else; null otherwise. */
export async function findOtherPerson(viewer: unknown): Promise<string | null> {
  const person = await findSignedInPerson()
  return isOtherPerson(person, viewer) ? person.name : null
}

/**
 * Makes a server action: it does nothing for a page that was rendered for somebody else than who is signed in now. The
 * browser calls it through `callAction`, which passes the page's viewer.
 */
export const pageAction =
  <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
  async (viewer: unknown, ...args: Args): Promise<PageAnswer<T>> => {
    const person = await findSignedInPerson()
    if (isOtherPerson(person, viewer)) return { signedInAs: person.name }
    return { answer: await asPerson(person, () => work(...args)) }
  }

/** Makes the server action of a page that needs nobody to be signed in. */
export const publicAction =
  <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
  async (_viewer: unknown, ...args: Args): Promise<PageAnswer<T>> => ({ answer: await work(...args) })
