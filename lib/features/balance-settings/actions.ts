'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { needProof } from '@/lib/domain/access/approval-rules'
import { applyPatch, diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { submissionSchema } from './form-schema'
import { readSettingsHistory, type SettingsHistory } from './read-settings-history'
import { checkSave, saveBalanceSettings } from './save-balance-settings'
import type { FieldErrors, SaveOutcome } from './save-outcome'

/**
 * Answers at once with a promise that streams behind: the browser runs a tab's actions one after the other, and a slow
 * Stripe must not keep an embedded component from its fresh client secret.
 */
export const saveBalanceSettingsAction = provenAction(
  async (accountId: string, submission: unknown): Promise<{ outcome: Promise<SaveOutcome> }> => {
    const access = await requireAccountInAction(accountId, 'balance_settings:update')
    if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }

    const parsed = submissionSchema.safeParse(submission)
    if (!parsed.success) {
      const fields: FieldErrors = Object.fromEntries(
        parsed.error.issues.map((issue) => [
          issue.path[0] === 'patch' ? (issue.path[1] ?? 'form') : issue.path[0] === 'reason' ? 'reason' : 'form',
          issue.message,
        ]),
      )
      return { outcome: Promise.resolve({ kind: 'invalid', fields }) }
    }
    return { outcome: saveBalanceSettings(access.value, parsed.data) }
  },
  (_accountId, submission) => {
    const parsed = submissionSchema.safeParse(submission)
    if (!parsed.success) return false
    const { base, patch } = parsed.data
    return needProof(diffBalanceSettings(base, applyPatch(base, patch)))
  },
)

export const checkSaveAction = pageAction(
  async (accountId: string, entryId: string): Promise<{ outcome: Promise<SaveOutcome> }> => {
    const access = await requireAccountInAction(accountId, 'balance_settings:update')
    if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }
    if (typeof entryId !== 'string' || !/^[0-9a-f-]{36}$/.test(entryId))
      return { outcome: Promise.resolve({ kind: 'invalid', fields: { form: 'There is no such change.' } }) }
    return { outcome: checkSave(access.value, entryId) }
  },
)

export const readSettingsHistoryAction = pageAction(async (accountId: string): Promise<SettingsHistory | null> => {
  const access = await requireAccountInAction(accountId, 'account:read')
  return access.ok ? readSettingsHistory(access.value) : null
})
