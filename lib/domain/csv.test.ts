import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRow, textCell } from './csv'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠A1', '\u00a0=1'])(
  'a spreadsheet shows %j as a text',
  (value) => {
    expect(textCell(value).replace(/^"/, '')).toMatch(/^'/)
  },
)

test.each([
  { value: null, cell: '' },
  { value: 'Order 1024', cell: 'Order 1024' },
  { value: 'a,b', cell: '"a,b"' },
  { value: 'say "hi"', cell: '"say ""hi"""' },
  { value: 'two\nlines', cell: '"two\nlines"' },
  { value: '5-3', cell: '5-3' },
])('$value is written as $cell', ({ value, cell }) => expect(textCell(value)).toBe(cell))

/** A reader of RFC 4180, for one row. */
function parse(row: string): string[] {
  const cells = [...row.slice(0, -2).matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|$)/g)]
  const last = cells.findIndex(([, , , separator]) => separator === '')
  return cells.slice(0, last + 1).map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

test('any texts come back as they were, except for the mark before what looks like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (values) => {
      const read = parse(csvRow(values.map(textCell)))
      expect(read.map((cell, index) => (cell === `'${values[index]}` ? values[index] : cell))).toEqual(values)
      for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]/)
    }),
  )
})
