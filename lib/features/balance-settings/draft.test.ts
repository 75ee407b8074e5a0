import { expect, test } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { type Draft, draftOf, readDraft, rebase } from './draft'

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
  const { schedule, ...others } = draftOf(base)
  const tried: Draft = { ...others, schedule: { ...schedule, interval: 'manual' } }
  expect(readDraft(tried, base).changes).toHaveLength(1)
  const back: Draft = { ...others, schedule: { ...tried.schedule, interval: 'weekly' } }
  expect(readDraft(back, base).changes).toEqual([])
})

test('only the currencies that differ are sent, and a removed one is cleared', () => {
  const draft = { ...draftOf(base), minimumBalances: [{ currency: 'usd', text: '150.5' }] }
  expect(readDraft(draft, base).patch).toEqual({ minimumBalances: { usd: 15050, jpy: null } })
})

test.each([
  { minimumBalances: [{ currency: 'usd', text: '1.234' }], because: 'dollars have two decimals' },
  { minimumBalances: [{ currency: 'jpy', text: '10.5' }], because: 'yen have none' },
  { minimumBalances: [{ currency: 'usd', text: '-5' }], because: 'a minimum cannot be negative' },
  { minimumBalances: [{ currency: 'usd', text: '1,000' }], because: 'a comma may mean either of two things' },
  { minimumBalances: [{ currency: 'usd', text: '' }], because: 'nothing is no amount' },
])('a minimum of $minimumBalances.0.text is not guessed at, because $because', ({ minimumBalances }) => {
  expect(Object.keys(readDraft({ ...draftOf(base), minimumBalances }, base).unreadable)).toEqual(['minimumBalances'])
})

test('a delay that is no number blocks only itself', () => {
  const { changes, unreadable } = readDraft(
    { ...draftOf(base), delayDaysOverride: 'soon', statementDescriptor: 'BREAD' },
    base,
  )
  expect([changes.map((change) => change.field), Object.keys(unreadable)]).toEqual([
    ['statementDescriptor'],
    ['delayDaysOverride'],
  ])
})

test('after a conflict my fields stay mine and the others follow theirs', () => {
  const mine = { ...draftOf(base), statementDescriptor: 'MINE', delayDaysOverride: 'soon' }
  const theirs: BalanceSettings = { ...base, schedule: { interval: 'daily' }, statementDescriptor: 'THEIRS' }
  expect(rebase(mine, base, theirs)).toMatchObject({
    schedule: { interval: 'daily' },
    statementDescriptor: 'MINE',
    delayDaysOverride: 'soon',
  })
})

test('a field that the API version lacks is never part of a change', () => {
  const { minimumBalances: _, delayDaysOverride: __, startOfDay: ___, ...flat } = base
  expect(
    readDraft({ ...draftOf(flat), delayDaysOverride: '7', minimumBalances: [{ currency: 'usd', text: '1' }] }, flat),
  ).toEqual({
    changes: [],
    patch: {},
    unreadable: {},
  })
})
