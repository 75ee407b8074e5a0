import { WEEKDAYS } from '@/lib/domain/calendar/weekday'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, type FieldDraft } from '@/lib/domain/settings/fields'
import type { Draft } from './draft'

const isText = (value: unknown): value is string => typeof value === 'string'
const isListOf = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(isItem)
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const INTERVALS: readonly unknown[] = ['daily', 'weekly', 'monthly', 'manual', null]
const isWeekday = (value: unknown): value is (typeof WEEKDAYS)[number] => WEEKDAYS.some((day) => day === value)
const isIntegerUpTo = (most: number, value: unknown) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
const isMonthDay = (value: unknown): value is number => isIntegerUpTo(31, value) && value !== 0
const isMinimum = (value: unknown): value is { currency: string; text: string } =>
  isObject(value) && isText(value.currency) && isText(value.text)
const isTransferRule = (value: unknown): value is FieldDraft<'transferRules'>[number] =>
  isObject(value) &&
  isText(value.currency) &&
  (isText(value.unread) || (isText(value.payoutMethod) && (value.upTo === null || isText(value.upTo))))

/** Whether something stored has the form in which the editor holds that field. */
const HAS_FORM: { [F in BalanceSettingsField]: (value: unknown) => value is FieldDraft<F> } = {
  schedule: (value): value is FieldDraft<'schedule'> =>
    isObject(value) &&
    INTERVALS.includes(value.interval) &&
    isListOf(value.weekdays, isWeekday) &&
    isListOf(value.monthDays, isMonthDay),
  minimumBalances: (value): value is FieldDraft<'minimumBalances'> => isListOf(value, isMinimum),
  transferRules: (value): value is FieldDraft<'transferRules'> => isListOf(value, isTransferRule),
  delayDaysOverride: isText,
  startOfDay: (value): value is FieldDraft<'startOfDay'> =>
    value === null ||
    (isObject(value) && isIntegerUpTo(23, value.hour) && isIntegerUpTo(59, value.minutes) && isText(value.zone)),
  debitNegativeBalances: (value): value is FieldDraft<'debitNegativeBalances'> =>
    value === null || typeof value === 'boolean',
  statementDescriptor: isText,
}

/**
 * The fields of a stored draft that the editor can show. Storage is foreign data: another build, an extension or a
 * person may have written it, so a field that has another form is left out.
 */
export function readStoredDraft(stored: unknown): Partial<Draft> {
  if (!isObject(stored)) return {}
  return Object.fromEntries(
    BALANCE_SETTINGS_FIELDS.filter((field) => HAS_FORM[field]?.(stored[field])).map((field) => [field, stored[field]]),
  )
}
