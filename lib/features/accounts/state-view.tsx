import { Badge, type Tone } from '@/lib/ui/badge'

/** How the payouts of an account are doing, and why, in words. */
export type StateWords = { tone: Tone; state: string; reason: string | null }

export const StateView = ({ words: { tone, state, reason } }: { words: StateWords }) => (
  <span className="inline-flex min-w-0 max-w-full items-center gap-2">
    <Badge tone={tone}>{state}</Badge>
    {reason !== null && <span className="truncate text-xs text-muted">{reason}</span>}
  </span>
)
