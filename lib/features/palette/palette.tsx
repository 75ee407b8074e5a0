'use client'
import { useCombobox } from 'downshift'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Destination } from './destinations'
import { paletteText as text } from './text'
import { useFound } from './use-found'

type Item = { kind: keyof typeof text.groups; href: string | null; label: string; detail: string }

const LISTS: Item[] = [
  { kind: 'lists', href: '/payouts?status=failed', label: text.lists.failed, detail: '' },
  { kind: 'lists', href: '/accounts?balance=negative', label: text.lists.negative, detail: '' },
  { kind: 'lists', href: null, label: text.shortcuts, detail: '?' },
]

const startsAWord = (label: string, typed: string) => ` ${label.toLowerCase()}`.includes(` ${typed.toLowerCase()}`)

/** A search over accounts, payouts, people and pages, in which the arrow keys choose and Enter opens. */
export default function Palette({
  destinations,
  onShortcuts,
  onClose,
}: {
  destinations: Destination[]
  onShortcuts: () => void
  onClose: () => void
}) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const [typed, setTyped] = useState('')
  const { found, problem, isSearching } = useFound(typed.trim())
  const pages = destinations.map(({ href, label, key }): Item => ({ kind: 'pages', href, label, detail: `g ${key}` }))
  const items = [...[...pages, ...LISTS].filter(({ label }) => startsAWord(label, typed.trim())), ...found]

  const { getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox<Item>({
    items,
    isOpen: true,
    defaultHighlightedIndex: 0,
    itemToString: (item) => item?.label ?? '',
    onInputValueChange: ({ inputValue }) => setTyped(inputValue),
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem?.href) return onShortcuts()
      onClose()
      router.push(selectedItem.href as Route)
    },
    stateReducer: (state, { type, changes }) =>
      // Leaving the field chooses nothing. There is always one that Enter opens, also after an Enter that found none.
      type === useCombobox.stateChangeTypes.InputBlur
        ? state
        : { ...changes, highlightedIndex: Math.max(0, changes.highlightedIndex ?? 0) },
  })
  const says = problem
    ? text[problem]
    : isSearching
      ? text.searching
      : items.length > 0
        ? text.counted(items.length)
        : text.nothing

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-label={text.title}
      className="mx-auto mt-[12vh] w-[min(560px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-0 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <div className="border-b border-line p-3">
        <input
          {...getInputProps({
            'aria-label': text.title,
            placeholder: text.placeholder,
            // Escape is the dialog's, which it closes.
            onKeyDown: ({ key, nativeEvent }) =>
              key === 'Escape' && Object.assign(nativeEvent, { preventDownshiftDefault: true }),
            className: 'input',
            maxLength: 100,
            spellCheck: false,
          })}
        />
      </div>
      <ul {...getMenuProps({ 'aria-label': text.results, className: 'max-h-[55vh] overflow-y-auto p-1.5' })}>
        {items.map((item, index) => (
          <li key={`${item.kind} ${item.href} ${item.label}`} role="presentation">
            {items[index - 1]?.kind !== item.kind && (
              <p className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{text.groups[item.kind]}</p>
            )}
            <div
              {...getItemProps({ item, index })}
              className={`flex cursor-pointer items-baseline gap-3 rounded-sm px-2 py-1.5 text-sm ${index === highlightedIndex ? 'bg-accent-soft text-accent' : ''}`}
            >
              <bdi translate="no" className="min-w-0 flex-1 truncate">
                {item.label}
              </bdi>
              <bdi translate="no" className="max-w-[45%] truncate font-mono text-xs text-muted">
                {item.detail}
              </bdi>
            </div>
          </li>
        ))}
      </ul>
      <div className="flex items-center justify-between gap-3 border-t border-line px-3 py-2 text-xs text-muted">
        <p role="status">{says}</p>
        <button type="button" className="rounded-sm px-2 py-1 hover:bg-sunken" onClick={() => dialog.current?.close()}>
          {text.close}
        </button>
      </div>
    </dialog>
  )
}
