import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type Column, Table } from './table'

type Row = { id: string; name: string; days: number }

const columns: Column<Row>[] = [
  { header: 'Name', cell: ({ name }) => name, isRowHeader: true },
  { header: 'Days', cell: ({ days }) => days, isNumeric: true, className: 'max-md:hidden' },
]
const rows = [
  { id: 'a', name: 'Kestrel', days: 2 },
  { id: 'b', name: 'Plover', days: 7 },
]
const table = (shown: Row[]) =>
  renderToStaticMarkup(<Table columns={columns} rows={shown} rowKey={({ id }) => id} empty={<p>No accounts yet</p>} />)
const cells = (markup: string, cell: RegExp) => [...markup.matchAll(cell)].map((match) => match[1])

test('a table shows each row’s cells under the columns’ headings', () => {
  const markup = table(rows)
  expect(cells(markup, /<th scope="col"[^>]*>([^<]*)</g)).toEqual(['Name', 'Days'])
  expect(cells(markup, /<th scope="row"[^>]*>([^<]*)</g)).toEqual(['Kestrel', 'Plover'])
  expect(cells(markup, /<td[^>]*>([^<]*)</g)).toEqual(['2', '7'])
})

test('a numeric column is aligned right in its heading and in its cells', () => {
  expect(table(rows).match(/class="numeric/g)).toHaveLength(3)
})

test('a table without rows shows what to do next instead', () => {
  expect(table([])).toBe('<p>No accounts yet</p>')
})
