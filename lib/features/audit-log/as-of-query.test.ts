import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AsOfQuery, parseAsOfQuery } from './as-of-query'

const NOW = new Date('2026-11-29T12:00:00.000Z')
const ENTRY = '019ad000-0000-7000-8000-000000000001'

const parsed = (params: Record<string, string | string[] | undefined>): AsOfQuery | string => {
  const query = parseAsOfQuery(params, NOW)
  return query.ok ? query.value : query.failure
}

test('without a moment, or with an empty one, it is now, compared with nothing', () => {
  for (const params of [{}, { at: '' }, { at: ' ', against: '' }])
    expect(parsed(params)).toEqual({ at: { at: NOW }, against: null })
})

test.each([
  ['2026-02-10T09:30', '2026-02-10T09:30:00.000Z'],
  ['2026-02-10T09:30:15', '2026-02-10T09:30:15.000Z'],
  ['2026-02-10T09:30:15.5', '2026-02-10T09:30:15.500Z'],
  [' 2026-02-10T09:30:15.123Z ', '2026-02-10T09:30:15.123Z'],
])('%s is a time in UTC', (text, iso) => {
  expect(parsed({ at: text })).toEqual({ at: { at: new Date(iso) }, against: null })
})

test('every moment of the past is read back from how the page writes it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: NOW, noInvalidDate: true }), (at) => {
      expect(parsed({ at: at.toISOString(), against: ENTRY })).toEqual({ at: { at }, against: { entryId: ENTRY } })
    }),
  )
})

test.each([
  ['2026-02-30T09:30', /isn’t a time in UTC/],
  ['2026-02-10T24:00', /isn’t a time in UTC/],
  ['2026-02-10T09:60', /isn’t a time in UTC/],
  ['2026-02-10', /isn’t a time in UTC/],
  ['2026-02-10T09:30+02:00', /isn’t a time in UTC/],
  ['yesterday', /isn’t a time in UTC/],
  ['2026-11-29T12:00:00.001Z', /in the future/],
  ['ffffffff-ffff-7fff-8fff-ffffffffffff', /in the future/],
])('“%s” is refused with the reason, and shows no settings', (text, reason) => {
  expect(parsed({ at: text })).toMatch(reason)
  expect(parsed({ against: text })).toMatch(reason)
})

test('a moment given twice, and a name that is no part of the address, are refused', () => {
  expect(parsed({ at: ['2026-02-10T09:30', '2026-02-11T09:30'] })).toMatch(/more than once/)
  expect(parsed({ until: '2026-02-10T09:30' })).toMatch(/isn’t a part of this address/)
})

test('whatever the address holds, there is an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const query = parsed({ at: text })
      if (typeof query !== 'string' && 'at' in query.at) expect(query.at.at.getTime()).toBeLessThanOrEqual(+NOW)
    }),
  )
})
