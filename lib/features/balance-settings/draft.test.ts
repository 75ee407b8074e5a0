import { expect, test } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { draftOf, readDraft, rebase } from './draft'

const base: BalanceSettings = {
  schedule: { interval: 'weekly', weekdays: ['monday'] },
  minimumBalances: { usd: 15000, jpy: 500 },
  delayDaysOverride: null,
  startOfDay: null,
  debitNegativeBalances: true,
  statementDescriptor: 'BAKERY',
  delayDays: 2,
  payoutsStatus: 'enabled',
}

test('a form that nobody has touched asks for nothing', () => {
  expect(readDraft(draftOf(base), base)).toEqual({ changes: [], patch: {}, unreadable: {} })
})

test('trying another interval and coming back loses no day', () => {
  const draft = { ...draftOf(base), interval: 'manual' as const }
  expect(readDraft({ ...draft, interval: 'weekly' }, base).changes).toEqual([])
})

test('only the currencies that differ are sent, and a removed one is cleared', () => {
  const draft = { ...draftOf(base), minimums: [{ currency: 'usd', text: '150.5' }] }
  expect(readDraft(draft, base).patch).toEqual({ minimumBalances: { usd: 15050, jpy: null } })
})

test.each([
  { minimums: [{ currency: 'usd', text: '1.234' }], because: 'dollars have two decimals' },
  { minimums: [{ currency: 'jpy', text: '10.5' }], because: 'yen have none' },
  { minimums: [{ currency: 'usd', text: '-5' }], because: 'a minimum cannot be negative' },
  { minimums: [{ currency: 'usd', text: '1,000' }], because: 'a comma may mean either of two things' },
  { minimums: [{ currency: 'usd', text: '' }], because: 'nothing is no amount' },
])('a minimum of $minimums.0.text is not guessed at, because $because', ({ minimums }) => {
  expect(Object.keys(readDraft({ ...draftOf(base), minimums }, base).unreadable)).toEqual(['minimumBalances'])
})

test('a delay that is no number blocks only itself', () => {
  const { changes, unreadable } = readDraft({ ...draftOf(base), delay: 'soon', descriptor: 'BREAD' }, base)
  expect([changes.map((change) => change.field), Object.keys(unreadable)]).toEqual([
    ['statementDescriptor'],
    ['delayDaysOverride'],
  ])
})

test('after a conflict my fields stay mine and the others follow theirs', () => {
  const mine = { ...draftOf(base), descriptor: 'MINE', delay: 'soon' }
  const theirs: BalanceSettings = { ...base, schedule: { interval: 'daily' }, statementDescriptor: 'THEIRS' }
  expect(rebase(mine, base, theirs)).toMatchObject({ interval: 'daily', descriptor: 'MINE', delay: 'soon' })
})

test('a field that the API version lacks is never part of a change', () => {
  const { minimumBalances: _, delayDaysOverride: __, startOfDay: ___, ...flat } = base
  expect(readDraft({ ...draftOf(flat), delay: '7', minimums: [{ currency: 'usd', text: '1' }] }, flat)).toEqual({
    changes: [],
    patch: {},
    unreadable: {},
  })
})
