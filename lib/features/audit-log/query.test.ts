import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { filterParams, OWNER_FILTERS, pageParams, parseAuditQuery, type SearchParams } from './query'

const ID = '01900000-0000-7000-8000-000000000000'

test.each([
  [{}, {}],
  [{ account: '', type: '', from: '' }, {}],
  [{ account: ' Berlin ' }, { account: 'Berlin' }],
  [
    { type: 'denied', outcome: 'refused', origin: 'outside' },
    { type: 'denied', outcome: 'refused', origin: 'outside' },
  ],
  [
    { field: 'schedule', reads: '1' },
    { field: 'schedule', reads: true },
  ],
  [
    { from: '2026-02-28', to: '2026-02-28' },
    { from: '2026-02-28', to: '2026-02-28' },
  ],
  [{ before: ID }, { cursor: { direction: 'before', id: ID } }],
])('%j is read', (params, filters) => {
  expect(parseAuditQuery(params)).toEqual({ ok: true, value: { ...NO_FILTERS, cursor: null, ...filters } })
})

test.each<SearchParams>([
  { type: 'denies' },
  { type: 'toString' },
  { type: 'unread' },
  { outcome: 'Applied' },
  { origin: 'stripe' },
  { field: 'delay_days' },
  { from: '2026-02-30' },
  { to: '28.02.2026' },
  { from: '2026-03-01', to: '2026-02-28' },
  { reads: 'yes' },
  { account: ['acct_1', 'acct_2'] },
  { names: 'x'.repeat(201) },
  { actor: 'a\0' },
  { typ: 'denied' },
  { constructor: 'x' },
  { before: 'acct_1' },
  { before: ID, after: ID },
])('%j is an error with a sentence, and never the whole record', (params) => {
  const read = parseAuditQuery(params)
  expect(read.ok).toBe(false)
  expect(!read.ok && read.failure).toMatch(/\.$/)
})

test('no parameter and no value is left out silently', () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string()))
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), value, (name, value) => {
      const read = parseAuditQuery({ [name]: value })
      const isEmpty = typeof value === 'string' && value.trim() === ''
      if (read.ok && !isEmpty) expect(read.value).not.toEqual({ ...NO_FILTERS, cursor: null })
    }),
  )
})

test('owners filter by nothing that tells who of the staff it was', () => {
  for (const name of ['actor', 'names', 'origin', 'account'])
    expect(parseAuditQuery({ [name]: 'person' }, OWNER_FILTERS).ok).toBe(false)
})

test('the address of a page has all its filters', () => {
  const filters = { ...NO_FILTERS, account: 'Bäckerei', type: 'denied', reads: true } as const
  expect(parseAuditQuery(Object.fromEntries(filterParams(filters)))).toEqual({
    ok: true,
    value: { ...filters, cursor: null },
  })
  expect(Object.fromEntries(pageParams(filters, 'after', ID)).after).toBe(ID)
})
