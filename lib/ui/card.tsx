import type { ReactNode } from 'react'
import { classNames } from './class-names'

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
  const headingId = `${id ?? title.toLowerCase().replaceAll(' ', '-')}-heading`
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
