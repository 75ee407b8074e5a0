import type { ReactNode } from 'react'

/** A line of a list of facts; without a value there is none. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt>{label}</dt>
      <dd className="break-words">{children}</dd>
    </>
  )
}
