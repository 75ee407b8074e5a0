'use server'
import { refresh } from 'next/cache'
import { requirePlatform } from '@/lib/auth/account-access'
import { provenAction } from '@/lib/auth/page-action'
import { recordFor } from '@/lib/auth/record-for'
import { describeRuleChanges } from '@/lib/domain/access/platform-rules'
import { readPlatformRules, savePlatformRules } from '@/lib/gateways/db/platform-rules'
import { type RulesErrors, readSubmittedRules } from './submitted-rules'

export type RulesAnswer = { kind: 'saved' } | { kind: 'invalid'; errors: RulesErrors }

export const savePlatformRulesAction = provenAction(async (form: unknown): Promise<RulesAnswer> => {
  const access = await requirePlatform('platform_rules:update')
  if (!(form instanceof FormData)) return { kind: 'invalid', errors: {} }
  const rules = readSubmittedRules(form)
  if (!rules.ok) return { kind: 'invalid', errors: rules.failure }

  const lines = describeRuleChanges(await readPlatformRules(), rules.value)
  if (lines.length > 0) {
    await recordFor(access, { type: 'platform_rules.update', lines })
    await savePlatformRules(access, rules.value, new Date())
  }
  // The page shows what is saved now, to which Discard returns.
  refresh()
  return { kind: 'saved' }
})
