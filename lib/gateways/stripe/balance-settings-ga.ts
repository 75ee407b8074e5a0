import 'server-only'
import type Stripe from 'stripe'
import { WEEKDAYS } from '@/lib/domain/calendar/weekday'
import {
  type BalanceSettings,
  type BalanceSettingsPatch,
  fieldsOf,
  settingsFrom,
} from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField, FieldPatch, FieldValue } from '@/lib/domain/settings/fields'
import { canonicalSchedule, type PayoutSchedule } from '@/lib/domain/settings/payout-schedule'

export type Payments = Stripe.BalanceSettings.Payments
export type PaymentsParams = Stripe.BalanceSettingsUpdateParams.Payments

/** How a field is read from Stripe's answer, and what is sent to change it. */
export type WireField<F extends BalanceSettingsField> = {
  read(payments: Payments): FieldValue<F> | null
  write(change: FieldPatch<F>): PaymentsParams
}

/**
 * GA versions. A key may be missing where its value is null. The SDK sends null as the empty string, which is how Stripe
 * clears a value; the schedule and the debits cannot be cleared.
 */
export const GA_FIELDS: { [F in BalanceSettingsField]: WireField<F> } = {
  schedule: {
    read: ({ payouts }) => readSchedule(payouts?.schedule),
    write: (change) => (change ? { payouts: { schedule: writeSchedule(change) } } : {}),
  },
  minimumBalances: {
    read: ({ payouts }) => payouts?.minimum_balance_by_currency ?? null,
    write: (change) => ({ payouts: { minimum_balance_by_currency: change } }),
  },
  delayDaysOverride: {
    read: ({ settlement_timing: timing }) => timing?.delay_days_override ?? null,
    write: (change) => ({ settlement_timing: { delay_days_override: change } }),
  },
  startOfDay: {
    read({ settlement_timing: timing }) {
      const start = timing?.start_of_day
      return start ? { hour: start.hour, minutes: start.minutes, zone: start.timezone } : null
    },
    write: (change) => ({
      settlement_timing: {
        start_of_day: change && { hour: change.hour, minutes: change.minutes, timezone: change.zone },
      },
    }),
  },
  debitNegativeBalances: {
    read: (payments) => payments.debit_negative_balances ?? null,
    write: (change) => (change === null ? {} : { debit_negative_balances: change }),
  },
  statementDescriptor: {
    read: ({ payouts }) => payouts?.statement_descriptor ?? null,
    write: (change) => ({ payouts: { statement_descriptor: change ?? '' } }),
  },
}

export function fromGa({ payments }: Stripe.BalanceSettings): BalanceSettings {
  const rules = payments.payouts?.automatic_transfer_rules_by_currency
  return {
    ...settingsFrom((field) => GA_FIELDS[field].read(payments)),
    ...readOnlyFields(payments),
    transferRules: rules
      ? Object.fromEntries(
          Object.entries(rules).map(([currency, list]) => [
            currency,
            list.map((rule) => ({ payoutMethod: rule.payout_method, upTo: rule.transfer_up_to_amount ?? null })),
          ]),
        )
      : null,
  }
}

/** Only the fields of the patch; Stripe leaves the others as they are. */
export function toGa(patch: BalanceSettingsPatch): Stripe.BalanceSettingsUpdateParams {
  return { payments: writeFields(patch, GA_FIELDS) }
}

/** What both shapes answer and neither takes. */
export function readOnlyFields({
  payouts,
  settlement_timing: timing,
}: Payments): Pick<BalanceSettings, 'delayDays' | 'payoutsStatus'> {
  const status = payouts?.status
  return {
    delayDays: timing?.delay_days ?? 0,
    payoutsStatus: status === 'enabled' ? 'enabled' : status === 'disabled' ? 'disabled' : null,
  }
}

type AnyWireField = { write(change: unknown): PaymentsParams } | null

export function writeFields(
  patch: BalanceSettingsPatch,
  wire: Record<BalanceSettingsField, AnyWireField>,
): PaymentsParams {
  const sent: PaymentsParams = {}
  for (const field of fieldsOf(patch)) {
    const { payouts, settlement_timing: timing, ...others } = wire[field]?.write(patch[field]) ?? {}
    Object.assign(sent, others)
    if (payouts) sent.payouts = { ...sent.payouts, ...payouts }
    if (timing) sent.settlement_timing = { ...sent.settlement_timing, ...timing }
  }
  return sent
}

function readSchedule(
  schedule: Stripe.BalanceSettings.Payments.Payouts.Schedule | null | undefined,
): PayoutSchedule | null {
  // The days that do not fit the interval are missing, or null.
  const { interval, weekly_payout_days: weekly, monthly_payout_days: monthly } = schedule ?? {}
  switch (interval) {
    case null:
    case undefined:
      return null
    case 'manual':
      return { interval: 'manual' }
    case 'daily':
      return { interval: 'daily' }
    case 'weekly':
      return { interval: 'weekly', weekdays: WEEKDAYS.filter((day) => weekly?.includes(day)) }
    case 'monthly':
      return canonicalSchedule({ interval: 'monthly', monthDays: monthly ?? [] })
    default:
      throw new Error(`Stripe sent a payout interval that this version does not know: ${interval}`)
  }
}

function writeSchedule(schedule: PayoutSchedule): Stripe.BalanceSettingsUpdateParams.Payments.Payouts.Schedule {
  switch (schedule.interval) {
    case 'weekly':
      return { interval: schedule.interval, weekly_payout_days: [...schedule.weekdays] }
    case 'monthly':
      return { interval: schedule.interval, monthly_payout_days: [...schedule.monthDays] }
    default:
      return { interval: schedule.interval }
  }
}
