import { applyPatch, diffBalanceSettings, type FieldChange, fieldsOf } from '../settings/balance-settings'
import type { PlannedAccount } from './plan'
import { governedBy, type Policy } from './policy'
import { membership } from './segment'

/**
 * What made an account differ: a change in Spillway, a change outside of it (`component`: while the embedded component was
 * open), the policy itself, because it was changed since, or the account, because it was created or connected since.
 */
export const DRIFT_CAUSES = ['person', 'component', 'outside', 'policy', 'new_account', 'unknown'] as const
export type DriftCause = (typeof DRIFT_CAUSES)[number]

export const CAUSE_WORDS: Record<DriftCause, string> = {
  person: 'Changed in Spillway',
  component: 'Changed outside while the component was open',
  outside: 'Changed in the Stripe Dashboard or API',
  policy: 'The policy was changed',
  new_account: 'Newly connected account',
  unknown: 'Not known',
}

/** Days for which a difference can be accepted at most. */
export const LONGEST_EXCEPTION = 366

/** An account session can be used for about an hour, so what is changed outside by then may have been changed with it. Milliseconds. */
const SESSION = 60 * 60_000

/**
 * How an account differs from a policy, as changes from what it has to what it should have; none where it is as it should
 * be. `unread` where that isn't known, null where the policy decides nothing of the account.
 */
export function driftFrom(
  policy: Policy,
  policies: readonly Policy[],
  { facts, settings }: Pick<PlannedAccount, 'facts' | 'settings'>,
): FieldChange[] | 'unread' | null {
  const member = membership(policy.segment, facts)
  if (member === 'out') return null
  const { values, isUnclear } = governedBy(policy, policies, facts)
  if (member === 'unknown' || isUnclear || settings === null) return 'unread'
  if (fieldsOf(values).length === 0) return null
  return diffBalanceSettings(settings.value, applyPatch(settings.value, values))
}

/** What the record says of a change of settings that took effect, or of an account session. */
export type Trace = {
  entryId: string
  at: Date
  kind: 'person' | 'outside' | 'session'
  /** The person's. */
  name: string
  changes: readonly FieldChange[]
}

export type Cause = { cause: DriftCause; name: string | null; entryId: string | null; since: Date }

/**
 * What made an account differ, and since when: the latest change of one of the differing settings since the policy is as it
 * is, else the policy or the account, whichever is younger.
 *
 * @param traces newest first
 * @param wasAsItShould whether the account was looked at under the policy as it is, and did not differ
 */
export function causeOf(
  changes: readonly FieldChange[],
  traces: readonly Trace[],
  {
    policy,
    connectedAt,
    wasAsItShould,
    now,
  }: {
    policy: { changedAt: Date; changedByName: string }
    connectedAt: Date | null
    wasAsItShould: boolean
    now: Date
  },
): Cause {
  const differs = new Set(changes.map(({ field }) => field))
  const trace = traces.find(
    ({ kind, at, changes: made }) =>
      kind !== 'session' && at >= policy.changedAt && made.some(({ field }) => differs.has(field)),
  )
  if (trace) {
    const { entryId, at: since } = trace
    if (trace.kind === 'person') return { cause: 'person', name: trace.name, entryId, since }
    const open = traces.find(({ kind, at }) => kind === 'session' && at <= since && +since - +at <= SESSION)
    return { cause: open ? 'component' : 'outside', name: open?.name ?? null, entryId, since }
  }
  if (wasAsItShould) return { cause: 'unknown', name: null, entryId: null, since: now }
  if (connectedAt && connectedAt > policy.changedAt)
    return { cause: 'new_account', name: null, entryId: null, since: connectedAt }
  return { cause: 'policy', name: policy.changedByName, entryId: null, since: policy.changedAt }
}
