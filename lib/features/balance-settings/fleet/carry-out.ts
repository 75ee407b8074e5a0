import 'server-only'
import { randomUUID } from 'node:crypto'
import { withoutRequest } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import { needsSecondPerson, rulesMet } from '@/lib/domain/access/approval-rules'
import {
  type FleetJobAccess,
  openFleetForJob,
  openForRollout,
  openPlatform,
  type Person,
} from '@/lib/domain/access/permissions'
import { isAt } from '@/lib/domain/fleet/plan'
import { type ItemCounts, nextStep, type Progress, type RolloutEventMove } from '@/lib/domain/fleet/rollout'
import { waitsUntil } from '@/lib/domain/fleet/rollout-hours'
import { type FieldChange, patchOf, writableSettings } from '@/lib/domain/settings/balance-settings'
import { findAccountOverview } from '@/lib/gateways/db/account-overview'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { findPerson } from '@/lib/gateways/db/people'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import {
  countItems,
  findWrite,
  type ItemChange,
  listItems,
  type RolloutItem,
  settleItem,
} from '@/lib/gateways/db/rollout-items'
import {
  claimRollout,
  findRollout,
  listRolloutsToDo,
  moveRollout,
  type Rollout,
  type RolloutChange,
  releaseRollout,
} from '@/lib/gateways/db/rollouts'
import { log } from '@/lib/log'
import { metrics } from '@/lib/metrics'
import { letPagesGoFirst } from '@/lib/people-first'
import { saveBalanceSettings } from '../save-balance-settings'
import type { SaveOutcome } from '../save-outcome'
import { DISCONNECTED, planRollout } from './plan-rollout'
import { startedAlone } from './started-alone'

/** Accounts that are written at once: enough for Stripe's pace, and few enough that a pause takes effect in a second. */
const AT_ONCE = 16

/** Accounts that are taken up together, and milliseconds after which it is looked whether the rollout is still to proceed. */
const TAKEN = 100
const LOOK = 250

/** Unknown outcomes that are looked for at once. */
const LOOKED_AT = 100

/** Times that an account is tried of which nothing was sent. */
const ATTEMPTS = 3

/**
 * Attempts for an account whose write a dead process left undone. Accounts that wait for Stripe's rate limit are hit by
 * every crash in a row; the limit is for an account that causes the crashes.
 */
const ATTEMPTS_AFTER_CRASHES = 12

/** Milliseconds after which a run makes room for the next, and after which an unknown outcome is looked for again. */
const RUN = 60_000
const LOOK_AGAIN = 1_000

/** Plans and carries out what is to be, for a while. @returns when it wants to be run again; null where nothing is to do */
export async function runRollouts(signal: AbortSignal): Promise<Date | null> {
  const job = openFleetForJob()
  const until = AbortSignal.any([signal, AbortSignal.timeout(RUN)])
  let next: Date | null = null
  for (const rollout of await listRolloutsToDo(job)) {
    if (signal.aborted) return null
    if (!(await claimRollout(job, rollout.id, new Date()))) continue
    try {
      if (rollout.status === 'planning') await planRollout(job, rollout, until)
      const { sending = 0, unresolved = 0 } = await resolveItems(job, rollout)
      if ((await carryOut(job, rollout.id, until)) || sending + unresolved > 0) next = new Date(Date.now() + LOOK_AGAIN)
    } finally {
      await releaseRollout(job, rollout.id)
    }
  }
  return until.aborted ? new Date() : next
}

/** @returns whether something is left that can't be done at this moment */
async function carryOut(job: FleetJobAccess, id: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (!(await claimRollout(job, id, new Date()))) return false
    const rollout = await findRollout(job, id)
    if (rollout?.status !== 'in_progress') return false
    const person = await carrierOf(rollout)
    if (typeof person === 'string') {
      await stop(job, rollout, person === 'approver' ? 'lapse' : 'halt', { haltedBecause: person })
      return false
    }
    const counts = await resolveItems(job, rollout)
    const step = nextStep(rollout.pace, progressOf(rollout, counts))
    switch (step.kind) {
      case 'halt':
        await stop(job, rollout, 'halt', { haltedBecause: 'failures' })
        return false
      case 'wait':
        await stop(job, rollout, 'wait', {})
        return false
      case 'complete':
        await stop(job, rollout, 'complete', { endedAt: new Date() })
        return false
      case 'resolve':
        return true
      case 'proceed': {
        // The job looks again every few seconds.
        if (waitsUntil(rollout.pace.hours, Date.now()) !== null) return false
        const limit = Math.min(TAKEN, step.upTo - (rollout.total - (counts.pending ?? 0)))
        const items = await listItems(job, id, { states: ['pending'], after: 0, limit })
        if (await settleAll(job, rollout, { person, items, signal })) return true
      }
    }
  }
  return true
}

/** Who carries a rollout out; else whose rights it lacks: those of this person, or of the one who approved it. */
async function carrierOf({ carriedById, approvedBy }: Rollout): Promise<Person | 'person' | 'approver'> {
  const approverId = approvedBy?.id ?? null
  const [carrier, approver] = await Promise.all([carriedById, approverId].map((id) => id && findPerson(id)))
  if (!carrier || !openPlatform(carrier, 'fleet:manage')) return 'person'
  return approverId === null || (approver && openPlatform(approver, 'fleet:manage')) ? carrier : 'approver'
}

/** What says that the next ones are better left until it is known how many failed. */
const FAILED: readonly RolloutItem['state'][] = ['refused', 'unknown', 'unresolved']

/**
 * Carries out accounts, so many at once. Ends early where the rollout is stopped, is another process's, or one failed.
 *
 * @returns whether one couldn't be carried out at this moment
 */
async function settleAll(
  job: FleetJobAccess,
  rollout: Rollout,
  { person, items, signal }: { person: Person; items: readonly RolloutItem[]; signal: AbortSignal },
): Promise<boolean> {
  const queue = items.values()
  let isEnding = false
  let isPending = false
  const keepUp = async () => {
    const isOurs = await claimRollout(job, rollout.id, new Date())
    const now = isOurs ? await findRollout(job, rollout.id) : null
    if (now?.status !== 'in_progress' || waitsUntil(now.pace.hours, Date.now()) !== null) isEnding = true
    else if (typeof (await carrierOf(now)) === 'string') isEnding = true
  }
  // Also while every answer of Stripe's is waited for, so that nobody takes over.
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = keepUp().catch(() => {
      isEnding = true
    })
  }, LOOK)
  try {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const item of queue) {
          await letPagesGoFirst()
          if (isEnding || signal.aborted) return
          const state = await settle(job, rollout, person, item)
          if (state === 'pending') isPending = true
          if (state === 'pending' || FAILED.includes(state)) isEnding = true
        }
      }),
    )
  } finally {
    clearInterval(timer)
    // A claim that is renewed after the release would keep others from it.
    await looking
  }
  return isPending
}

/** How far a rollout is, from the states of its accounts. */
export function progressOf({ total, forgiven, openUpTo }: Rollout, counts: ItemCounts): Progress {
  const { pending = 0, sending = 0, unresolved = 0, refused = 0, unknown = 0 } = counts
  const [settled, failed] = [total - pending - forgiven.done, refused + unknown + unresolved - forgiven.failed]
  return { total, pending, unresolved: unresolved + sending, settled, failed: Math.max(failed, 0), openUpTo }
}

const STATUS_OF = { halt: 'halted', lapse: 'awaiting_approval', wait: 'paused', complete: 'complete' } as const

async function stop(
  job: FleetJobAccess,
  { id, name }: Rollout,
  move: RolloutEventMove & keyof typeof STATUS_OF,
  change: RolloutChange,
): Promise<void> {
  const counts = await countItems(job, id)
  await transaction(async (tx) => {
    if (!(await moveRollout(job, { id, from: 'in_progress', to: STATUS_OF[move] }, change, tx))) return
    const event = { type: 'rollout.moved', rolloutId: id, name, move, counts } as const
    await recordEntry({ event, actor: { kind: 'system', name: 'Rollout' }, origin: NO_ORIGIN }, tx)
  })
  wake('drift_changes')
}

/** Looks for outcomes that aren’t known, also those of what a process had begun when it died. */
async function resolveItems(job: FleetJobAccess, { id }: Rollout): Promise<ItemCounts> {
  const open = await listItems(job, id, { states: ['sending', 'unresolved'], after: 0, limit: LOOKED_AT })
  for (const item of open) {
    const write = await findWrite(job, item.key)
    // Without a write, the process that had begun died before it announced one.
    await settleItem(job, item, write ? { ...stateOf(write, item), entryId: write.entryId } : { state: 'pending' })
  }
  return countItems(job, id)
}

type Write = NonNullable<Awaited<ReturnType<typeof findWrite>>>

/** What the outcome of a write means for its account. */
function stateOf({ outcome, isOpen, message }: Write, item: RolloutItem): ItemChange {
  if (isOpen) return { state: 'unresolved' }
  switch (outcome) {
    case 'applied':
      return { state: 'applied', message: null }
    case 'conflict':
      return { state: 'conflict', message }
    case 'pending':
    case 'unknown':
      return { state: 'unknown', message }
    case 'refused':
      return tryAgain(item, message, ATTEMPTS_AFTER_CRASHES)
  }
}

/** Nothing has happened, so a new write under a new confirmation does nothing twice. */
const tryAgain = (item: RolloutItem, message: string | null, most: number): ItemChange =>
  item.attempts + 1 < most
    ? { state: 'pending', key: randomUUID(), attempts: item.attempts + 1 }
    : { state: 'refused', message }

/** Carries out one account's change and writes down what became of it. A fault here leaves it as it is. */
async function settle(
  job: FleetJobAccess,
  rollout: Rollout,
  person: Person,
  item: RolloutItem,
): Promise<RolloutItem['state']> {
  try {
    const change = await carryOutItem(job, rollout, person, item)
    await settleItem(job, item, change)
    metrics.rolloutAccounts.inc({ state: change.state })
    return change.state
  } catch (error) {
    log().error({ err: error, rolloutId: rollout.id, accountId: item.account.id }, 'account of a rollout not settled')
    return 'pending'
  }
}

async function carryOutItem(
  job: FleetJobAccess,
  rollout: Rollout,
  person: Person,
  item: RolloutItem,
): Promise<ItemChange> {
  const { changes } = item
  const account = await findAccountOverview(item.account.id)
  if (!account || account.goneAt) return { state: 'skipped', because: 'disconnected', message: DISCONNECTED }
  const access = openForRollout(person, account)
  const current = account.settings?.value
  if (!changes || !current || !access) return { state: 'skipped', because: 'invalid', message: UNREADABLE }
  if (isAt(changes, 'after', current)) return { state: 'unchanged' }
  if (!isAt(changes, 'before', current)) return { state: 'conflict', message: CONFLICT }
  if (rollout.approvedBy === null && (await needsApproval(job, rollout, changes)))
    return { state: 'skipped', because: 'needs_approval', message: NEEDS_APPROVAL }

  // From now on, a process that dies leaves an account of which the outcome is to be found out.
  await settleItem(job, item, { state: 'sending' })
  const submission = { patch: patchOf(changes), base: writableSettings(current), reason: reasonOf(rollout) }
  const outcome = await withoutRequest(() =>
    saveBalanceSettings(access, submission, { requestId: item.key, rolloutId: rollout.id }),
  )
  const write = await findWrite(job, item.key)
  if (!write) return withoutWrite(outcome, item)
  const { entryId } = write
  // At Stripe's limits, which may be lower than before: nothing has happened, and it is no failure of the account.
  if (outcome.kind === 'refused' && outcome.isForNow) return { state: 'pending', key: randomUUID() }
  // Stripe's own refusal, or a reading that failed: trying again at once would fail as well.
  if (!write.isOpen && write.outcome === 'refused') return { state: 'refused', message: write.message, entryId }
  return { ...stateOf(write, item), entryId }
}

/** By the rules of this moment, which may be newer than the start. */
async function needsApproval(job: FleetJobAccess, rollout: Rollout, changes: readonly FieldChange[]): Promise<boolean> {
  const { approvals } = await readPlatformRules()
  return (
    needsSecondPerson(rollout.total + (await startedAlone(job, rollout, approvals)), approvals) ||
    rulesMet(changes, approvals).length > 0
  )
}

/** Nothing was sent, and no write was announced. */
function withoutWrite(outcome: SaveOutcome, item: RolloutItem): ItemChange {
  switch (outcome.kind) {
    case 'unchanged':
      return { state: 'unchanged' }
    case 'invalid':
      return { state: 'skipped', because: 'locked', message: Object.values(outcome.fields).join(' ') }
    case 'refused':
      return tryAgain(item, outcome.message, ATTEMPTS)
    default:
      return tryAgain(item, null, ATTEMPTS)
  }
}

const reasonOf = ({ name, reason }: Rollout) => reason ?? `Rollout: ${name}`

const CONFLICT = 'Somebody has changed these settings since the plan. Nothing was sent.'
const NEEDS_APPROVAL = 'The platform now wants a second person to approve this. Nothing was sent.'
const UNREADABLE = 'Too little is known of this account. Nothing was sent.'
