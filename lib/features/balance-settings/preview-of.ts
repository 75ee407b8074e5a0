import { applyPatch, type BalanceSettings, type BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { computePreview } from './compute-preview'
import { type Draft, readDraft } from './draft'
import { draftTerms, type Preview, type PreviewContext, type PreviewFunds, termsOf } from './preview-terms'

export type PreviewedForm = {
  /** What the server rendered the page for; `base` is newer for a moment after a save. */
  loaded: BalanceSettings
  base: BalanceSettings
  draft: Draft
  context: PreviewContext
}

/** The next payouts with what is in the form; `as_loaded` where the server has rendered them. Stripe is not asked. */
export function previewOf({ loaded, base, draft, context }: PreviewedForm): Preview | 'as_loaded' | 'unfinished' {
  const before = termsOf(base)
  const after = draftTerms(draft, base, context.country)
  if (after === null) return 'unfinished'
  const { changes, patch } = readDraft(draft, base)
  const isInitial = changes.length === 0 && previewKey(base) === previewKey(loaded)
  if (before === null || isInitial) return 'as_loaded'
  return computePreview(before, after, { before: fundsOf(base, {}), after: fundsOf(base, patch) }, context)
}

const previewKey = (settings: BalanceSettings) => JSON.stringify([termsOf(settings), fundsOf(settings, {})])

function fundsOf(settings: BalanceSettings, { minimumBalances, transferRules }: BalanceSettingsPatch): PreviewFunds {
  const patched = applyPatch(settings, {
    ...(minimumBalances && { minimumBalances }),
    ...(transferRules && { transferRules }),
  })
  return { minimumBalances: patched.minimumBalances, transferRules: patched.transferRules, unread: patched.unread }
}
