import { formatMoney } from '../money/money'
import { canonicalSchedule, describeSchedule, type PayoutSchedule } from './payout-schedule'
import type { StartOfDay } from './start-of-day'

/** Minor units to keep in the balance, by lower-case ISO 4217 currency. */
export type MinimumBalances = Record<string, number>

/** A rule that moves funds to a financial account instead of paying them out; read-only here. */
export type TransferRule = { payoutMethod: string; upTo: number | null }

/**
 * A connected account's balance settings, whatever API version they were read with. `undefined` means that the version
 * in use has no such field; `null` that Stripe knows the field and it is not set.
 */
export type BalanceSettings = {
  schedule: PayoutSchedule | null
  minimumBalances?: MinimumBalances | null
  /** The platform's own choice of the settlement delay; null = the lowest that Stripe allows. */
  delayDaysOverride?: number | null
  /** null = as the platform's */
  startOfDay?: StartOfDay | null
  debitNegativeBalances: boolean | null
  statementDescriptor: string | null
  /** Days a charge's funds are held, as in force; read-only at Stripe. */
  delayDays: number
  /** Whether Stripe lets funds leave at all; read-only. */
  payoutsStatus: 'enabled' | 'disabled' | null
  /** By currency; read-only here. */
  transferRules?: Record<string, TransferRule[]> | null
}

/** The fields that can be written, in the order in which people read them. */
export const BALANCE_SETTINGS_FIELDS = [
  'schedule',
  'minimumBalances',
  'delayDaysOverride',
  'startOfDay',
  'debitNegativeBalances',
  'statementDescriptor',
] as const
export type BalanceSettingsField = (typeof BALANCE_SETTINGS_FIELDS)[number]

export type WritableBalanceSettings = Pick<BalanceSettings, BalanceSettingsField>

/** Only what is to change. Stripe leaves every field that is not sent as it is. */
export type BalanceSettingsPatch = {
  schedule?: PayoutSchedule
  /** Merged by currency; null takes a currency's minimum away. */
  minimumBalances?: Record<string, number | null>
  /** null returns to the lowest delay that Stripe allows */
  delayDaysOverride?: number | null
  /** null returns to the platform's */
  startOfDay?: StartOfDay | null
  debitNegativeBalances?: boolean
  statementDescriptor?: string | null
}

export type FieldChange = {
  [F in BalanceSettingsField]: {
    field: F
    before: NonNullable<WritableBalanceSettings[F]> | null
    after: NonNullable<WritableBalanceSettings[F]> | null
  }
}[BalanceSettingsField]

/** The writable part in canonical form, so that two readings of the same settings are equal as JSON. */
export function writableSettings(settings: WritableBalanceSettings): WritableBalanceSettings {
  return {
    schedule: settings.schedule && canonicalSchedule(settings.schedule),
    minimumBalances: settings.minimumBalances && sortedMinimums(settings.minimumBalances),
    delayDaysOverride: settings.delayDaysOverride,
    startOfDay: settings.startOfDay && {
      hour: settings.startOfDay.hour,
      minutes: settings.startOfDay.minutes,
      zone: settings.startOfDay.zone,
    },
    debitNegativeBalances: settings.debitNegativeBalances,
    statementDescriptor: settings.statementDescriptor,
  }
}

function sortedMinimums(minimums: MinimumBalances): MinimumBalances | null {
  const entries = Object.entries(minimums).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Field by field, what differs between two readings; unchanged fields are left out. */
export function diffBalanceSettings(before: WritableBalanceSettings, after: WritableBalanceSettings): FieldChange[] {
  const [from, to] = [writableSettings(before), writableSettings(after)]
  return BALANCE_SETTINGS_FIELDS.filter((field) => !same(from[field], to[field])).map(
    (field) => ({ field, before: from[field] ?? null, after: to[field] ?? null }) as FieldChange,
  )
}

/** What `settings` would be once Stripe has taken `patch`. */
export function applyPatch(
  settings: WritableBalanceSettings,
  { minimumBalances, ...patch }: BalanceSettingsPatch,
): WritableBalanceSettings {
  const merged = { ...settings.minimumBalances, ...minimumBalances }
  const kept = Object.entries(merged).flatMap(([currency, amount]) =>
    amount === null ? [] : [[currency, amount] as const],
  )
  return writableSettings({
    ...writableSettings(settings),
    ...patch,
    ...(minimumBalances && { minimumBalances: Object.fromEntries(kept) }),
  })
}

/** The patch that makes these changes: a field as a whole, minimum balances by the currencies that differ. */
export function patchOf(changes: readonly FieldChange[]): BalanceSettingsPatch {
  return Object.fromEntries(
    changes.map((change) => [
      change.field,
      change.field === 'minimumBalances' ? minimumsPatch(change.before, change.after) : change.after,
    ]),
  )
}

function minimumsPatch(before: MinimumBalances | null, after: MinimumBalances | null): Record<string, number | null> {
  const currencies = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return Object.fromEntries(
    currencies
      .filter((currency) => before?.[currency] !== after?.[currency])
      .map((currency) => [currency, after?.[currency] ?? null]),
  )
}

/** What the settings were before `changes` (newest first) were made. */
export function undoChanges(
  settings: WritableBalanceSettings,
  changes: readonly FieldChange[],
): WritableBalanceSettings {
  const undone = { ...settings, ...Object.fromEntries(changes.map((change) => [change.field, change.before])) }
  return writableSettings(undone)
}

export const FIELD_LABELS: Record<BalanceSettingsField, string> = {
  schedule: 'Payout schedule',
  minimumBalances: 'Minimum balance',
  delayDaysOverride: 'Settlement delay',
  startOfDay: 'Start of day',
  debitNegativeBalances: 'Negative-balance debits',
  statementDescriptor: 'Statement descriptor',
}

export function describeStartOfDay({ hour, minutes, zone }: StartOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')} ${zone}`
}

/** One side of a change in words: "Every Monday", "7 days", "On", "Not set". */
export function describeFieldValue(change: FieldChange, side: 'before' | 'after'): string {
  switch (change.field) {
    case 'schedule':
      return change[side] ? describeSchedule(change[side]) : 'Not set'
    case 'minimumBalances':
      return change[side]
        ? Object.entries(change[side])
            .map(([currency, amount]) => formatMoney({ amount, currency }))
            .join(', ')
        : 'None'
    case 'delayDaysOverride':
      return change[side] === null ? 'Lowest allowed' : `${change[side]} ${change[side] === 1 ? 'day' : 'days'}`
    case 'startOfDay':
      return change[side] ? describeStartOfDay(change[side]) : 'As the platform’s'
    case 'debitNegativeBalances':
      return change[side] === null ? 'Not set' : change[side] ? 'On' : 'Off'
    case 'statementDescriptor':
      return change[side] === null ? 'Not set' : `“${change[side]}”`
  }
}
