import type { ReactNode } from 'react'
import { classNames } from './class-names'

const TONES = {
  info: 'border-transit/30 bg-transit-soft text-transit',
  warning: 'border-pending/30 bg-pending-soft text-pending',
  problem: 'border-failed/30 bg-failed-soft text-failed',
  good: 'border-paid/30 bg-paid-soft text-paid',
}

/** What happened, what is safe and what to do. `live` announces it to a screen reader as it appears. */
export function Notice({
  tone,
  title,
  children,
  live,
}: {
  tone: keyof typeof TONES
  title: string
  children?: ReactNode
  live?: 'status' | 'alert'
}) {
  return (
    <div role={live} className={classNames('rounded-sm border px-3 py-2.5 text-sm', TONES[tone])}>
      <p className="font-medium">{title}</p>
      {children && <div className="mt-0.5 text-ink">{children}</div>}
    </div>
  )
}
