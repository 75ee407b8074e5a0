import type { FieldDraft } from '@/lib/domain/settings/fields'
import { transferRules } from '@/lib/domain/settings/fields/transfer-rules'

/** The rules in words; null where what is in the form is no rule yet. */
export function summarizeTransferRules(draft: FieldDraft<'transferRules'>): string | null {
  const read = transferRules.fromDraft(draft)
  return 'error' in read ? null : transferRules.describe(read.value)
}
