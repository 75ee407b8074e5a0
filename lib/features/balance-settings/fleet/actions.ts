'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { requirePlatform } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { refuseMalformed } from '@/lib/auth/request'
import { ROLLOUT_MOVES } from '@/lib/domain/fleet/rollout'
import type { Result } from '@/lib/domain/result'
import { plainText } from '../plain-text'
import { askForPlan, askForWayBack, move, type RolloutProblem } from './move-rollout'
import { type PolicyProblem, retirePolicy, savePolicy } from './save-policy'
import { readSubmittedPolicy } from './submitted-policy'

/** `href` is where what was made is. */
export type FleetAnswer =
  | { kind: 'done'; href: string | null }
  | { kind: 'invalid'; problems: string[] }
  | { kind: 'not_done'; because: RolloutProblem | PolicyProblem }

const id = z.uuid()
const version = z.int().min(1)

function answerOf<T>(
  result: Result<T, RolloutProblem | PolicyProblem>,
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
  const saved = await savePolicy(access, draft.value, existing.data)
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

const percent = z.int().min(0).max(100)
const wanted = z.strictObject({
  rolloutId: id,
  move: z.enum(ROLLOUT_MOVES),
  reason: plainText(500)
    .trim()
    .transform((text) => text || null)
    .nullable(),
  pace: z
    .strictObject({ canary: z.int().min(0).max(1_000_000), share: percent, haltAbove: percent, waits: z.boolean() })
    .nullable(),
})

export const moveRolloutAction = provenAction(async (sent: unknown): Promise<FleetAnswer> => {
  const access = await requirePlatform('fleet:manage')
  const parsed = wanted.safeParse(sent)
  if (!parsed.success) return refuseMalformed('What to do with a rollout can’t be read.')
  return answerOf(await move(access, parsed.data), () => null)
})
