import 'server-only'
import { WEEKDAYS } from '@/lib/domain/calendar/weekday'
import { isZone } from '@/lib/domain/calendar/zone'
import { delayDays, integer, isRecord, list, oneOf, record, text } from '@/lib/domain/foreign'
import { type BalanceSettings, type FieldChange, settingsFrom } from '@/lib/domain/settings/balance-settings'
import { type BalanceSettingsField, FIELDS, type FieldValue } from '@/lib/domain/settings/fields'
import { isUnread, type Unread } from '@/lib/domain/settings/unread'
import { knownShape } from './versions'

const MOST_SHOWN = 80

/** A value that another version stored, as it is stored. */
const unread = (stored: unknown): Unread => ({ unread: (JSON.stringify(stored) ?? '').slice(0, MOST_SHOWN) })

const isCount = (value: unknown, most: number) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most

function isTransferRule(stored: unknown): boolean {
  const { payoutMethod, upTo, unread } = record(stored)
  if (unread !== undefined) return typeof unread === 'string'
  return typeof payoutMethod === 'string' && (upTo === null || isCount(upTo, Number.MAX_SAFE_INTEGER))
}

/** Whether something that was stored is a value of a field, as its definition has it. */
const IS_VALUE: { [F in BalanceSettingsField]: (stored: unknown) => boolean } = {
  schedule(stored) {
    const { interval, weekdays, monthDays } = record(stored)
    if (interval === 'weekly') return list(weekdays)?.every((day) => oneOf(day, WEEKDAYS) !== null) ?? false
    if (interval === 'monthly') return list(monthDays)?.every((day) => integer(day) !== null) ?? false
    return interval === 'manual' || interval === 'daily'
  },
  minimumBalances: (stored) =>
    isRecord(stored) &&
    Object.keys(stored).length > 0 &&
    Object.values(stored).every((amount) => isCount(amount, Number.MAX_SAFE_INTEGER)),
  transferRules: (stored) =>
    isRecord(stored) && Object.values(stored).every((rules) => list(rules)?.every(isTransferRule) ?? false),
  delayDaysOverride: (stored) => delayDays(stored) !== null,
  startOfDay(stored) {
    const { hour, minutes, zone } = record(stored)
    return isCount(hour, 23) && isCount(minutes, 59) && typeof zone === 'string' && isZone(zone)
  },
  debitNegativeBalances: (stored) => typeof stored === 'boolean',
  statementDescriptor: (stored) => typeof stored === 'string',
}

/** `undefined` where nothing is stored: the API version lacked the field. */
function readValue<F extends BalanceSettingsField>(
  field: F,
  stored: unknown,
): FieldValue<F> | Unread | null | undefined {
  if (stored === undefined || stored === null) return stored
  return IS_VALUE[field](stored) ? (stored as FieldValue<F>) : unread(stored)
}

/**
 * Balance settings as they are stored; null where they aren't any. `isWhole` is false where another version stored a
 * field in a way that this one can't read, which is then unread.
 */
export function readStoredSettings(stored: unknown): { settings: BalanceSettings; isWhole: boolean } | null {
  const row = knownShape(stored)
  if (!isRecord(row)) return null
  const atStripe = record(row.unread)
  let isWhole = true
  const fields = settingsFrom((field) => {
    const asStripeWrites = text(atStripe[field])
    const value = asStripeWrites === null ? readValue(field, row[field]) : { unread: asStripeWrites }
    if (asStripeWrites === null && isUnread(value)) isWhole = false
    return value
  })
  const settings: BalanceSettings = {
    ...fields,
    delayDays: delayDays(row.delayDays),
    payoutsStatus: oneOf(row.payoutsStatus, ['enabled', 'disabled']),
    ...(list(row.replaceOnly) && { replaceOnly: (list(row.replaceOnly) ?? []).filter(isField) }),
  }
  return { settings, isWhole }
}

/** The changes of an audit entry, and the names of changed fields that this version doesn't know; null for no list. */
export function readStoredChanges(stored: unknown): { changes: FieldChange[]; unreadFields: string[] } | null {
  const rows = list(stored)
  if (!rows) return null
  const changes: FieldChange[] = []
  const unreadFields: string[] = []
  for (const row of rows) {
    const { field, before, after } = record(row)
    if (!isField(field)) unreadFields.push(text(field) ?? '?')
    else changes.push({ field, before: readSide(field, before), after: readSide(field, after) } as FieldChange)
  }
  return { changes, unreadFields }
}

const isField = (name: unknown): name is BalanceSettingsField => typeof name === 'string' && Object.hasOwn(FIELDS, name)

function readSide(field: BalanceSettingsField, stored: unknown) {
  const asStripeWrites = isRecord(stored) ? text(stored.unread) : null
  return asStripeWrites === null ? (readValue(field, stored) ?? null) : { unread: asStripeWrites }
}
