import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { writableSettings } from '@/lib/domain/settings/balance-settings'
import { describeRefusal } from '@/lib/domain/stripe/stripe-failure'
import { readSettings } from '@/lib/record/read-settings'
import { submissionSchema } from '../form-schema'
import { saveBalanceSettings } from '../save-balance-settings'

/** `fields` says what is wrong with each setting. */
export type ProposalProblem =
  | { code: 'unavailable' | 'conflict'; message: string }
  | { code: 'not_possible'; fields: Record<string, string> }

/**
 * Keeps a change as a request that another person approves, by the rules of a save, whether or not the platform wants a
 * second person for it. Nothing is sent to Stripe. @returns the request's id
 */
export async function proposeChange(
  access: AccountAccess<'balance_settings:update'>,
  changes: unknown,
  reason: string,
): Promise<Result<string, ProposalProblem>> {
  const current = await readSettings(access)
  if (!current.ok)
    return fail({ code: 'unavailable', message: `Nothing was done: ${describeRefusal(current.failure)}` })
  const base = writableSettings(current.value.value)
  const parsed = submissionSchema.safeParse({ patch: changes, base, reason })
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => [String(path[1] ?? path[0] ?? 'changes'), message])
    return fail({ code: 'not_possible', fields: Object.fromEntries(fields) })
  }
  const outcome = await saveBalanceSettings(access, parsed.data, 'proposed')
  switch (outcome.kind) {
    case 'requested':
      return succeed(outcome.requestId)
    case 'invalid':
      return fail({ code: 'not_possible', fields: outcome.fields as Record<string, string> })
    case 'refused':
      return fail({ code: 'unavailable', message: outcome.message })
    case 'unchanged':
      return fail({ code: 'conflict', message: 'The settings are so already. Nothing was done.' })
    default:
      return fail({ code: 'conflict', message: 'Someone else has changed the settings meanwhile. Nothing was done.' })
  }
}
