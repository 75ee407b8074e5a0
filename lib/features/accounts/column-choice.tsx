'use client'
import { Button, buttonClasses } from '@/lib/ui/button'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { Menu } from '@/lib/ui/menu'
import { LIST_COLUMNS, type ListColumn } from './list-columns'
import { listText as text } from './text'

/** Chooses the list's columns. They are in its address, so a saved view has them too; no script is needed. */
export function ColumnChoice({
  columns,
  others,
}: {
  columns: readonly ListColumn[] | null
  /** The other parameters of the list's address. */
  others: string
}) {
  return (
    <Menu id="columns" trigger={text.chooseColumns} buttonClassName={buttonClasses()}>
      <form action="/accounts" className="flex flex-col gap-2 p-2">
        {[...new URLSearchParams(others)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {LIST_COLUMNS.map((column) => (
          <CheckboxField
            key={column}
            id={`column-${column}`}
            label={text.columns[column]}
            name="columns"
            value={column}
            defaultChecked={columns?.includes(column) ?? true}
          />
        ))}
        <Button type="submit" look="primary">
          {text.applyColumns}
        </Button>
      </form>
    </Menu>
  )
}
