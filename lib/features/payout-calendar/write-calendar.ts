import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { addMonths } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { payoutDayAsOf, upcomingPayouts } from '@/lib/domain/payouts/forecast'
import { writePayoutFeed } from '@/lib/domain/payouts/payout-feed'
import { environment } from '@/lib/env'
import { readAccountOverview } from '@/lib/gateways/db/account-overview'

const MONTHS_AHEAD = 6

/** The account's coming payouts as an iCalendar text, from what Stripe said last; nothing is asked of Stripe. */
export async function writePayoutCalendar(access: AccountAccess | SystemAccess, now: Date): Promise<string> {
  const account = await readAccountOverview(access)
  const settings = account.settings?.value
  const asOf = { now: now.getTime(), startOfDay: settings?.startOfDay }
  const today = payoutDayAsOf(asOf)
  const forecast =
    settings?.schedule && settings.payoutsStatus !== 'disabled'
      ? upcomingPayouts({
          ...asOf,
          schedule: settings.schedule,
          country: account.country,
          currency: account.defaultCurrency,
          delayDays: settings.delayDays,
          until: addMonths(today, MONTHS_AHEAD),
        })
      : null
  return writePayoutFeed({
    accountId: account.id,
    accountName: account.name,
    domain: new URL(environment().APP_URL).hostname,
    madeAt: now.getTime(),
    payouts: forecast?.kind === 'automatic' ? forecast.payouts : [],
    day: (date) => formatDay(date, today),
  })
}

export function calendarResponse(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="payouts.ics"',
    },
  })
}
