import { beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '@/lib/domain/access/permissions'
import { ADMIN } from '@/lib/domain/testing/connected-account'
import { findOpenSession } from '@/lib/gateways/db/people'
import { pageAction, provenAction, viewerOf } from './page-action'
import { findSignedInPerson } from './person'

vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('@/lib/gateways/db/people', () => ({ findOpenSession: vi.fn() }))
vi.mock('@/lib/gateways/db/sessions', () => ({ saveSeen: vi.fn() }))
vi.mock('./session-cookie', () => ({ sessionToken: () => 'token' }))

type Found = NonNullable<Awaited<ReturnType<typeof findOpenSession>>>
const sessionOf = (
  person: Person,
  session: Partial<Found['session']> = {},
  secondFactorAt: Date | null = null,
): Found => ({
  session: {
    id: `session of ${person.id}`,
    createdAt: new Date(),
    verifiedAt: null,
    seenAt: new Date(),
    viewId: null,
    ...session,
  },
  ...{ person, secondFactorAt, passkeyAt: null },
})
const signIn = (person: Person | null, ...session: [Partial<Found['session']>?, (Date | null)?]) =>
  vi.mocked(findOpenSession).mockResolvedValue(person && sessionOf(person, ...session))
beforeEach(() => {
  vi.clearAllMocks()
  signIn(ADMIN)
})

const work = vi.fn(async (text: string) => [text, (await findSignedInPerson())?.id])
const action = pageAction(work)

test('an action of the person’s own page is done, and reads once who is signed in', async () => {
  expect(await action(viewerOf(ADMIN), 'text')).toEqual({ answer: ['text', ADMIN.id] })
  expect(findOpenSession).toHaveBeenCalledTimes(1)
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
  expect(findOpenSession).toHaveBeenCalledTimes(1)
})

test('each of two actions at the same moment reads its own person', async () => {
  const other = { ...ADMIN, id: 'other', name: 'Other' }
  vi.mocked(findOpenSession).mockResolvedValueOnce(sessionOf(ADMIN)).mockResolvedValueOnce(sessionOf(other))
  const answers = await Promise.all([action(viewerOf(ADMIN), 'a'), action(viewerOf(other), 'b')])
  expect(answers).toEqual([{ answer: ['a', ADMIN.id] }, { answer: ['b', 'other'] }])
})

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

test.each([
  ['begun 9 minutes ago', { createdAt: ago(9) }, null, { answer: ['text', ADMIN.id] }],
  ['begun 11 minutes ago', { createdAt: ago(11) }, null, { prove: 'password' }],
  [
    'begun long ago and proven 9 minutes ago',
    { createdAt: ago(300), verifiedAt: ago(9) },
    null,
    { answer: ['text', ADMIN.id] },
  ],
  ['proven 11 minutes ago', { createdAt: ago(300), verifiedAt: ago(11) }, null, { prove: 'password' }],
  ['proven 11 minutes ago with a code', { createdAt: ago(300), verifiedAt: ago(11) }, ago(999), { prove: 'code' }],
  ['in which the code is missing', { createdAt: ago(1) }, ago(999), { answer: ['text', undefined] }],
] as const)('in a session %s, an act that needs a proof', async (_, session, secondFactorAt, expected) => {
  signIn(ADMIN, session, secondFactorAt)
  expect(await provenAction(work)(viewerOf(ADMIN), 'text')).toEqual(expected)
  expect(work).toHaveBeenCalledTimes('answer' in expected ? 1 : 0)
})

test('a page of somebody else learns nothing of a proof that is missing', async () => {
  signIn(ADMIN, { createdAt: ago(11) })
  expect(await provenAction(work)('somebody else', 'text')).toEqual({ signedInAs: ADMIN.name })
})

test('of an action that is dangerous with some arguments only, the others need no proof', async () => {
  signIn(ADMIN, { createdAt: ago(11) })
  const some = provenAction(work, (text) => text === 'dangerous')
  expect(await some(viewerOf(ADMIN), 'dangerous')).toEqual({ prove: 'password' })
  expect(await some(viewerOf(ADMIN), 'harmless')).toEqual({ answer: ['harmless', ADMIN.id] })
})
