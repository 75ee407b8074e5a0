// What anybody may ask of a forgotten password, and what they learn by it: nothing.
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'

const afterwards = vi.hoisted(() => [] as (() => unknown)[])
const address = vi.hoisted(() => ({ is: '192.0.2.1' }))
vi.mock('next/server', () => ({ after: (work: () => unknown) => void afterwards.push(work) }))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-client-address': address.is }) }))
vi.mock('next/navigation', () => ({
  notFound() {
    throw new Error('not found')
  },
}))
const requestReset = vi.hoisted(() => vi.fn())
vi.mock('@/lib/auth/access-links', async (original) => ({ ...(await original<object>()), requestReset }))

const { addPerson, COMMAND_LINE } = await import('@/lib/auth/people')
const { database } = await import('@/lib/gateways/db/client')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { requestResetAction } = await import('./actions')

await openTestDatabase()
const ada = 'ada@forgot.example'
await addPerson(COMMAND_LINE, { staffRole: 'admin' }, { name: 'Ada', email: ada, password: 'correct horse battery' })

beforeEach(async () => {
  await (await database()).signInTries.deleteMany()
  afterwards.length = 0
})

async function ask(email: unknown) {
  const form = new FormData()
  if (typeof email === 'string') form.set('email', email)
  const answer = await requestResetAction('', form)
  return 'answer' in answer ? answer.answer : answer
}

test('known and unknown emails get the same answers, and nobody is looked for before the answer', async () => {
  const { person } = await database()
  const looks = vi.spyOn(person, 'findUnique')
  const answers = async (email: string) => {
    const kinds: string[] = []
    for (let time = 0; time < 5; time++) kinds.push(((await ask(email)) as { kind: string }).kind)
    return kinds
  }
  expect(await answers(ada)).toEqual(['asked', 'asked', 'asked', 'wait', 'wait'])
  expect(await answers('nobody@forgot.example')).toEqual(['asked', 'asked', 'asked', 'wait', 'wait'])
  expect(looks).not.toHaveBeenCalled()
  expect(afterwards).toHaveLength(6)
  looks.mockRestore()
})

test('one address asks for at most twenty links a minute, whatever the emails', async () => {
  const kinds = new Map<string, number>()
  for (let email = 0; email < 30; email++) {
    const { kind } = (await ask(`p${email}@forgot.example`)) as { kind: string }
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  expect(kinds.get('asked')).toBe(20)
})

test('whatever is typed as an email, the answer is a sentence and no error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.emailAddress(),
        fc.constantFrom(
          '\u0000@x.example',
          '\ud800@x.example',
          '__proto__',
          'a@b'.repeat(10_000),
          `${ada}\r\nBcc: x@y.z`,
        ),
        fc.constant(null),
      ),
      async (email) => {
        await (await database()).signInTries.deleteMany()
        expect(['asked', 'incomplete', 'wait']).toContain(((await ask(email)) as { kind: string }).kind)
      },
    ),
    { numRuns: 60 },
  )
  await expect(requestResetAction('', ['no form'])).rejects.toThrow('not found')
})
