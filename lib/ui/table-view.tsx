'use client'
import type { Route } from 'next'
import type { Key, ReactNode } from 'react'
import { classNames } from './class-names'
import { PageLink } from './page-link'

/** What a column says above its cells. */
export type Heading = {
  header: string
  /** Shown in place of the header, which still names the column's cells. */
  heading?: ReactNode
  /** Where the rows can be sorted by it: the address that does, and the direction in which they are sorted now. */
  sort?: { href: Route; direction: 'asc' | 'desc' | null } | undefined
  /** Right-aligned, in figures of one width. */
  isNumeric?: boolean
  /** The cell names its row. */
  isRowHeader?: boolean
  /** Of the heading and of every cell: the width, or the screens that hide the column. */
  className?: string
}

/** A row's key, and its cells in the order of the columns. */
export type Cells = readonly [key: Key, ...cells: ReactNode[]]

type Props = {
  columns: readonly Heading[]
  rows: readonly Cells[]
  className?: string | undefined
  rowClassName?: string | undefined
}

/** A table of cells. The browser's own, because the server would send every element of it in React's data too. */
export function TableView({ columns, rows, className, rowClassName }: Props) {
  return (
    <TableFrame columns={columns} className={className}>
      {rows.map(([key, ...cells]) => (
        <tr key={key} className={rowClassName}>
          {columns.map((column, place) =>
            column.isRowHeader ? (
              <th key={column.header} scope="row" className={cellClasses(column)}>
                {cells[place]}
              </th>
            ) : (
              <td key={column.header} className={cellClasses(column)}>
                {cells[place]}
              </td>
            ),
          )}
        </tr>
      ))}
    </TableFrame>
  )
}

/** The heading, and around the rows what all of their cells have. */
export function TableFrame({
  columns,
  className,
  bodyClassName,
  children,
}: {
  columns: readonly Heading[]
  className?: string | undefined
  bodyClassName?: string
  children: ReactNode
}) {
  return (
    <table className={classNames('listing', className)}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.header}
              scope="col"
              aria-sort={column.sort?.direction ? SORTED[column.sort.direction] : undefined}
              className={cellClasses(column)}
            >
              {column.heading ?? (column.sort ? <SortLink {...column.sort}>{column.header}</SortLink> : column.header)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={bodyClassName}>{children}</tbody>
    </table>
  )
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const

const SortLink = ({ href, direction, children }: NonNullable<Heading['sort']> & { children: string }) => (
  <PageLink href={href} scroll={false} className="inline-flex items-center gap-1 hover:text-ink">
    <span>{children}</span>
    <span aria-hidden="true" className={direction ? '' : 'invisible'}>
      {direction === 'desc' ? '↓' : '↑'}
    </span>
  </PageLink>
)

/** Without what the table gives to all cells; undefined for none. */
export const cellClasses = ({ isNumeric, className }: Heading) =>
  classNames(isNumeric && 'numeric', className) || undefined
