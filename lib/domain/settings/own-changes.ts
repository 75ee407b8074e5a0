import {
  applyPatch,
  type BalanceSettings,
  diffBalanceSettings,
  type FieldChange,
  patchOf,
  reversed,
  type WritableBalanceSettings,
} from './balance-settings'
import { type BalanceSettingsField, definitionOf } from './fields'

/** Whether the values that `changes` announced are the ones there now; minimum balances by the currencies announced. */
export function hasTakenEffect(changes: readonly FieldChange[], settings: WritableBalanceSettings): boolean {
  return diffBalanceSettings(settings, applyPatch(settings, patchOf(changes))).length === 0
}

/**
 * The settings that the audit log accounts for, our change included: only what it announced. Where our change found
 * another value than the one accounted for, somebody had changed it before without being noticed; that is `missed`.
 *
 * @param answer what Stripe answered to the write itself, which may be another way to write the same value
 * @param isNewer whether what is recorded of a field came after our change
 */
export function accountForOwnChange(
  recorded: BalanceSettings,
  changes: readonly FieldChange[],
  { answer, isNewer }: { answer?: BalanceSettings; isNewer: (field: BalanceSettingsField) => boolean },
): { recorded: BalanceSettings; missed: FieldChange[] } {
  const missed: FieldChange[] = []
  let now = recorded
  for (const change of changes) {
    const { field } = change
    if (isNewer(field) || hasTakenEffect([change], now)) continue
    const found = applyPatch(now, patchOf([reversed(change)]))
    missed.push(...diffBalanceSettings(now, found))
    now = { ...now, ...applyPatch(found, patchOf([change])) }
    if (answer && answer.unread?.[field] === undefined && definitionOf(field).isReplacedAsWhole)
      now = { ...now, [field]: answer[field] }
  }
  return { recorded: now, missed }
}
