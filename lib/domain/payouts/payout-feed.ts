import type { CalendarDate } from '../calendar/calendar-date'
import { type CalendarEntry, writeCalendar } from '../calendar/ics'
import { describeDateReason, describeUncertainty } from './date-reasons'
import type { UpcomingPayout } from './forecast'

/**
 * The upcoming payouts of an account as an iCalendar text, one all-day entry on each sending day. `accountId` makes the
 * entries' ids, which stay the same from one reading to the next; `madeAt` is epoch milliseconds.
 */
export function writePayoutFeed(feed: {
  accountId: string
  accountName: string
  domain: string
  madeAt: number
  payouts: readonly UpcomingPayout[]
  day: (date: CalendarDate) => string
}): string {
  return writeCalendar({
    name: `Payouts: ${feed.accountName}`,
    madeAt: feed.madeAt,
    domain: feed.domain,
    entries: feed.payouts.map((payout) => payoutEntry(payout, feed)),
  })
}

function payoutEntry(
  payout: UpcomingPayout,
  { accountId, accountName, day }: { accountId: string; accountName: string; day: (date: CalendarDate) => string },
): CalendarEntry {
  const { earliest, latest } = payout.arrival
  return {
    id: `payout-${payout.sendOn}-${accountId}`,
    date: payout.sendOn,
    title: `Payout (estimated): ${accountName}`,
    description: [
      `Expected to arrive between ${day(earliest)} and ${day(latest)}.`,
      ...payout.moved.map((reason) => describeDateReason(reason, day)),
      ...payout.uncertain.map(describeUncertainty),
    ].join('\n'),
  }
}
