import { beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '@/lib/domain/access/permissions'
import { ADMIN } from '@/lib/domain/testing/connected-account'
import { findPerson } from '@/lib/gateways/db/people'
import { pageAction, viewerOf } from './page-action'
import { findSignedInPerson } from './person'

const getSession = vi.hoisted(() => vi.fn())
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('@/lib/gateways/db/people', () => ({ findPerson: vi.fn() }))
vi.mock('./better-auth', () => ({ betterAuthServer: async () => ({ api: { getSession } }) }))

const signIn = (person: Person | null) => {
  getSession.mockResolvedValue(person && { user: { id: person.id } })
  vi.mocked(findPerson).mockResolvedValue(person)
}
beforeEach(() => {
  vi.clearAllMocks()
  signIn(ADMIN)
})

const work = vi.fn(async (text: string) => [text, (await findSignedInPerson())?.id])
const action = pageAction(work)

test('an action of the person’s own page is done, and reads once who is signed in', async () => {
  expect(await action(viewerOf(ADMIN), 'text')).toEqual({ answer: ['text', ADMIN.id] })
  expect(getSession).toHaveBeenCalledTimes(1)
  expect(findPerson).toHaveBeenCalledTimes(1)
})

test.each([viewerOf({ id: 'somebody else' }), '', null, undefined, {}, 7])(
  'an action of a page that was rendered for %j is not done',
  async (viewer) => {
    expect(await action(viewer, 'text')).toEqual({ signedInAs: ADMIN.name })
    expect(work).not.toHaveBeenCalled()
  },
)

test('without a session an action finds nobody, whomever its page was rendered for', async () => {
  signIn(null)
  expect(await action(viewerOf(ADMIN), 'text')).toEqual({ answer: ['text', undefined] })
  expect(getSession).toHaveBeenCalledTimes(1)
})

test('each of two actions at the same moment reads its own person', async () => {
  const other = { ...ADMIN, id: 'other', name: 'Other' }
  getSession.mockResolvedValueOnce({ user: { id: ADMIN.id } }).mockResolvedValueOnce({ user: { id: other.id } })
  vi.mocked(findPerson).mockImplementation(async (id) => (id === other.id ? other : ADMIN))
  const answers = await Promise.all([action(viewerOf(ADMIN), 'a'), action(viewerOf(other), 'b')])
  expect(answers).toEqual([{ answer: ['a', ADMIN.id] }, { answer: ['b', 'other'] }])
})
