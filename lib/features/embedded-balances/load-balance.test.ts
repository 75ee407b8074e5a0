import { beforeEach, expect, test, vi } from 'vitest'
import type { Balance } from '@/lib/domain/money/balance'
import type { PendingTransaction } from '@/lib/domain/money/settling-funds'
import { fail, succeed } from '@/lib/domain/result'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { loadBalance } from './load-balance'

const balanceOf = (pending: number): Balance => ({ available: [], pending: [{ amount: pending, currency: 'usd' }] })
const READ_AT = new Date()
const noAnswer = fail({ kind: 'no_answer', requestId: null } as const)

/** Newest first, on pages of 100. */
let atStripe: PendingTransaction[]
let pending: number
let asked: (string | undefined)[]
let isSilent: boolean
vi.mock('@/lib/gateways/stripe/balances', () => ({ readBalance: async () => succeed(balanceOf(pending)) }))
vi.mock('@/lib/gateways/stripe/balance-transactions', () => ({
  listLatestTransactions: async (_: unknown, { limit, after }: { limit: number; after?: string }) => {
    asked.push(after)
    if (isSilent) return noAnswer
    const from = after === undefined ? 0 : Number(after)
    const isLast = from + limit >= atStripe.length
    return succeed({ transactions: atStripe.slice(from, from + limit), next: isLast ? null : String(from + limit) })
  },
}))
vi.mock('@/lib/record/balance-record', () => ({ recordBalance: async () => {} }))

const charges = (count: number): PendingTransaction[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ net: 10, currency: 'usd', isPending: true, type: 'charge' },
    availableAt: at % 2,
  }))

beforeEach(() => {
  asked = []
  isSilent = false
})

const settlingOf = async (last: Balance | null) => {
  const reading = await loadBalance(editorOf(profileOf('acct_1')), last && { value: last, readAt: READ_AT })
  return reading.kind === 'current' ? reading.value.settling : reading.kind
}

test.each([
  { count: 3, pages: 1, because: 'they are on the first page' },
  { count: 250, pages: 3, because: 'pages are read until they add up' },
])('of $count pending transactions it is known when they settle: $because', async ({ count, pages }) => {
  atStripe = charges(count)
  pending = count * 10
  const settling = await settlingOf(balanceOf(1))
  expect(settling).toMatchObject([{ at: 0 }, { at: 1 }])
  expect(asked).toHaveLength(pages)
})

test('an account without pending funds is asked for no transactions', async () => {
  pending = 0
  atStripe = charges(3)
  expect(await settlingOf(balanceOf(0))).toEqual([])
  expect(asked).toEqual([])
})

test('where Stripe lists other amounts, or doesn’t answer, it isn’t known, and the balance is shown', async () => {
  pending = 1_234
  atStripe = charges(2)
  expect(await settlingOf(balanceOf(1))).toEqual([])
  isSilent = true
  expect(await settlingOf(null)).toEqual([])
})
