'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { buttonClasses } from '@/lib/ui/button'
import { exportText, selectionText as text } from './text'

/** Around the table: arrow keys move between the rows' links, and what is selected can be exported or changed, also without script. */
export function WorklistForm({ mayChange, children }: { mayChange: boolean; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  const recount = () => {
    const boxes = [...(form.current?.querySelectorAll<HTMLInputElement>('tbody [name=id]') ?? [])]
    const checked = boxes.filter((box) => box.checked).length
    const all = form.current?.querySelector<HTMLInputElement>('[data-all]')
    if (all) {
      all.checked = checked > 0 && checked === boxes.length
      all.indeterminate = checked > 0 && checked < boxes.length
    }
    setCount(checked)
  }
  // The rows are others after a navigation.
  useEffect(recount)

  function move(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = [...(form.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = links.findIndex((link) => link.matches(':focus'))
    if (at === -1) return
    event.preventDefault()
    links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  }
  return (
    <form
      ref={form}
      action="/accounts/export.csv"
      onKeyDown={move}
      onChange={recount}
      // The button that was pressed goes away.
      onReset={() => form.current?.querySelector<HTMLElement>('[data-all]')?.focus()}
      // Enter in a box sends the form.
      onSubmit={(event) => {
        if (count === 0) event.preventDefault()
      }}
      className="group"
    >
      {/* Without it an export of no account would be one of the whole list. */}
      <input type="hidden" name="id" value="" />
      {children}
      <fieldset
        aria-label={text.bar}
        className="sticky bottom-0 z-10 hidden flex-wrap items-center max-md:bottom-12 gap-x-3 gap-y-2 border-t border-line bg-surface px-4 py-2 text-sm group-has-[[name=id]:checked]:flex"
      >
        <span role="status" className="font-medium noscript:hidden">
          {text.count(count)}
        </span>
        <button type="submit" className={buttonClasses('primary')}>
          {exportText.selected}
        </button>
        {mayChange && (
          <button type="submit" formAction="/fleet/change" className={buttonClasses()}>
            {text.change}
          </button>
        )}
        <button type="reset" className={buttonClasses()}>
          {text.clear}
        </button>
      </fieldset>
    </form>
  )
}

/** In the heading of the boxes. */
export function SelectAll() {
  return (
    <input
      type="checkbox"
      data-all
      aria-label={text.all}
      className="block size-4 noscript:hidden"
      onChange={({ target: { form, checked } }) => {
        for (const box of form?.querySelectorAll<HTMLInputElement>('[name=id]') ?? []) box.checked = checked
      }}
    />
  )
}
