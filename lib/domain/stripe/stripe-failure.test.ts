import { expect, test } from 'vitest'
import { describeReadFailure, describeRefusal } from './stripe-failure'

test('a 403 may concern one account alone, so no sentence about it blames the platform’s key', () => {
  for (const describe of [describeReadFailure, describeRefusal]) {
    expect(describe({ kind: 'not_permitted', requestId: null })).not.toMatch(/key|platform/i)
    expect(describe({ kind: 'account_unreachable', requestId: null })).toMatch(/this account is no longer connected/)
    expect(describe({ kind: 'not_authenticated', requestId: null })).toMatch(/platform’s key/)
  }
})
