import {
  applyPatch,
  type BalanceSettings,
  diffBalanceSettings,
  type FieldChange,
  patchOf,
  reversed,
  type WritableBalanceSettings,
} from './balance-settings'
import { definitionOf } from './fields'

/** Whether the values that `changes` announced are the ones there now; minimum balances by the currencies announced. */
export function hasTakenEffect(changes: readonly FieldChange[], settings: WritableBalanceSettings): boolean {
  return diffBalanceSettings(settings, applyPatch(settings, patchOf(changes))).length === 0
}

/**
 * The settings that the audit log accounts for, our change included: only what it announced. Where our change found
 * another value than the one accounted for, somebody had changed it before without being noticed; that is `missed`.
 *
 * @param answer what Stripe answered to the write itself, which may be another way to write the same value
 * @param isLater the record has moved on since our change was sent: a value that is neither before nor after it is newer
 */
export function accountForOwnChange(
  recorded: BalanceSettings,
  changes: readonly FieldChange[],
  { answer, isLater }: { answer?: BalanceSettings; isLater: boolean },
): { recorded: BalanceSettings; missed: FieldChange[] } {
  const missed: FieldChange[] = []
  let now = recorded
  for (const change of changes) {
    if (hasTakenEffect([change], now)) continue
    const found = applyPatch(now, patchOf([reversed(change)]))
    const unnoticed = diffBalanceSettings(now, found)
    if (unnoticed.length > 0 && isLater) continue
    missed.push(...unnoticed)
    const { field } = change
    now = { ...now, ...applyPatch(found, patchOf([change])) }
    if (answer && answer.unread?.[field] === undefined && definitionOf(field).isReplacedAsWhole)
      now = { ...now, [field]: answer[field] }
  }
  return { recorded: now, missed }
}
