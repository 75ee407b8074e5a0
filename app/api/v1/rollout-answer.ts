import type { z } from 'zod'
import { describeQuiet } from '@/lib/domain/fleet/rollout-hours'
import type { CountedRollout } from '@/lib/features/balance-settings/fleet/load-pages'
import type { rollout as schema } from './contract'

export function rolloutAnswer({ rollout, counts }: CountedRollout): z.input<typeof schema> {
  const { id, name, of, status, total, planned, reason, plannedBy, startedBy, approvedBy, createdAt, endedAt } = rollout
  const { canary, share, haltAbove, waits, hours } = rollout.pace
  return {
    ...{ id, name, status, total, planned, counts, reason, plannedBy, startedBy },
    policy: 'policyId' in of ? { id: of.policyId, version: of.version } : null,
    undoes: 'rolloutId' in of ? of.rolloutId : null,
    // An approval that counts no longer is none.
    approvedBy: status === 'awaiting_approval' ? null : (approvedBy?.name ?? null),
    summary: rollout.summary,
    stages: { canary, share, haltAbove, waits },
    startsAt: hours?.startsAt == null ? null : new Date(hours.startsAt).toISOString(),
    quietHours: hours?.quiet ? describeQuiet(hours.quiet, hours.zone) : null,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

export const rolloutPage = ({ rollouts, hasMore }: { rollouts: CountedRollout[]; hasMore: boolean }) => ({
  data: rollouts.map(rolloutAnswer),
  next: hasMore ? (rollouts.at(-1)?.rollout.id ?? null) : null,
})
