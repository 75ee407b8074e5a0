import 'server-only'
import { type Approvals, COUNTED_TOGETHER } from '@/lib/domain/access/approval-rules'
import { countStartedAlone, type Rollout, type RolloutReader } from '@/lib/gateways/db/rollouts'

/**
 * Accounts of other rollouts that count with this one, because the same person started them shortly before it.
 *
 * @param starter who starts it now, where nobody has started it yet
 */
export async function startedAlone(
  access: RolloutReader,
  { id, startedBy, startedAt }: Pick<Rollout, 'id' | 'startedBy' | 'startedAt'>,
  { mostAccounts }: Pick<Approvals, 'mostAccounts'>,
  starter: string | null = null,
): Promise<number> {
  const personId = startedBy?.id ?? starter
  if (mostAccounts === null || personId === null) return 0
  const at = startedAt ?? new Date()
  const since = new Date(at.getTime() - COUNTED_TOGETHER)
  return countStartedAlone(access, personId, { since, until: { at, rolloutId: id } })
}
