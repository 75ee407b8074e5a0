'use client'
import { useRouter } from 'next/navigation'
import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { lazyPart } from '@/lib/ui/lazy-part'
import type { Destination } from './destinations'
import { areSingleKeysOn } from './single-keys'
import { paletteText as text } from './text'

const Palette = lazyPart(() => import('./palette'))
const Shortcuts = lazyPart(() => import('./shortcuts'))

/** Milliseconds between `g` and the key of a page. */
const CHORD = 1500

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** From a list's link that has the focus to the next or the previous one; from elsewhere to the first. */
function moveToRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  rows[at === -1 ? 0 : at + step]?.focus()
}

/** Opens the palette, and listens to the shortcuts of every staff page. The palette itself is loaded on first use. */
export function PaletteButton({ destinations }: { destinations: Destination[] }) {
  const router = useRouter()
  const [opened, setOpened] = useState<'palette' | 'shortcuts' | null>(null)
  const [isListening, setIsListening] = useState(false)
  const pressedG = useRef(0)

  const press = useEffectEvent((event: KeyboardEvent) => {
    const { key, timeStamp } = event
    const isFind = key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey
    if (event.altKey || (!isFind && (event.ctrlKey || event.metaKey))) return
    if (!isFind && (isTyping(event.target) || !areSingleKeysOn())) return
    if (isFind) event.preventDefault()
    if (document.querySelector('dialog[open]')) return
    const destination = timeStamp - pressedG.current < CHORD && destinations.find((page) => page.key === key)
    pressedG.current = key === 'g' ? timeStamp : 0
    if (isFind || key === '/') setOpened('palette')
    else if (destination) router.push(destination.href)
    else if (key === '?') setOpened('shortcuts')
    else if (key === 'j' || key === 'k') moveToRow(key === 'j' ? 1 : -1)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    document.addEventListener('keydown', press)
    setIsListening(true)
    return () => document.removeEventListener('keydown', press)
  }, [])

  const close = () => setOpened(null)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpened('palette')}
        // Only once they work.
        aria-keyshortcuts={isListening ? 'Control+K Meta+K' : undefined}
        className="flex h-8 items-center gap-2 rounded-sm border border-line-strong bg-surface px-2.5 text-sm text-muted hover:bg-sunken md:mb-2"
      >
        <span className="flex-1 text-left">{text.open}</span>
        <span aria-hidden="true" className="font-mono text-xs max-md:hidden">
          Ctrl K
        </span>
      </button>
      <Suspense>
        {opened === 'palette' && (
          <Palette destinations={destinations} onShortcuts={() => setOpened('shortcuts')} onClose={close} />
        )}
        {opened === 'shortcuts' && <Shortcuts destinations={destinations} onClose={close} />}
      </Suspense>
    </>
  )
}
