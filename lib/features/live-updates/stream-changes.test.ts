import { expect, test, vi } from 'vitest'
import type { FollowedAccount } from '@/lib/auth/account-access'

const latest = vi.hoisted(() => ({ at: 1, asked: 0 }))
vi.mock('@/lib/gateways/db/stripe-events', () => ({
  latestEventAt: async () => {
    latest.asked += 1
    return latest.at
  },
}))

const { streamChanges } = await import('./stream-changes')

test('a stream ends within a second once its person may no longer see the account, and says nothing of what happens then', async () => {
  let isOpen = true
  const access = { person: { id: 'p1' } } as FollowedAccount['access']
  const stream = streamChanges({ access, isStillOpen: async () => isOpen }, '1', new AbortController().signal)
  if (!stream) throw new Error('One person may have some streams.')
  const reader = stream.getReader()
  const next = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await next()).toContain('retry:')
  latest.at = 2
  expect(await next()).toContain('data: 2')

  isOpen = false
  latest.at = 3
  const [endedAt, asked] = [Date.now(), latest.asked]
  expect(await reader.read()).toEqual({ done: true, value: undefined })
  expect(Date.now() - endedAt).toBeLessThan(1000)
  expect(latest.asked).toBe(asked)
})
