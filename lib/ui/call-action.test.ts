import { beforeEach, expect, test, vi } from 'vitest'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import { askAction, askProofBy, callAction } from './call-action'
import type { PageNews } from './page-news'

class Unrecognized extends Error {}
vi.mock('next/navigation', () => ({
  unstable_isUnrecognizedActionError: (error: unknown) => error instanceof Unrecognized,
}))

let reported: PageNews[]
beforeEach(() => {
  reported = []
  vi.stubGlobal('window', { dispatchEvent: ({ detail }: CustomEvent<PageNews>) => reported.push(detail) })
})

const answers = {
  done: async () => ({ answer: 7 }),
  'for somebody else': async () => ({ signedInAs: 'Olive' }),
  'of another build': async () => {
    throw new Unrecognized()
  },
  lost: async () => {
    throw new TypeError('Failed to fetch')
  },
}

test.each([
  { answer: 'done', result: { ok: true, value: 7 }, news: [] },
  {
    answer: 'for somebody else',
    result: { ok: false, failure: 'not_done' },
    news: [{ kind: 'other_person', name: 'Olive' }],
  },
  { answer: 'of another build', result: { ok: false, failure: 'not_done' }, news: [{ kind: 'new_version' }] },
  { answer: 'lost', result: { ok: false, failure: 'no_answer' }, news: [] },
] as const)('an answer that is $answer', async ({ answer, result, news }) => {
  expect(await callAction<[], number>(answers[answer])).toEqual(result)
  expect(reported).toEqual(news.map((each) => ({ ...each, isUndone: true })))
})

test('a reading that is refused, such as of the timeline after a save, doesn’t claim that nothing was changed', async () => {
  await askAction<[], number>(answers['for somebody else'])
  await askAction<[], number>(answers['of another build'])
  expect(reported.map(({ kind, isUndone }) => [kind, isUndone])).toEqual([
    ['other_person', false],
    ['new_version', false],
  ])
})

test.each([
  ['after the person has proven who they are', true, { ok: true, value: 7 }, 2],
  ['not done where they close the question', false, { ok: false, failure: 'not_done' }, 1],
] as const)('an action that needs a proof is %s', async (_, isProven, result, calls) => {
  askProofBy(async (proof) => {
    expect(proof).toBe('code')
    return isProven
  })
  const action = vi.fn<() => Promise<PageAnswer<number>>>()
  action.mockResolvedValueOnce({ prove: 'code' }).mockResolvedValue({ answer: 7 })
  expect(await callAction(action)).toEqual(result)
  expect(action).toHaveBeenCalledTimes(calls)
})
