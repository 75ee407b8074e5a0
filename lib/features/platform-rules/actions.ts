'use server'
import { requirePlatform } from '@/lib/auth/account-access'
import { recordFor } from '@/lib/auth/record-for'
import { describeRuleChanges } from '@/lib/domain/access/platform-rules'
import { readPlatformRules, savePlatformRules } from '@/lib/gateways/db/platform-rules'
import { rulesSchema } from './rules-schema'
import { rulesText } from './text'

export type RulesAnswer = { kind: 'saved' } | { kind: 'unchanged' } | { kind: 'invalid'; message: string }

export async function savePlatformRulesAction(submitted: unknown): Promise<RulesAnswer> {
  const access = await requirePlatform('platform_rules:update')
  const parsed = rulesSchema.safeParse(submitted)
  if (!parsed.success) return { kind: 'invalid', message: parsed.error.issues[0]?.message ?? rulesText.invalid }

  const lines = describeRuleChanges(await readPlatformRules(), parsed.data)
  if (lines.length === 0) return { kind: 'unchanged' }
  await recordFor(access, { type: 'platform_rules.update', lines })
  await savePlatformRules(access, parsed.data, new Date())
  return { kind: 'saved' }
}
