import { expect, test, vi } from 'vitest'
import { listAccountPage } from './accounts'
import { SAMPLES } from './testing/samples'

let page: { data: unknown; has_more?: unknown }
vi.mock('./client', () => ({ stripe: () => ({ accounts: { list: () => page } }) }))

test.each([
  { data: [SAMPLES.account], has_more: true, next: 'acct_1Sample' },
  { data: [SAMPLES.account], has_more: false, next: null },
  { data: [SAMPLES.account], has_more: undefined, next: 'acct_1Sample' },
  { data: [SAMPLES.account, { id: null }], has_more: 'yes', next: 'acct_1Sample' },
  { data: [], has_more: null, next: null },
])(
  'after $data.length accounts, and more where Stripe says $has_more, the next page begins after $next',
  async (answer) => {
    page = answer
    expect(await listAccountPage(null)).toMatchObject({ ok: true, value: { next: answer.next } })
  },
)

test.each([null, {}, 'text'])(
  'accounts that are no list (%j) are unreadable, and none is said to be missing',
  async (data) => {
    page = { data, has_more: false }
    expect(await listAccountPage(null)).toMatchObject({ ok: false, failure: { kind: 'unreadable' } })
  },
)
