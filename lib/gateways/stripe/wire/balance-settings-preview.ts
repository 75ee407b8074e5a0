import 'server-only'
import type Stripe from 'stripe'
import { record } from '@/lib/domain/foreign'
import { type BalanceSettings, type BalanceSettingsPatch, settingsFrom } from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { GA_FIELDS, readOnlyFields, type WireField, writeFields } from './balance-settings'

/**
 * 2025-07-30.preview has at the top what GA nests under `payments`, and null here where it lacks a field. It takes an
 * override of the settlement delay that it answers with only as the delay in effect, and that it doesn't let be cleared
 * (Stripe docs, balance settings of that version).
 */
const PREVIEW_FIELDS: { [F in BalanceSettingsField]: WireField<F> | null } = {
  schedule: GA_FIELDS.schedule,
  minimumBalances: null,
  transferRules: null,
  delayDaysOverride: {
    read: (payments) => readOnlyFields(payments).delayDays ?? undefined,
    write: GA_FIELDS.delayDaysOverride.write,
  },
  startOfDay: null,
  debitNegativeBalances: GA_FIELDS.debitNegativeBalances,
  statementDescriptor: GA_FIELDS.statementDescriptor,
}

/** Fields that this version lacks are left out, so that the editor can say so. */
export function fromPreview(wire: unknown): BalanceSettings {
  const payments = record(wire)
  return {
    ...settingsFrom((field) => PREVIEW_FIELDS[field]?.read(payments)),
    ...readOnlyFields(payments),
    replaceOnly: ['delayDaysOverride'],
  }
}

export function toPreview(patch: BalanceSettingsPatch): Stripe.BalanceSettingsUpdateParams {
  return writeFields(patch, PREVIEW_FIELDS) as Stripe.BalanceSettingsUpdateParams
}
