import type { HolidayBook } from '@/lib/domain/calendar/bank-holidays'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Balance } from '@/lib/domain/money/balance'
import type { Money } from '@/lib/domain/money/money'
import type { PayoutTerms } from '@/lib/domain/payouts/forecast-diff'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import { type BalanceSettings, findFieldErrors } from '@/lib/domain/settings/balance-settings'
import { isUsableSchedule } from '@/lib/domain/settings/payout-schedule'
import { type Draft, readDraft } from './draft'

/** What the dates depend on, in addition to the settings; the same for everyone who looks at the account. */
export type PreviewContext = {
  country: string | null
  /** lower-case ISO 4217; null where Stripe doesn't say */
  currency: string | null
  /** Of the account's country and currency only. */
  holidays: HolidayBook
  /** Epoch milliseconds. */
  now: number
  payoutCost: Money | null
  balance: Balance | null
  /** Why these days cannot be relied on at the moment, which the page explains elsewhere. */
  hold: PayoutHold | null
}

/** What decides how much a payout carries, and where it goes. */
export type PreviewFunds = Pick<BalanceSettings, 'minimumBalances' | 'transferRules' | 'unread'>

export type PreviewRow = {
  sendOn: CalendarDate
  day: string
  change: 'stays' | 'appears' | 'disappears'
  /** Null where no day can be promised. */
  arrival: string | null
  notes: string[]
}

type Rhythm = { payoutsPerMonth: number; waitDays: number }

/** The consequence of a change, ready to be shown. */
export type Preview = {
  today: CalendarDate
  rows: PreviewRow[]
  facts: string[]
  amounts: string[]
  rhythm: { before: Rhythm | null; after: Rhythm | null }
  yearlyCost: { before: string; after: string } | null
  /** Why the days can't be relied on. */
  hold: string | null
  notes: string[]
}

/** Null where the schedule or the delay isn't known, or names no day. */
export function termsOf(settings: BalanceSettings): PayoutTerms | null {
  if (!settings.schedule || !isUsableSchedule(settings.schedule) || settings.delayDays === null) return null
  return {
    schedule: settings.schedule,
    delayDays: settings.delayDays,
    ...(settings.startOfDay && { startOfDay: settings.startOfDay }),
  }
}

/** The draft's terms, or null while something typed means no terms. A cleared delay counts as the current one. */
export function draftTerms(draft: Draft, base: BalanceSettings, country: string | null): PayoutTerms | null {
  const { patch, unreadable } = readDraft(draft, base)
  const errors = findFieldErrors(patch, country)
  if (unreadable.delayDaysOverride || errors.schedule || errors.delayDaysOverride || errors.startOfDay) return null
  const settings: BalanceSettings = {
    ...base,
    ...(patch.schedule && { schedule: patch.schedule }),
    ...('startOfDay' in patch && { startOfDay: patch.startOfDay }),
  }
  const terms = termsOf(settings)
  return terms && { ...terms, delayDays: patch.delayDaysOverride ?? terms.delayDays }
}
