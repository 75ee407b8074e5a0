'use client'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const headingOf = (title: string, id?: string) => `${id ?? title.toLowerCase().replaceAll(' ', '-')}-heading`

/** A card of which only the title is seen until somebody opens it. */
export function FoldedCard({
  title,
  aside,
  isOpen,
  isFallback = false,
  children,
}: {
  title: string
  aside?: ReactNode
  /** At first. */
  isOpen: boolean
  /** Opened by `openFallbacks` where the component with the same facts doesn’t load. */
  isFallback?: boolean
  children: ReactNode
}) {
  const headingId = headingOf(title)
  return (
    <section aria-labelledby={headingId} className="card">
      <details open={isOpen} data-fallback={isFallback || undefined} className="group">
        <summary className="fold-head">
          <span className="flex items-center gap-2">
            <svg width="8" height="10" aria-hidden="true" className="fill-muted group-open:rotate-90">
              <path d="M0 0 8 5 0 10Z" />
            </svg>
            <h2 id={headingId} className="text-base font-semibold">
              {title}
            </h2>
          </span>
          {aside}
        </summary>
        {children}
      </details>
    </section>
  )
}

export function Card({
  title,
  aside,
  children,
  className,
  id,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
  id?: string
}) {
  const headingId = headingOf(title, id)
  return (
    <section aria-labelledby={headingId} className={classNames('card', className)}>
      <header className="card-head">
        <h2 id={headingId} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
