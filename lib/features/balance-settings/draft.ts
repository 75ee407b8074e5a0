import { describeUnreadable, fromDecimal, toDecimal } from '@/lib/domain/money/money'
import {
  applyPatch,
  type BalanceSettings,
  type BalanceSettingsField,
  type BalanceSettingsPatch,
  diffBalanceSettings,
  type FieldChange,
  patchOf,
  type WritableBalanceSettings,
} from '@/lib/domain/settings/balance-settings'
import type { PayoutSchedule, Weekday } from '@/lib/domain/settings/payout-schedule'
import type { StartOfDay } from '@/lib/domain/settings/start-of-day'

/** What stands in the form: text as it was typed, and the days of every interval, so that changing one loses nothing. */
export type Draft = {
  interval: PayoutSchedule['interval'] | null
  weekdays: Weekday[]
  monthDays: number[]
  minimums: { currency: string; text: string }[]
  /** '' = the lowest delay that Stripe allows */
  delay: string
  /** null = as the platform's */
  start: StartOfDay | null
  debit: boolean | null
  descriptor: string
}

/** Which parts of the draft belong to which field. */
const PARTS: Record<BalanceSettingsField, readonly (keyof Draft)[]> = {
  schedule: ['interval', 'weekdays', 'monthDays'],
  minimumBalances: ['minimums'],
  delayDaysOverride: ['delay'],
  startOfDay: ['start'],
  debitNegativeBalances: ['debit'],
  statementDescriptor: ['descriptor'],
}

export function draftOf(settings: WritableBalanceSettings): Draft {
  const { schedule } = settings
  return {
    interval: schedule?.interval ?? null,
    weekdays: schedule?.interval === 'weekly' ? [...schedule.weekdays] : [],
    monthDays: schedule?.interval === 'monthly' ? [...schedule.monthDays] : [],
    minimums: Object.entries(settings.minimumBalances ?? {}).map(([currency, amount]) => ({
      currency,
      text: toDecimal({ amount, currency }),
    })),
    delay: settings.delayDaysOverride == null ? '' : String(settings.delayDaysOverride),
    start: settings.startOfDay ?? null,
    debit: settings.debitNegativeBalances,
    descriptor: settings.statementDescriptor ?? '',
  }
}

/** The parts of a draft that belong to the given fields. */
export function partsOf(draft: Draft, fields: readonly BalanceSettingsField[]): Partial<Draft> {
  return Object.fromEntries(fields.flatMap((field) => PARTS[field]).map((part) => [part, draft[part]]))
}

/** `draft` with the given fields taken from `other`. */
export function takeFields(draft: Draft, fields: readonly BalanceSettingsField[], other: Draft): Draft {
  return { ...draft, ...partsOf(other, fields) }
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

type Errors = Partial<Record<BalanceSettingsField, string>>

/**
 * What the draft asks for beyond `base`: the changes for people, the patch for the server, and what was typed that
 * means no value at all. A field with such text counts as changed and cannot be saved.
 */
export function readDraft(
  draft: Draft,
  base: BalanceSettings,
): { changes: FieldChange[]; patch: BalanceSettingsPatch; unreadable: Errors } {
  const unreadable: Errors = {}
  const schedule = scheduleOf(draft)
  const wanted: WritableBalanceSettings = {
    schedule: schedule ?? base.schedule,
    minimumBalances: base.minimumBalances,
    delayDaysOverride: base.delayDaysOverride,
    startOfDay: base.startOfDay === undefined ? undefined : draft.start,
    debitNegativeBalances: draft.debit,
    statementDescriptor: draft.descriptor.trim() || null,
  }
  if (base.delayDaysOverride !== undefined) {
    const text = draft.delay.trim()
    if (text === '' || /^\d{1,4}$/.test(text)) wanted.delayDaysOverride = text === '' ? null : Number(text)
    else unreadable.delayDaysOverride = 'Enter a whole number of days.'
  }
  if (base.minimumBalances !== undefined) {
    const minimums = readMinimums(draft.minimums)
    if (typeof minimums === 'string') unreadable.minimumBalances = minimums
    else wanted.minimumBalances = minimums
  }
  const changes = diffBalanceSettings(base, wanted)
  return { changes, patch: patchOf(changes), unreadable }
}

function readMinimums(rows: Draft['minimums']): Record<string, number> | null | string {
  const minimums: Record<string, number> = {}
  for (const { currency, text } of rows) {
    const amount = fromDecimal(text, currency)
    if (amount === null) return describeUnreadable(text, currency)
    minimums[currency] = amount
  }
  return rows.length > 0 ? minimums : null
}

/** The fields in which a draft differs from `base`, whether or not what was typed can be read. */
export function editedFields(draft: Draft, base: BalanceSettings): BalanceSettingsField[] {
  const { changes, unreadable } = readDraft(draft, base)
  return [...changes.map((change) => change.field), ...(Object.keys(unreadable) as BalanceSettingsField[])]
}

/** My edits laid over what someone else has saved: fields that I left alone follow theirs. */
export function rebase(draft: Draft, base: BalanceSettings, theirs: BalanceSettings): Draft {
  return takeFields(draftOf(theirs), editedFields(draft, base), draft)
}

/** A draft that asks for exactly these changes on top of `base`. */
export const draftWith = (base: BalanceSettings, patch: BalanceSettingsPatch): Draft => draftOf(applyPatch(base, patch))
