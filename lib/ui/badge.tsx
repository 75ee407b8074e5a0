'use client'
export type Tone = 'paid' | 'pending' | 'transit' | 'canceled' | 'failed' | 'accent'

const TONES: Record<Tone, string> = {
  paid: 'bg-paid-soft text-paid',
  pending: 'bg-pending-soft text-pending',
  transit: 'bg-transit-soft text-transit',
  canceled: 'bg-canceled-soft text-canceled',
  failed: 'bg-failed-soft text-failed',
  accent: 'bg-accent-soft text-accent',
}

/** A status: colour and always a word. */
export function Badge({ tone, children, title }: { tone: Tone; children: string; title?: string | undefined }) {
  return (
    <span title={title} className={`badge ${TONES[tone]}`}>
      {children}
    </span>
  )
}
