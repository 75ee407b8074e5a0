import type { FieldDefinition } from './field-definition'
import { debitNegativeBalances } from './fields/debit-negative-balances'
import { delayDaysOverride } from './fields/delay-days-override'
import { minimumBalances } from './fields/minimum-balances'
import { schedule } from './fields/schedule'
import { startOfDay } from './fields/start-of-day'
import { statementDescriptor } from './fields/statement-descriptor'
import { transferRules } from './fields/transfer-rules'

/** The settings that can be written, in the order in which people read them. */
export const FIELDS = {
  schedule,
  minimumBalances,
  transferRules,
  delayDaysOverride,
  startOfDay,
  debitNegativeBalances,
  statementDescriptor,
}

export type BalanceSettingsField = keyof typeof FIELDS

type Parts<F extends BalanceSettingsField> =
  (typeof FIELDS)[F] extends FieldDefinition<infer Value, infer Draft, infer Change>
    ? { value: Value; draft: Draft; change: Change }
    : never
export type FieldValue<F extends BalanceSettingsField> = Parts<F>['value']
export type FieldDraft<F extends BalanceSettingsField> = Parts<F>['draft']
export type FieldPatch<F extends BalanceSettingsField> = Parts<F>['change']

export const BALANCE_SETTINGS_FIELDS = Object.keys(FIELDS) as BalanceSettingsField[]

/** For code that treats every field alike. */
export const definitionOf = (field: BalanceSettingsField): FieldDefinition<unknown, unknown, unknown> => FIELDS[field]

export const labelOf = (field: BalanceSettingsField): string => FIELDS[field].label

/** One entry for every field. */
export const forEveryField = <T>(make: (field: BalanceSettingsField) => T) =>
  Object.fromEntries(BALANCE_SETTINGS_FIELDS.map((field) => [field, make(field)])) as Record<BalanceSettingsField, T>

/** The field that a parameter of Stripe's errors belongs to: `payments[payouts][schedule][interval]` → schedule. */
export function fieldOfParameter(parameter: string | null): BalanceSettingsField | null {
  const segments = parameter?.split(/[[\].]+/) ?? []
  return (
    BALANCE_SETTINGS_FIELDS.find((field) => FIELDS[field].stripeParameters.some((name) => segments.includes(name))) ??
    null
  )
}
