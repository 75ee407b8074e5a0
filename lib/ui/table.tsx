import type { Route } from 'next'
import type { Key, ReactNode } from 'react'
import { classNames } from './class-names'
import { PageLink } from './page-link'
import { Skeleton } from './skeleton'

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
    <TableFrame columns={columns} className={className}>
      {rows.map((row) => (
        <tr key={rowKey(row)} className={rowClassName}>
          {columns.map((column) => {
            const cell = { className: cellClasses(column), children: column.cell(row) }
            return column.isRowHeader ? (
              <th key={column.header} scope="row" {...cell} />
            ) : (
              <td key={column.header} {...cell} />
            )
          })}
        </tr>
      ))}
    </TableFrame>
  )
}

/** The same columns without their rows, while these are read. `label` says what is read. */
export function TableSkeleton<Row>({
  columns,
  label,
  rows = 8,
  className,
}: Pick<Props<Row>, 'columns' | 'className'> & { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label}>
      <TableFrame columns={columns} className={className}>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <tr key={index}>
            {columns.map((column) => (
              <td key={column.header} className={cellClasses(column)}>
                <Skeleton className={classNames('h-4', column.isNumeric ? 'ml-auto w-20' : 'w-3/4')} />
              </td>
            ))}
          </tr>
        ))}
      </TableFrame>
    </div>
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
