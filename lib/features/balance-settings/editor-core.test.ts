import { expect, test } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import type { draftOf } from './draft'
import { editorCore } from './editor-core'
import { atRest } from './form-facts'
import { startEditing } from './open-editor'

const settings: BalanceSettings = {
  schedule: { interval: 'daily' },
  minimumBalances: null,
  delayDaysOverride: null,
  startOfDay: null,
  debitNegativeBalances: true,
  statementDescriptor: null,
  delayDays: 2,
  payoutsStatus: 'enabled',
}
const seen = (typed: Partial<ReturnType<typeof draftOf>>) => {
  const state = startEditing(atRest({ settings, readAt: 1 }))
  return editorCore.readState({ ...state, draft: { ...state.draft, ...typed } }, 'US')
}

test.each([
  [{ delayDaysOverride: 'soon' }, { delayDaysOverride: 'Enter a whole number of days.' }],
  [
    { statementDescriptor: 'A NAME THAT IS FAR TOO LONG' },
    { statementDescriptor: expect.stringContaining('at most 22') },
  ],
  [
    { minimumBalances: [{ currency: 'jpy', text: '5.5' }] },
    { minimumBalances: expect.stringContaining('no decimals') },
  ],
  [{ delayDaysOverride: '7' }, {}],
  [{}, {}],
])('what is wrong with %j is said while it is typed', (typed, found) => {
  expect(seen(typed).found).toEqual(found)
})
