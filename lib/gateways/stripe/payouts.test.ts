import { expect, test, vi } from 'vitest'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { findPayoutOfEntry, listPayouts } from './payouts'
import { SAMPLES } from './testing/samples'

let page: { data: unknown; has_more?: unknown }
vi.mock('./client', () => ({
  stripe: () => ({
    payouts: { list: () => Object.assign((page.data as object[]).values(), page) },
  }),
}))

const access = editorOf(profileOf('acct_1'))

test.each([
  { has_more: false, hasMore: false },
  { has_more: true, hasMore: true },
  { has_more: undefined, hasMore: true },
  { has_more: null, hasMore: true },
  { has_more: 'no', hasMore: true },
])('a page of payouts is the last only where Stripe says so: $has_more', async ({ has_more, hasMore }) => {
  page = { data: [SAMPLES.payout], has_more }
  expect(await listPayouts(access, { limit: 100 })).toMatchObject({ ok: true, value: { hasMore } })
})

test('a payout without a date doesn’t end the search for the one that was ordered', async () => {
  const ordered = { ...SAMPLES.payout, id: 'po_ordered', automatic: false, metadata: { spillway_entry: 'e1' } }
  const others = Array.from({ length: 120 }, (_, index) => ({ ...SAMPLES.payout, id: `po_${index}`, created: null }))
  page = { data: [...others, ordered] }
  const order = { amount: SAMPLES.payout.amount, currency: 'usd' }
  const found = await findPayoutOfEntry(access, { entryId: 'e1', since: new Date(1_789_990_000_000), order })
  expect(found).toMatchObject({ ok: true, value: { id: 'po_ordered' } })
})
