'use client'
import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { Badge, type Tone } from '@/lib/ui/badge'
import { outcomeText } from './text'

const TONES: Record<AuditOutcome, Tone> = {
  pending: 'pending',
  applied: 'paid',
  refused: 'failed',
  unknown: 'pending',
  conflict: 'canceled',
}

export function OutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
  const { word, help } = outcomeText[outcome]
  return (
    <Badge tone={TONES[outcome]} title={help}>
      {word}
    </Badge>
  )
}
