import { offeredIntervals, type PayoutInterval } from '@/lib/domain/accounts/country-rules'
import { type BalanceSettings, canClear, describeSetting } from '@/lib/domain/settings/balance-settings'
import { type BalanceSettingsField, forEveryField, labelOf } from '@/lib/domain/settings/fields'
import { zonesOffered } from '@/lib/domain/settings/fields/start-of-day'
import { type Draft, draftOf } from './draft'
import type { SettingsReading } from './save-outcome'

// What the server works out for the form, so that a page on which nobody edits needs no rules about settings.

/** What the account's country and the API version offer, and what the fields are called, in reading order. */
export type FormFacts = {
  labels: Record<BalanceSettingsField, string>
  /** The settings as loaded, in words; null for what the API version in use lacks. */
  values: Record<BalanceSettingsField, string | null>
  intervals: readonly PayoutInterval[]
  /** Time zones for a custom start of day. */
  zones: readonly string[]
  canClearDelay: boolean
}

export const formFacts = (settings: BalanceSettings, country: string | null): FormFacts => ({
  labels: forEveryField(labelOf),
  values: forEveryField((field) => describeSetting(settings, field)),
  intervals: offeredIntervals(country),
  zones: zonesOffered(country),
  canClearDelay: canClear(settings, 'delayDaysOverride'),
})

/** A reading with what the form shows of it before somebody edits. */
export type LoadedSettings = SettingsReading & { draft: Draft }

export const atRest = (reading: SettingsReading): LoadedSettings => ({ ...reading, draft: draftOf(reading.settings) })
