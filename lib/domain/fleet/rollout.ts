import type { Role } from '../access/permissions'
import type { RolloutHours } from './rollout-hours'

/**
 * `planning`: what it would do is being worked out. `draft`: it is worked out and nobody has started it. `halted`: it has
 * stopped by itself, because too much failed or nobody may carry it out any more.
 */
export const ROLLOUT_STATUSES = [
  'planning',
  'draft',
  'awaiting_approval',
  'in_progress',
  'paused',
  'halted',
  'complete',
  'canceled',
] as const
export type RolloutStatus = (typeof ROLLOUT_STATUSES)[number]

/**
 * `pending` is to be carried out. `skipped` and `unread` were never to be, `conflict` had been changed since the plan. A
 * process works on what is `sending`, or has died with it; of `unresolved` the outcome is being found out.
 */
export const ITEM_STATES = [
  'pending',
  'applied',
  'unchanged',
  'skipped',
  'unread',
  'conflict',
  'refused',
  'sending',
  'unresolved',
  'unknown',
] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** States of accounts for which the policy can be planned again. */
export const RETRIED_STATES = ['refused', 'unknown', 'conflict'] as const satisfies readonly ItemState[]
export type RetriedState = (typeof RETRIED_STATES)[number]

/** How many accounts are in each state; none where it is left out. */
export type ItemCounts = Partial<Record<ItemState, number>>

export const ITEM_WORDS: Record<ItemState, string> = {
  pending: 'To be changed',
  applied: 'Changed',
  unchanged: 'Already so',
  skipped: 'Not possible',
  unread: 'Not known',
  conflict: 'Changed meanwhile',
  refused: 'Failed',
  sending: 'Being changed',
  unresolved: 'Outcome being checked',
  unknown: 'Outcome unknown',
}

/** The figures of a rollout in words, without those that are 0. */
export const describeCounts = (counts: ItemCounts): string =>
  ITEM_STATES.flatMap((state) => (counts[state] ? [`${ITEM_WORDS[state].toLowerCase()} ${counts[state]}`] : [])).join(
    ', ',
  )

/** How a rollout proceeds: some accounts first, then a share of them, then all. */
export type Pace = {
  /** Accounts of the first stage; 0 for none. */
  canary: number
  /** Percent of all accounts that the second stage ends with; 100 for none. */
  share: number
  /** The rollout halts where more than so many percent of what was carried out failed. */
  haltAbove: number
  /** Whether it waits after each stage until somebody resumes it. */
  waits: boolean
  /** When it may write; null for at any time. */
  hours: RolloutHours | null
}

export const USUAL_PACE: Pace = { canary: 10, share: 25, haltAbove: 5, waits: false, hours: null }

/** The number of accounts with which each stage ends, in rising order; the last is all of them. */
export function stagesOf({ canary, share }: Pace, total: number): number[] {
  const ends = [canary, Math.ceil((total * share) / 100), total].map((end) => Math.min(end, total))
  return [...new Set(ends)].filter((end) => end > 0).sort((a, b) => a - b)
}

export type Progress = {
  /** Accounts that were to be changed. */
  total: number
  /** Of them, those that are still to be carried out, and those of which the outcome isn't known yet. */
  pending: number
  unresolved: number
  /** Since somebody last started or resumed it: carried out, and refused or without a known outcome among them. */
  settled: number
  failed: number
  /** The number of accounts up to which it may proceed without anybody. */
  openUpTo: number
}

export type Step =
  /** Carry out the next ones, up to this position. */
  | { kind: 'proceed'; upTo: number }
  /** Too much failed. */
  | { kind: 'halt' }
  /** A stage is complete, and somebody has to say go ahead. */
  | { kind: 'wait' }
  /** All is sent, and some outcomes are to be found out. */
  | { kind: 'resolve' }
  | { kind: 'complete' }

/** What a rollout does next. */
export function nextStep(pace: Pace, { total, pending, unresolved, settled, failed, openUpTo }: Progress): Step {
  if (failed > 0 && failed * 100 > settled * pace.haltAbove) return { kind: 'halt' }
  if (pending === 0) return unresolved > 0 ? { kind: 'resolve' } : { kind: 'complete' }
  const done = total - pending
  const end = stagesOf(pace, total).find((each) => each > done) ?? total
  return pace.waits && done >= openUpTo ? { kind: 'wait' } : { kind: 'proceed', upTo: end }
}

/** The number of accounts up to which a rollout may proceed once somebody starts or resumes it. */
export const opensUpTo = (pace: Pace, total: number, done: number): number =>
  pace.waits ? (stagesOf(pace, total).find((end) => end > done) ?? total) : total

export const ROLLOUT_MOVES = ['start', 'approve', 'reject', 'pause', 'resume', 'cancel'] as const
export type RolloutMove = (typeof ROLLOUT_MOVES)[number]

/** What is recorded of a rollout: what people do, and what becomes of it. `lapse`: its approval counts no longer. */
export const ROLLOUT_EVENT_MOVES = ['plan', ...ROLLOUT_MOVES, 'wait', 'halt', 'lapse', 'complete'] as const
export type RolloutEventMove = (typeof ROLLOUT_EVENT_MOVES)[number]

export const ROLLOUT_EVENT_WORDS: Record<RolloutEventMove, string> = {
  plan: 'planned the rollout',
  start: 'started the rollout',
  approve: 'approved the rollout',
  reject: 'rejected the rollout',
  pause: 'paused the rollout',
  resume: 'resumed the rollout',
  cancel: 'canceled the rollout',
  wait: 'paused the rollout at the end of a stage',
  halt: 'halted the rollout',
  lapse: 'asked for another approval of the rollout',
  complete: 'completed the rollout',
}

type Viewer = { personId: string; role: Role | null }

/** What this person may do to a rollout. Nobody approves what they started themselves. */
export function movesFor(
  { personId, role }: Viewer,
  { status, startedById }: { status: RolloutStatus; startedById: string | null },
): RolloutMove[] {
  if (role !== 'admin') return []
  switch (status) {
    case 'draft':
      return ['start', 'cancel']
    case 'awaiting_approval':
      return startedById === personId ? ['cancel'] : ['approve', 'reject']
    case 'in_progress':
      return ['pause', 'cancel']
    case 'paused':
    case 'halted':
      return ['resume', 'cancel']
    case 'planning':
      return ['cancel']
    case 'complete':
    case 'canceled':
      return []
  }
}

/** The status that a move leads to. */
export function statusAfter(move: RolloutMove, needsApproval: boolean): RolloutStatus {
  switch (move) {
    case 'start':
      return needsApproval ? 'awaiting_approval' : 'in_progress'
    case 'approve':
    case 'resume':
      return 'in_progress'
    case 'pause':
      return 'paused'
    case 'reject':
    case 'cancel':
      return 'canceled'
  }
}
