'use client'
import type { KeyboardEvent, ReactNode } from 'react'

/** Arrow keys move between the rows' links, and Enter opens one. */
export function RowKeys({ children }: { children: ReactNode }) {
  function move(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    const at = links.findIndex((link) => link.matches(':focus'))
    if (at === -1) return
    event.preventDefault()
    links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  }
  // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to keys that bubble up from the links inside
  return <div onKeyDown={move}>{children}</div>
}
