import { canonicalSchedule, describeSchedule, type PayoutSchedule } from './payout-schedule'

/**
 * A connected account's balance settings, whatever API version they were read with. `undefined` means that the version
 * in use has no such field; `null` that Stripe knows the field and it is not set.
 */
export type BalanceSettings = {
  schedule: PayoutSchedule | null
  debitNegativeBalances: boolean | null
  statementDescriptor: string | null
  /** Days a charge's funds are held, as in force; read-only at Stripe. */
  delayDays: number
  /** The platform's own choice of that delay; null = the lowest that Stripe allows. */
  delayDaysOverride?: number | null
  /** Whether Stripe lets funds leave at all; read-only. */
  payoutsStatus: 'enabled' | 'disabled' | null
}

/** The fields that can be written, in the order in which people read them. */
export const BALANCE_SETTINGS_FIELDS = [
  'schedule',
  'delayDaysOverride',
  'debitNegativeBalances',
  'statementDescriptor',
] as const
export type BalanceSettingsField = (typeof BALANCE_SETTINGS_FIELDS)[number]

export type WritableBalanceSettings = Pick<BalanceSettings, BalanceSettingsField>

/** Only what is to change. Stripe leaves every field that is not sent as it is. */
export type BalanceSettingsPatch = {
  schedule?: PayoutSchedule
  debitNegativeBalances?: boolean
  statementDescriptor?: string | null
  /** null returns to the lowest delay that Stripe allows */
  delayDaysOverride?: number | null
}

export type FieldChange = {
  [F in BalanceSettingsField]: {
    field: F
    before: WritableBalanceSettings[F] | null
    after: WritableBalanceSettings[F] | null
  }
}[BalanceSettingsField]

/** The writable part in canonical form, so that two readings of the same settings are equal as JSON. */
export function writableSettings(settings: WritableBalanceSettings): WritableBalanceSettings {
  return {
    schedule: settings.schedule && canonicalSchedule(settings.schedule),
    delayDaysOverride: settings.delayDaysOverride,
    debitNegativeBalances: settings.debitNegativeBalances,
    statementDescriptor: settings.statementDescriptor,
  }
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
export function applyPatch(settings: WritableBalanceSettings, patch: BalanceSettingsPatch): WritableBalanceSettings {
  return writableSettings({ ...writableSettings(settings), ...patch })
}

export const FIELD_LABELS: Record<BalanceSettingsField, string> = {
  schedule: 'Payout schedule',
  delayDaysOverride: 'Settlement delay',
  debitNegativeBalances: 'Negative-balance debits',
  statementDescriptor: 'Statement descriptor',
}

/** One side of a change in words: "Every Monday", "7 days", "On", "Not set". */
export function describeFieldValue(change: FieldChange, side: 'before' | 'after'): string {
  switch (change.field) {
    case 'schedule':
      return change[side] ? describeSchedule(change[side]) : 'Not set'
    case 'delayDaysOverride':
      return change[side] === null || change[side] === undefined
        ? 'Lowest allowed'
        : `${change[side]} ${change[side] === 1 ? 'day' : 'days'}`
    case 'debitNegativeBalances':
      return change[side] === null ? 'Not set' : change[side] ? 'On' : 'Off'
    case 'statementDescriptor':
      return change[side] === null ? 'Not set' : `“${change[side]}”`
  }
}

/** Said on `window` when Stripe has confirmed a save, so that other parts of the page read again. */
export const BALANCE_SETTINGS_SAVED = 'spillway:balance-settings-saved'
