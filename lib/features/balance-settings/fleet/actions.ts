'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { requirePlatform } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { refuseMalformed } from '@/lib/auth/request'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { RETRIED_STATES, ROLLOUT_MOVES } from '@/lib/domain/fleet/rollout'
import type { Result } from '@/lib/domain/result'
import { ACCOUNT_FILTERS, LISTED_STATES } from '@/lib/gateways/db/account-list-query'
import { plainText } from '../plain-text'
import { acceptDifferences, askToReapply, type DriftProblem, endExceptions } from './decide-drift'
import { endOfException } from './drift-words'
import { askForChange, askForPlan, askForWayBack, askToRetry, move } from './move-rollout'
import { type Editors, type PolicyProblem, retirePolicy, savePolicy } from './save-policy'
import { readHours } from './submitted-hours'
import { readSubmittedChange, readSubmittedPolicy } from './submitted-policy'
import { driftText } from './text'

/** `href` is where what was made is. */
export type FleetAnswer =
  | { kind: 'done'; href: string | null }
  | { kind: 'invalid'; problems: string[] }
  | { kind: 'not_done'; because: DriftProblem | PolicyProblem }

const id = z.uuid()
const version = z.int().min(1)
const EDITORS = ['all', 'own'] as const satisfies readonly Editors[]

function answerOf<T>(
  result: Result<T, DriftProblem | PolicyProblem>,
  hrefOf: (value: T) => string | null,
): FleetAnswer {
  if (!result.ok) return { kind: 'not_done', because: result.failure }
  const href = hrefOf(result.value)
  // The page shows what is so now.
  if (href === null) refresh()
  return { kind: 'done', href }
}

/** Makes a policy where none is named, or changes the one that is. */
export const savePolicyAction = pageAction(async (policy: unknown, form: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const existing = z.object({ id, version }).nullable().safeParse(policy)
  if (!existing.success) return refuseMalformed('A policy to save can’t be read.')
  if (!(form instanceof FormData)) return { kind: 'invalid', problems: [] }
  const draft = readSubmittedPolicy(form)
  if (!draft.ok) return { kind: 'invalid', problems: draft.failure }
  const editors = EDITORS.find((each) => each === form.get('editors'))
  const saved = await savePolicy(access, draft.value, existing.data, editors)
  return answerOf(saved, (made) => (existing.data ? null : `/fleet/policies/${made}`))
})

export const archivePolicyAction = pageAction(async (policyId: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = id.safeParse(policyId)
  if (!parsed.success) return refuseMalformed('A policy to archive has no id.')
  return answerOf(await retirePolicy(access, parsed.data), () => '/fleet')
})

export const planPolicyAction = pageAction(async (policyId: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = id.safeParse(policyId)
  if (!parsed.success) return refuseMalformed('A policy to plan has no id.')
  return answerOf(await askForPlan(access, parsed.data), (rolloutId) => `/fleet/rollouts/${rolloutId}`)
})

export const planRollbackAction = pageAction(async (rolloutId: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = id.safeParse(rolloutId)
  if (!parsed.success) return refuseMalformed('A rollout to undo has no id.')
  return answerOf(await askForWayBack(access, parsed.data), (planned) => `/fleet/rollouts/${planned}`)
})

const failed = z.strictObject({ rolloutId: id, state: z.enum(RETRIED_STATES), message: plainText(2000).nullable() })

/** Plans a policy again for the accounts of a rollout that failed for one reason. */
export const retryAction = pageAction(async (sent: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = failed.safeParse(sent)
  if (!parsed.success) return refuseMalformed('Accounts to plan again can’t be read.')
  return answerOf(await askToRetry(access, parsed.data), (rolloutId) => `/fleet/rollouts/${rolloutId}`)
})

const amount = z.int().nullable()
const chosenAccounts = z.union([
  z.strictObject({ accounts: z.array(z.string().refine(isAccountId)).min(1).max(1000) }),
  z.strictObject({
    list: z.strictObject({
      search: plainText(100),
      state: z.enum(LISTED_STATES).nullable(),
      filters: z.partialRecord(z.enum(ACCOUNT_FILTERS), plainText(100)),
      range: z.strictObject({ min: amount, max: amount }).nullable(),
    }),
  }),
])

/** Plans a change of accounts that were chosen in the list: nothing is sent before its rollout is started. */
export const planChangeAction = pageAction(async (chosen: unknown, form: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const accounts = chosenAccounts.safeParse(chosen)
  if (!accounts.success || !(form instanceof FormData)) return refuseMalformed('A change to plan can’t be read.')
  const change = readSubmittedChange(form)
  if (!change.ok) return { kind: 'invalid', problems: change.failure }
  return { kind: 'done', href: `/fleet/rollouts/${await askForChange(access, change.value, accounts.data)}` }
})

const driftIds = z.array(id).min(1).max(200)
const excepted = z.strictObject({
  ids: driftIds,
  reason: plainText(500).trim(),
  until: z.string().max(20),
})

/** Accepts that accounts differ from their policy, until a day; or ends that, where no day is named. */
export const acceptDriftAction = pageAction(async (sent: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = excepted.safeParse(sent)
  if (!parsed.success) return refuseMalformed('An exception can’t be read.')
  const { ids, reason } = parsed.data
  const until = endOfException(parsed.data.until, new Date())
  const problems = [...(reason === '' ? [driftText.reasonMissing] : []), ...(until ? [] : [driftText.untilWrong])]
  if (!until || problems.length > 0) return { kind: 'invalid', problems }
  return answerOf(await acceptDifferences(access, ids, { reason, until }), () => null)
})

export const endExceptionAction = pageAction(async (ids: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = driftIds.safeParse(ids)
  if (!parsed.success) return refuseMalformed('Exceptions to end can’t be read.')
  return answerOf(await endExceptions(access, parsed.data), () => null)
})

export const reapplyAction = pageAction(async (ids: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = driftIds.safeParse(ids)
  if (!parsed.success) return refuseMalformed('Accounts to bring back can’t be read.')
  return answerOf(await askToReapply(access, parsed.data), (rolloutId) => `/fleet/rollouts/${rolloutId}`)
})

const typedHours = z.strictObject({
  zone: z.string().max(60),
  startsAt: z.string().max(20),
  quietFrom: z.string().max(5),
  quietUntil: z.string().max(5),
})
const percent = z.int().min(0).max(100)
const wanted = z.strictObject({
  rolloutId: id,
  move: z.enum(ROLLOUT_MOVES),
  reason: plainText(500)
    .trim()
    .transform((text) => text || null)
    .nullable(),
  pace: z
    .strictObject({
      canary: z.int().min(0).max(1_000_000),
      share: percent,
      haltAbove: percent,
      waits: z.boolean(),
      hours: typedHours,
    })
    .nullable(),
})

export const moveRolloutAction = provenAction(async (sent: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = wanted.safeParse(sent)
  if (!parsed.success) return refuseMalformed('What to do with a rollout can’t be read.')
  const { pace } = parsed.data
  const hours = pace && readHours(pace.hours, Date.now())
  if (hours && !hours.ok) return { kind: 'invalid', problems: hours.failure }
  const wantedPace = pace && { ...pace, hours: hours?.ok ? hours.value : null }
  return answerOf(await move(access, { ...parsed.data, pace: wantedPace }), () => null)
})
