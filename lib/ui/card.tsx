'use client'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Skeleton } from './skeleton'

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

/** In place of a card while what it shows is read, which `label` says. */
export const CardSkeleton = ({
  title,
  label,
  lines = 1,
  className,
}: {
  title: string
  label: string
  lines?: number
  className?: string
}) => (
  <Card title={title}>
    <div role="status" aria-label={label} className={classNames('flex flex-col gap-3 p-4', className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} className="h-5 w-full" />
      ))}
      <Skeleton className="h-5 w-2/3" />
    </div>
  </Card>
)
