import {
  applyPatch,
  type BalanceSettings,
  type BalanceSettingsPatch,
  diffBalanceSettings,
  type FieldChange,
} from '@/lib/domain/balance-settings'
import type { PayoutSchedule, Weekday } from '@/lib/domain/payout-schedule'

/** What stands in the form: text as it was typed, and the days of every interval, so that changing one loses nothing. */
export type Draft = {
  interval: PayoutSchedule['interval'] | null
  weekdays: Weekday[]
  monthDays: number[]
  /** '' = the lowest delay that Stripe allows */
  delay: string
  debit: boolean | null
  descriptor: string
}

export function draftOf(settings: BalanceSettings): Draft {
  const { schedule } = settings
  return {
    interval: schedule?.interval ?? null,
    weekdays: schedule?.interval === 'weekly' ? [...schedule.weekdays] : [],
    monthDays: schedule?.interval === 'monthly' ? [...schedule.monthDays] : [],
    delay: settings.delayDaysOverride == null ? '' : String(settings.delayDaysOverride),
    debit: settings.debitNegativeBalances,
    descriptor: settings.statementDescriptor ?? '',
  }
}

function scheduleOf(draft: Draft): PayoutSchedule | null {
  switch (draft.interval) {
    case 'weekly':
      return { interval: 'weekly', weekdays: draft.weekdays }
    case 'monthly':
      return { interval: 'monthly', monthDays: draft.monthDays }
    case null:
      return null
    default:
      return { interval: draft.interval }
  }
}

/** NaN stands for text that is no whole number; the rules refuse it at its field. */
const delayOf = (text: string) => (text.trim() === '' ? null : /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN)

/** Only what differs from `base`, as changes for people and as the patch for the server. */
export function changesOf(
  draft: Draft,
  base: BalanceSettings,
): { changes: FieldChange[]; patch: BalanceSettingsPatch } {
  const schedule = scheduleOf(draft)
  const wanted: BalanceSettingsPatch = {
    ...(schedule && { schedule }),
    ...(draft.debit !== null && { debitNegativeBalances: draft.debit }),
    statementDescriptor: draft.descriptor.trim() || null,
    ...(base.delayDaysOverride !== undefined && { delayDaysOverride: delayOf(draft.delay) }),
  }
  const changes = diffBalanceSettings(base, applyPatch(base, wanted))
  // NaN is null in JSON, so a delay that is no number would pass for "no change".
  const badDelay =
    Number.isNaN(wanted.delayDaysOverride) && !changes.some((change) => change.field === 'delayDaysOverride')
  const all = badDelay
    ? [...changes, { field: 'delayDaysOverride', before: base.delayDaysOverride ?? null, after: Number.NaN } as const]
    : changes
  return { changes: all, patch: Object.fromEntries(all.map((change) => [change.field, change.after])) }
}
