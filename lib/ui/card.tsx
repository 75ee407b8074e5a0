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
    <section aria-labelledby={headingId} className="rounded-md border border-line bg-surface">
      <details open={isOpen} data-fallback={isFallback || undefined} className="group">
        <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-md px-4 py-2 group-open:rounded-b-none group-open:border-b group-open:border-line hover:bg-sunken">
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
    <section aria-labelledby={headingId} className={classNames('rounded-md border border-line bg-surface', className)}>
      <header className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-2">
        <h2 id={headingId} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
