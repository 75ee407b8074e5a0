import { HOLIDAY_DATA } from '@/lib/domain/calendar/bank-holiday-data'
import 'server-only'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { addMonths } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { payoutDayAsOf, upcomingPayouts } from '@/lib/domain/payouts/forecast'
import { writePayoutFeed } from '@/lib/domain/payouts/payout-feed'
import { rulesIn, transferScope } from '@/lib/domain/payouts/payout-split'
import { describePayoutStatus, holdOf } from '@/lib/domain/payouts/payout-status'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { isUsableSchedule } from '@/lib/domain/settings/payout-schedule'
import { environment } from '@/lib/env'

const MONTHS_AHEAD = 6

/**
 * The account's upcoming payouts as an iCalendar text, from the settings last read; none while payouts are or may be
 * disabled, and none of an account that is disconnected.
 */
export function writePayoutCalendar(account: AccountOverview, now: Date): string {
  const settings = account.settings?.value
  const asOf = { now: now.getTime(), startOfDay: settings?.startOfDay }
  const today = payoutDayAsOf(asOf)
  const forecast =
    account.goneAt === null &&
    settings?.schedule &&
    isUsableSchedule(settings.schedule) &&
    !pauseOf(account, settings.payoutsStatus)
      ? upcomingPayouts({
          ...asOf,
          schedule: settings.schedule,
          country: account.country,
          currency: account.defaultCurrency,
          delayDays: settings.delayDays,
          until: addMonths(today, MONTHS_AHEAD),
          holidays: HOLIDAY_DATA,
        })
      : null
  return writePayoutFeed({
    accountId: account.id,
    accountName: account.name,
    domain: new URL(environment().APP_URL).hostname,
    madeAt: now.getTime(),
    payouts: forecast?.kind === 'automatic' ? forecast.payouts : [],
    transfers: transferScope(settings ? rulesIn(settings, account.defaultCurrency) : []),
    isBlocked: isBlocked(account, now),
    day: (date) => formatDay(date, today),
  })
}

/** By what was last read; not where a part of it was never read. */
function isBlocked(account: AccountOverview, now: Date): boolean {
  const { settings, balance, externalAccounts } = account
  if (!settings || !balance || !externalAccounts) return false
  const known = { settings: settings.value, balance: balance.value, externalAccounts: externalAccounts.value }
  const status = describePayoutStatus({ now: now.getTime(), account, ...known, payouts: [] })
  return holdOf(status, account.defaultCurrency) === 'blocked'
}

export function calendarResponse(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="payouts.ics"',
    },
  })
}
