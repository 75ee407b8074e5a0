import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { Badge, type Tone } from '@/lib/ui/badge'

const OUTCOMES: Record<AuditOutcome, { tone: Tone; word: string; title: string }> = {
  pending: { tone: 'pending', word: 'Pending', title: 'Announced; Stripe’s answer is not known yet' },
  applied: { tone: 'paid', word: 'Applied', title: 'Stripe confirmed the change' },
  refused: { tone: 'failed', word: 'Refused', title: 'Nothing was changed' },
  unknown: { tone: 'pending', word: 'Unknown', title: 'Stripe did not answer; the change may have taken effect' },
  conflict: { tone: 'canceled', word: 'Conflict', title: 'Someone else had changed the settings; nothing was sent' },
}

export function OutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
  const { tone, word, title } = OUTCOMES[outcome]
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  )
}
