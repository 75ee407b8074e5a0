import 'server-only'
import type Stripe from 'stripe'
import { WEEKDAYS, type Weekday } from '@/lib/domain/calendar/weekday'
import { isZone } from '@/lib/domain/calendar/zone'
import {
  currencyCode,
  delayDays,
  type Foreign,
  flag,
  integer,
  isRecord,
  list,
  oneOf,
  record,
  storable,
  text,
} from '@/lib/domain/foreign'
import {
  type BalanceSettings,
  type BalanceSettingsPatch,
  fieldsOf,
  settingsFrom,
} from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField, FieldPatch, FieldValue } from '@/lib/domain/settings/fields'
import type { TransferRule, TransferRules } from '@/lib/domain/settings/fields/transfer-rules'
import { canonicalSchedule, type PayoutSchedule } from '@/lib/domain/settings/payout-schedule'
import type { StartOfDay } from '@/lib/domain/settings/start-of-day'
import { isUnread, type Unread } from '@/lib/domain/settings/unread'

export type PaymentsParams = Stripe.BalanceSettingsUpdateParams.Payments
type PayoutsParams = Stripe.BalanceSettingsUpdateParams.Payments.Payouts

/** How a field is read from Stripe's answer, and what is sent to change it. */
export type WireField<F extends BalanceSettingsField> = {
  /** `undefined` where the answer doesn't say. */
  read(payments: Foreign): FieldValue<F> | Unread | null | undefined
  write(change: FieldPatch<F>): PaymentsParams
}

/**
 * GA versions. A key may be missing where its value is null. The SDK sends null as the empty string, which is how Stripe
 * clears a value; the schedule and the debits cannot be cleared.
 */
export const GA_FIELDS: { [F in BalanceSettingsField]: WireField<F> } = {
  schedule: {
    read: ({ payouts }) => readSchedule(record(payouts).schedule),
    write: (change) => (change ? { payouts: { schedule: writeSchedule(change) } } : {}),
  },
  minimumBalances: {
    read: ({ payouts }) => readMinimums(record(payouts).minimum_balance_by_currency),
    write: (change) => ({ payouts: { minimum_balance_by_currency: change } }),
  },
  transferRules: {
    read: ({ payouts }) => readTransferRules(record(payouts).automatic_transfer_rules_by_currency),
    write: (change) => ({ payouts: { automatic_transfer_rules_by_currency: writeTransferRules(change) } }),
  },
  delayDaysOverride: {
    read: ({ settlement_timing: timing }) => {
      const days = record(timing).delay_days_override
      return isNothing(days) ? null : (delayDays(days) ?? unread(days))
    },
    write: (change) => ({ settlement_timing: { delay_days_override: change } }),
  },
  startOfDay: {
    read: ({ settlement_timing: timing }) => readStartOfDay(record(timing).start_of_day),
    write: (change) => ({
      settlement_timing: {
        start_of_day: change && { hour: change.hour, minutes: change.minutes, timezone: change.zone },
      },
    }),
  },
  debitNegativeBalances: {
    read: ({ debit_negative_balances: debits }) => (isNothing(debits) ? null : (flag(debits) ?? unread(debits))),
    write: (change) => (change === null ? {} : { debit_negative_balances: change }),
  },
  statementDescriptor: {
    read({ payouts }) {
      const descriptor = record(payouts).statement_descriptor
      return isNothing(descriptor) || typeof descriptor === 'string' ? text(descriptor) : unread(descriptor)
    },
    write: (change) => ({ payouts: { statement_descriptor: change ?? '' } }),
  },
}

/** Reads whatever came: a field that cannot be read is unread, and the rest is as Stripe says. */
export function fromGa(wire: unknown): BalanceSettings {
  const payments = record(record(wire).payments)
  return {
    ...settingsFrom((field) => GA_FIELDS[field].read(payments)),
    ...readOnlyFields(payments),
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
}: Foreign): Pick<BalanceSettings, 'delayDays' | 'payoutsStatus'> {
  return {
    delayDays: delayDays(record(timing).delay_days),
    payoutsStatus: oneOf(record(payouts).status, ['enabled', 'disabled']),
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

const isNothing = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && text(value) === null)

const MOST_SHOWN = 80

/** A value that this version doesn't know, as Stripe writes it. */
const unread = (value: unknown): Unread => ({
  unread: storable((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MOST_SHOWN)),
})

/** The days that do not fit the interval are missing, or null. */
function readSchedule(wire: unknown): PayoutSchedule | Unread | null {
  const { interval, weekly_payout_days: weekly, monthly_payout_days: monthly } = record(wire)
  if (isNothing(wire) || isNothing(interval)) return null
  switch (interval) {
    case 'manual':
      return { interval: 'manual' }
    case 'daily':
      return { interval: 'daily' }
    case 'weekly': {
      const weekdays = (list(weekly) ?? []).map((day) => oneOf<Weekday>(day, WEEKDAYS))
      return weekdays.every((day) => day !== null) ? canonicalSchedule({ interval: 'weekly', weekdays }) : unread(wire)
    }
    case 'monthly': {
      const monthDays = (list(monthly) ?? []).map(integer)
      return monthDays.every((day) => day !== null)
        ? canonicalSchedule({ interval: 'monthly', monthDays })
        : unread(wire)
    }
    default:
      return unread(interval)
  }
}

function readMinimums(wire: unknown): Record<string, number> | Unread | null {
  if (isNothing(wire)) return null
  if (!isRecord(wire)) return unread(wire)
  const minimums = byCurrency(wire)
  if (!minimums?.every(([, amount]) => (integer(amount) ?? -1) >= 0)) return unread(wire)
  return minimums.length > 0 ? (Object.fromEntries(minimums) as Record<string, number>) : null
}

/** What is set, by currency; null where a key is no currency, or two are the same. */
function byCurrency(wire: Foreign): [currency: string, value: unknown][] | null {
  const entries = Object.entries(wire).filter(([, value]) => !isNothing(value))
  const read = entries.flatMap(([key, value]): [string, unknown][] => {
    const currency = currencyCode(key)
    return currency === null ? [] : [[currency, value]]
  })
  return new Map(read).size === entries.length ? read : null
}

function readStartOfDay(wire: unknown): StartOfDay | Unread | null {
  if (isNothing(wire)) return null
  const start = record(wire)
  const [hour, minutes, zone] = [integer(start.hour), integer(start.minutes), text(start.timezone)]
  const isReadable =
    hour !== null && hour >= 0 && hour < 24 && minutes !== null && minutes >= 0 && minutes < 60 && zone !== null
  return isReadable && isZone(zone) ? { hour, minutes, zone } : unread(wire)
}

function readTransferRules(wire: unknown): TransferRules | Unread | null {
  if (isNothing(wire)) return null
  if (!isRecord(wire)) return unread(wire)
  const rules = byCurrency(wire)?.map(
    ([currency, rules]) => [currency, (list(rules) ?? [rules]).map(readTransferRule)] as const,
  )
  if (!rules) return unread(wire)
  const some = rules.filter(([, each]) => each.length > 0)
  return some.length > 0 ? Object.fromEntries(some) : null
}

const RULE_FIELDS = ['payout_method', 'type', 'transfer_up_to_amount']

/** A rule with a field more is another rule: to send it without that field would change it. */
function readTransferRule(wire: unknown): TransferRule | Unread {
  const rule = record(wire)
  const payoutMethod = text(rule.payout_method)
  const hasMore = Object.keys(rule).some((key) => !RULE_FIELDS.includes(key) && !isNothing(rule[key]))
  if (payoutMethod === null || hasMore) return unread(wire)
  if (rule.type === 'transfer_all') return { payoutMethod, upTo: null }
  const upTo = integer(rule.transfer_up_to_amount)
  return rule.type === 'transfer_up_to_amount' && upTo !== null && upTo >= 0 ? { payoutMethod, upTo } : unread(wire)
}

function writeTransferRules(
  change: FieldPatch<'transferRules'>,
): PayoutsParams['automatic_transfer_rules_by_currency'] {
  return Object.fromEntries(
    Object.entries(change).map(([currency, rules]) => [
      currency,
      rules?.flatMap((rule) => (isUnread(rule) ? [] : [writeTransferRule(rule)])) ?? null,
    ]),
  )
}

const writeTransferRule = ({ payoutMethod, upTo }: TransferRule) => ({
  payout_method: payoutMethod,
  ...(upTo === null
    ? { type: 'transfer_all' as const }
    : { type: 'transfer_up_to_amount' as const, transfer_up_to_amount: upTo }),
})

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
