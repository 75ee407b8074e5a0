import type { ApprovalRule } from '../access/approval-rules'
import { WEEKDAYS } from '../calendar/weekday'
import type { ExpectedPayout } from '../payouts/expected-payouts'
import { type BalanceSettings, type FieldChange, patchOf } from '../settings/balance-settings'
import type { PayoutSchedule } from '../settings/payout-schedule'
import type { Planned, SkipCode, UnreadCode } from './plan'

/** What a plan says of all its accounts. */
export type PlanSummary = {
  change: number
  /** Of those that change, how many need a second person, and by which rule. */
  needApproval: number
  byRule: Partial<Record<ApprovalRule, number>>
  unchanged: number
  skipped: Partial<Record<SkipCode, number>>
  unread: Partial<Record<UnreadCode, number>>
  /** By how many the payouts of a year become more or fewer, as far as the schedules are known. */
  payoutsPerYear: number
  /** Estimated payouts of the accounts that change, in minor units by currency: those that will wait longer, and less long. */
  later: Readonly<Record<string, number>>
  sooner: Readonly<Record<string, number>>
}

export const EMPTY_SUMMARY: PlanSummary = {
  ...{ change: 0, needApproval: 0, byRule: {}, unchanged: 0, skipped: {}, unread: {} },
  ...{ payoutsPerYear: 0, later: {}, sooner: {} },
}

/** What a plan is summed up from. `expected` are the payouts that are expected of the account under its settings. */
export type PlannedOne = { plan: Planned; settings: BalanceSettings | null; expected: readonly ExpectedPayout[] }

/** The summary with these accounts added. */
export function addToSummary(summary: PlanSummary, planned: readonly PlannedOne[]): PlanSummary {
  const sum = structuredClone(summary) as Mutable
  for (const { plan, settings, expected } of planned)
    switch (plan.kind) {
      case 'change':
        sum.change++
        if (plan.needs.length > 0) sum.needApproval++
        for (const rule of plan.needs) sum.byRule[rule] = (sum.byRule[rule] ?? 0) + 1
        if (settings) addEffect(sum, effectOf(plan.changes, settings), expected)
        break
      case 'unchanged':
        sum.unchanged++
        break
      case 'skipped':
        sum.skipped[plan.because] = (sum.skipped[plan.because] ?? 0) + 1
        break
      case 'unread':
        sum.unread[plan.because] = (sum.unread[plan.because] ?? 0) + 1
    }
  return sum
}

type Mutable = PlanSummary & { later: Record<string, number>; sooner: Record<string, number> }

type Effect = { payoutsPerYear: number; waitDays: number }

function addEffect(sum: Mutable, { payoutsPerYear, waitDays }: Effect, expected: readonly ExpectedPayout[]): void {
  sum.payoutsPerYear += payoutsPerYear
  if (waitDays === 0) return
  const money = waitDays > 0 ? sum.later : sum.sooner
  for (const { basis, currency, amount } of expected)
    if (basis !== 'in_transit') money[currency] = (money[currency] ?? 0) + amount
}

/** How many more payouts a year changes lead to, and how many days longer funds wait on average; 0 where that isn't known. */
function effectOf(changes: readonly FieldChange[], before: BalanceSettings): Effect {
  const patch = patchOf(changes)
  const [was, willBe] = [rhythmOf(before.schedule), rhythmOf(patch.schedule ?? before.schedule)]
  if (!was || !willBe) return { payoutsPerYear: 0, waitDays: 0 }
  const delay = (patch.delayDaysOverride ?? before.delayDays ?? 0) - (before.delayDays ?? 0)
  const wait = was.waitDays === willBe.waitDays ? 0 : willBe.waitDays - was.waitDays
  return { payoutsPerYear: willBe.perYear - was.perYear, waitDays: wait + delay }
}

const YEAR = 365.25
const MONTH = YEAR / 12

/** Payouts in a year, and the days for which settled funds wait for one on average. Nobody knows when a manual one is sent. */
function rhythmOf(schedule: PayoutSchedule | null | undefined): { perYear: number; waitDays: number } | null {
  switch (schedule?.interval) {
    case undefined:
      return null
    case 'manual':
      return { perYear: 0, waitDays: Number.POSITIVE_INFINITY }
    case 'daily':
      return { perYear: 261, waitDays: waitOf([0, 1, 2, 3, 4], 7) }
    case 'weekly':
      return {
        perYear: schedule.weekdays.length * 52,
        waitDays: waitOf(
          schedule.weekdays.map((day) => WEEKDAYS.indexOf(day)),
          7,
        ),
      }
    case 'monthly':
      return { perYear: schedule.monthDays.length * 12, waitDays: waitOf(schedule.monthDays, MONTH) }
  }
}

/** The average wait for the next of some days of a period: each gap counts as often as it is long. */
function waitOf(days: readonly number[], period: number): number {
  const sorted = days.toSorted((a, b) => a - b)
  const gaps = sorted.map((day, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + period) - day)
  return gaps.reduce((sum, gap) => sum + gap * gap, 0) / (2 * period)
}
