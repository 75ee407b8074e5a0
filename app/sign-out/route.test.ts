import { beforeEach, expect, test, vi } from 'vitest'
import { POST } from './route'

const signOut = vi.hoisted(() => vi.fn())
vi.mock('@/lib/features/sign-in/sign-in', () => ({ signOut }))
vi.mock('@/lib/auth/page-action', () => ({ findOtherPerson: async () => false }))
beforeEach(() => signOut.mockClear())

const post = (type: string, body: string) =>
  POST(new Request('https://spillway.example/sign-out', { method: 'POST', headers: { 'content-type': type }, body }))

test.each([
  ['of parts without a boundary', 'multipart/form-data', 'viewer=x'],
  [
    'of parts that end too early',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="viewer"',
  ],
  ['of JSON', 'application/json', '{}'],
  ['of nothing known', '', 'viewer=x'],
])('a body %s signs nobody out and is answered with 400', async (_, type, body) => {
  expect((await post(type, body)).status).toBe(400)
  expect(signOut).not.toHaveBeenCalled()
})

test('a form signs out and leads to the sign-in page', async () => {
  const answer = await post('application/x-www-form-urlencoded', 'viewer=x')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in'])
  expect(signOut).toHaveBeenCalledOnce()
})
