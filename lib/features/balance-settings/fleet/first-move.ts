import { HOLIDAY_DATA } from '@/lib/domain/calendar/bank-holiday-data'
import { holidaysOf } from '@/lib/domain/calendar/bank-holidays'
import type { PlannedAccount } from '@/lib/domain/fleet/plan'
import { applyPatch, type BalanceSettings, type FieldChange, patchOf } from '@/lib/domain/settings/balance-settings'
import { computePreview } from '../compute-preview'
import { termsOf } from '../preview-terms'
import { rolloutText as text } from './text'

/**
 * The first payout date that changes would move, in words; null where the schedule or the delay isn't known.
 *
 * @param now epoch milliseconds
 */
export function firstMove(
  changes: readonly FieldChange[],
  { facts, settings }: Pick<PlannedAccount, 'facts' | 'settings'>,
  now: number,
): string | null {
  if (settings === null) return null
  const before = settings.value
  const patch = patchOf(changes)
  const delayDays = patch.delayDaysOverride ?? before.delayDays
  const after: BalanceSettings = { ...before, ...applyPatch(before, patch), delayDays }
  const [was, willBe] = [termsOf(before), termsOf(after)]
  if (!was || !willBe) return null
  const { country, currency } = facts
  const { rows } = computePreview(
    was,
    willBe,
    { before, after },
    {
      country,
      currency,
      holidays: holidaysOf(HOLIDAY_DATA, country, currency),
      now,
      payoutCost: null,
      balance: null,
      hold: null,
    },
  )
  const moved = rows.find(({ change }) => change !== 'stays')
  if (!moved) return text.noMove
  return moved.change === 'disappears' ? text.noLonger(moved.day) : text.also(moved.day)
}
