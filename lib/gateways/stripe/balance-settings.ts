import 'server-only'
import type Stripe from 'stripe'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { BalanceSettings, BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { canonicalSchedule, type PayoutSchedule, type Weekday } from '@/lib/domain/settings/payout-schedule'
import type { StartOfDay } from '@/lib/domain/settings/start-of-day'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { environment } from '@/lib/env'
import { pinnedVersion, stripe } from './client'
import { toStripeFailure } from './errors'
import { sendWrite } from './send-write'

/** What Stripe says, and the id under which Stripe's own logs know the answer. */
export type Answer<T> = { value: T; requestId: string | null }

export async function readBalanceSettings(
  access: AccountAccess | SystemAccess,
): Promise<Result<Answer<BalanceSettings>, StripeFailure>> {
  try {
    const wire = await stripe().balanceSettings.retrieve({}, { stripeAccount: access.account.id, ...pinnedVersion() })
    return succeed({ value: fromWire(wire), requestId: wire.lastResponse.requestId ?? null })
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

/** @param idempotencyKey the id of the durable audit entry that announces this write */
export async function writeBalanceSettings(
  access: AccountAccess<'balance_settings:update'>,
  patch: BalanceSettingsPatch,
  idempotencyKey: string,
): Promise<Result<Answer<BalanceSettings>, StripeFailure>> {
  return sendWrite(async () => {
    const options = { stripeAccount: access.account.id, idempotencyKey, maxNetworkRetries: 1, ...pinnedVersion() }
    const wire = await stripe().balanceSettings.update(toWire(patch), options)
    return { value: fromWire(wire), requestId: wire.lastResponse.requestId ?? null }
  })
}

/**
 * The two shapes on the wire. GA nests everything under `payments`; 2025-07-30.preview has the same hashes at the top
 * and neither answers with an override nor lets it be cleared. A key may be left out where its value is null.
 */
type WireSchedule = {
  interval?: string | null
  weekly_payout_days?: string[] | null
  monthly_payout_days?: number[] | null
}
type WireTransferRule = { payout_method: string; transfer_up_to_amount?: number | null }
type WirePayments = {
  debit_negative_balances?: boolean | null
  payouts?: {
    schedule?: WireSchedule | null
    statement_descriptor?: string | null
    status?: string
    minimum_balance_by_currency?: Record<string, number> | null
    automatic_transfer_rules_by_currency?: Record<string, WireTransferRule[]> | null
  } | null
  settlement_timing?: {
    delay_days?: number
    delay_days_override?: number | null
    start_of_day?: { hour: number; minutes: number; timezone: string } | null
  } | null
}
type Wire = WirePayments & { payments?: WirePayments }

const isFlat = () => environment().STRIPE_API_VERSION === '2025-07-30.preview'

export function fromWire(wire: object): BalanceSettings {
  const payments: WirePayments = (isFlat() ? wire : (wire as Wire).payments) ?? {}
  const { payouts, settlement_timing: timing } = payments
  return {
    schedule: scheduleFromWire(payouts?.schedule),
    debitNegativeBalances: payments.debit_negative_balances ?? null,
    statementDescriptor: payouts?.statement_descriptor ?? null,
    delayDays: timing?.delay_days ?? 0,
    payoutsStatus: payouts?.status === 'enabled' || payouts?.status === 'disabled' ? payouts.status : null,
    ...(isFlat() ? {} : fieldsSinceGa(payments)),
  }
}

/** What the flat preview shape lacks; left out there, so that the editor can say so. */
function fieldsSinceGa({ payouts, settlement_timing: timing }: WirePayments): Partial<BalanceSettings> {
  const start = timing?.start_of_day
  const minimums = payouts?.minimum_balance_by_currency
  const rules = payouts?.automatic_transfer_rules_by_currency
  return {
    minimumBalances: minimums && Object.keys(minimums).length > 0 ? minimums : null,
    delayDaysOverride: timing?.delay_days_override ?? null,
    startOfDay: start ? { hour: start.hour, minutes: start.minutes, zone: start.timezone } : null,
    transferRules: rules ? transferRulesFromWire(rules) : null,
  }
}

function transferRulesFromWire(rules: Record<string, WireTransferRule[]>): BalanceSettings['transferRules'] {
  return Object.fromEntries(
    Object.entries(rules).map(([currency, list]) => [
      currency,
      list.map((rule) => ({ payoutMethod: rule.payout_method, upTo: rule.transfer_up_to_amount ?? null })),
    ]),
  )
}

const WEEKDAYS = new Set<string>(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
const isWeekday = (day: string): day is Weekday => WEEKDAYS.has(day)

function scheduleFromWire(schedule: WireSchedule | null | undefined): PayoutSchedule | null {
  if (!schedule?.interval) return null
  switch (schedule.interval) {
    case 'manual':
    case 'daily':
      return { interval: schedule.interval }
    case 'weekly':
      return canonicalSchedule({ interval: 'weekly', weekdays: (schedule.weekly_payout_days ?? []).filter(isWeekday) })
    case 'monthly':
      return canonicalSchedule({ interval: 'monthly', monthDays: schedule.monthly_payout_days ?? [] })
    default:
      throw new Error(`Stripe sent a payout interval this version does not know: ${schedule.interval}`)
  }
}

function scheduleToWire(schedule: PayoutSchedule) {
  switch (schedule.interval) {
    case 'weekly':
      return { interval: schedule.interval, weekly_payout_days: [...schedule.weekdays] }
    case 'monthly':
      return { interval: schedule.interval, monthly_payout_days: [...schedule.monthDays] }
    default:
      return { interval: schedule.interval }
  }
}

/** Only the keys of the patch; the SDK sends null as the empty string, which is how Stripe clears a value. */
export function toWire(patch: BalanceSettingsPatch): Stripe.BalanceSettingsUpdateParams {
  const payouts = {
    ...(patch.schedule && { schedule: scheduleToWire(patch.schedule) }),
    ...(patch.minimumBalances && { minimum_balance_by_currency: patch.minimumBalances }),
    ...('statementDescriptor' in patch && { statement_descriptor: patch.statementDescriptor ?? '' }),
  }
  const timing = {
    ...('delayDaysOverride' in patch && { delay_days_override: patch.delayDaysOverride }),
    ...('startOfDay' in patch && { start_of_day: patch.startOfDay && startToWire(patch.startOfDay) }),
  }
  const payments = {
    ...('debitNegativeBalances' in patch && { debit_negative_balances: patch.debitNegativeBalances }),
    ...(Object.keys(payouts).length > 0 && { payouts }),
    ...(Object.keys(timing).length > 0 && { settlement_timing: timing }),
  }
  return (isFlat() ? payments : { payments }) as Stripe.BalanceSettingsUpdateParams
}

const startToWire = ({ hour, minutes, zone }: StartOfDay) => ({ hour, minutes, timezone: zone })
