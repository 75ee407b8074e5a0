import type { Key, ReactNode } from 'react'
import { type Heading, TableView } from './table-view'

export type Column<Row> = Heading & { cell: (row: Row) => ReactNode }

type Props<Row> = {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => Key
  /** In place of the table while it has no rows. */
  empty?: ReactNode
  className?: string | undefined
  rowClassName?: string | undefined
}

/** Rows of one kind under a heading that stays in view. */
export function Table<Row>({ columns, rows, rowKey, empty, className, rowClassName }: Props<Row>) {
  if (rows.length === 0) return empty
  return (
    <TableView
      columns={columns.map(({ cell: _, ...heading }) => heading)}
      rows={rows.map((row) => [rowKey(row), ...columns.map(({ cell }) => cell(row))])}
      className={className}
      rowClassName={rowClassName}
    />
  )
}
