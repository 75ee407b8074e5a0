import 'server-only'
import { wake } from '@/lib/background'
import type { FleetJobAccess } from '@/lib/domain/access/permissions'
import { type Planned, type PlannedAccount, planFor, planRollback } from '@/lib/domain/fleet/plan'
import { addToSummary, EMPTY_SUMMARY } from '@/lib/domain/fleet/plan-summary'
import { type ChosenAccounts, listChosen } from '@/lib/gateways/db/chosen-accounts'
import { transaction } from '@/lib/gateways/db/client'
import { listExceptions } from '@/lib/gateways/db/drift'
import { findAccountsToPlan, listAccountsToPlan } from '@/lib/gateways/db/planned-accounts'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { findRolledOut, listPolicies } from '@/lib/gateways/db/policies'
import { addItems, listItems } from '@/lib/gateways/db/rollout-items'
import { findRollout, type Rollout, savePlanning } from '@/lib/gateways/db/rollouts'
import { readFirst } from '@/lib/gateways/db/sweep'
import { untilOf } from './drift-words'

/** Accounts that are planned in one transaction: each waits for the disk once, and lets others write afterwards. */
const AT_ONCE = 5000

/** The name of the background job that reads accounts. */
const SWEEP = 'sweep'

type Part = {
  planned: { account: { id: string; name: string }; plan: Planned; stored: PlannedAccount | null }[]
  /** Where the next part begins; null where there is none. */
  cursor: string | null
}

/**
 * Works out what a rollout would change, from what is stored: Stripe is not asked. What is planned is kept with how far it
 * has come, so another process may continue at any moment.
 */
export async function planRollout(job: FleetJobAccess, asked: Rollout, signal: AbortSignal): Promise<void> {
  let rollout: Rollout | null = asked
  while (!signal.aborted && rollout?.status === 'planning') {
    const { of, id, planned, total, summary } = rollout
    const part = 'policyId' in of ? await planPolicy(job, rollout, of) : await planWayBack(job, rollout, of.rolloutId)
    const progress = {
      cursor: part.cursor ?? rollout.cursor,
      planned: planned + part.planned.length,
      total: total + part.planned.filter(({ plan }) => plan.kind === 'change').length,
      summary: addToSummary(
        summary ?? EMPTY_SUMMARY,
        part.planned.map(({ plan, stored }) => ({
          plan,
          settings: stored?.settings?.value ?? null,
          expected: stored?.expected ?? [],
        })),
      ),
      isComplete: part.cursor === null,
    }
    const before: Rollout = rollout
    const isSaved = await transaction(async (tx) => {
      if (!(await savePlanning(job, before, progress, tx))) return false
      await addItems(job, id, { planned: part.planned, first: planned + 1 }, tx)
      await readFirst(job, unreadOf(part), tx)
      return true
    })
    if (!isSaved) return
    rollout = await findRollout(job, id)
  }
  if (rollout?.status === 'draft') wake(SWEEP)
}

/** Accounts whose settings were never read, or too long ago. */
const unreadOf = ({ planned }: Part): string[] =>
  planned.flatMap(({ account, plan }) => (plan.kind === 'unread' && plan.because !== 'facts' ? [account.id] : []))

async function circumstancesNow(job: FleetJobAccess) {
  const [rules, policies] = await Promise.all([readPlatformRules(), listPolicies(job)])
  return { role: 'admin', rules, policies, now: new Date() } as const
}

async function planPolicy(
  job: FleetJobAccess,
  { cursor, chosen }: Rollout,
  of: { policyId: string; version: number },
): Promise<Part> {
  const [circumstances, policy, { accounts, next }] = await Promise.all([
    circumstancesNow(job),
    findRolledOut(job, of.policyId),
    listMeant(job, chosen, cursor),
  ])
  // Changed or archived while it was planned: nobody can start what is there, because its version is no longer current.
  if (policy?.version !== of.version) return { planned: [], cursor: null }
  const exceptions = await listExceptions(
    job,
    policy.id,
    accounts.map(({ id }) => id),
  )
  const planned = accounts.flatMap(({ id, account }): Part['planned'] => {
    if (!account) return [{ account: { id, name: id }, plan: GONE, stored: null }]
    const plan = planFor(policy, account, circumstances)
    const until = exceptions.get(id)
    if (!plan) return []
    const isExcepted = until !== undefined && plan.kind === 'change'
    return [{ account: account.account, plan: isExcepted ? excepted(until) : plan, stored: account }]
  })
  return { planned, cursor: next }
}

async function listMeant(
  job: FleetJobAccess,
  chosen: ChosenAccounts | null,
  after: string,
): Promise<{ accounts: { id: string; account: PlannedAccount | null }[]; next: string | null }> {
  if (chosen) return listChosen(job, chosen, { after, limit: AT_ONCE })
  const { accounts, next } = await listAccountsToPlan(job, after, AT_ONCE)
  return { accounts: accounts.map((account) => ({ id: account.account.id, account })), next }
}

async function planWayBack(job: FleetJobAccess, { cursor }: Rollout, rolloutId: string): Promise<Part> {
  const done = await listItems(job, rolloutId, { states: ['applied'], after: Number(cursor), limit: AT_ONCE })
  const ids = done.map(({ account }) => account.id)
  const [circumstances, accounts] = await Promise.all([circumstancesNow(job), findAccountsToPlan(job, ids)])
  const planned = done.map(({ account, changes }): Part['planned'][number] => {
    const stored = accounts.get(account.id)
    if (!stored) return { account, plan: GONE, stored: null }
    return { account, plan: changes ? planRollback(changes, stored, circumstances) : UNREADABLE, stored }
  })
  return { planned, cursor: done.length < AT_ONCE ? null : String(done.at(-1)?.position ?? cursor) }
}

export const DISCONNECTED = 'The account is disconnected from the platform.'
const excepted = (until: Date): Planned => ({
  kind: 'skipped',
  because: 'exception',
  message: `Accepted as an exception until ${untilOf(until)}.`,
})
const GONE: Planned = { kind: 'skipped', because: 'disconnected', message: DISCONNECTED }
const UNREADABLE: Planned = {
  kind: 'skipped',
  because: 'invalid',
  message: 'Another version of Spillway recorded this change, in a way that this one can’t read.',
}
