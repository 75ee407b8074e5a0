import { type BalanceSettings, canClear, type FieldChange } from '@/lib/domain/settings/balance-settings'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { isUnread } from '@/lib/domain/settings/unread'

/** Whether what a field was before a change can be put into the form; `not_clearable` where it wasn't set then. */
export function restorationOf(
  { field, before }: FieldChange,
  { locks, current }: { locks: Record<BalanceSettingsField, FieldLock>; current: BalanceSettings },
): 'offered' | 'not_offered' | 'not_clearable' {
  if (locks[field] !== null || isUnread(before)) return 'not_offered'
  return before !== null || canClear(current, field) ? 'offered' : 'not_clearable'
}
