import type { ReactNode } from 'react'

/** In place of content that doesn't exist yet: says so and names the next step. */
export function EmptyState({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-14 text-center">
      <p className="font-medium">{title}</p>
      <p className="max-w-sm text-sm text-muted">{hint}</p>
      {children && <div className="mt-3">{children}</div>}
    </div>
  )
}
