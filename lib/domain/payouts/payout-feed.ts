import type { CalendarDate } from '../calendar/calendar-date'
import { type CalendarEntry, writeCalendar } from '../calendar/ics'
import { isolate } from '../text'
import { describeDateReason, describeUncertainty } from './date-reasons'
import type { UpcomingPayout } from './forecast'
import type { TransferScope } from './payout-split'

/**
 * The upcoming payouts of an account as an iCalendar text, one all-day entry on each sending day. `accountId` makes the
 * entries' ids, which stay the same from one reading to the next; `madeAt` is epoch milliseconds; the link is private but
 * may be shared, so no amount and no account is named.
 */
export function writePayoutFeed(feed: {
  accountId: string
  accountName: string
  domain: string
  madeAt: number
  payouts: readonly UpcomingPayout[]
  transfers: TransferScope
  /** Whether something keeps every payout from being sent, such as a bank account that needs attention. */
  isBlocked: boolean
  day: (date: CalendarDate) => string
}): string {
  return writeCalendar({
    name: `Payouts: ${isolate(feed.accountName)}`,
    madeAt: feed.madeAt,
    domain: feed.domain,
    entries: feed.payouts.map((payout) => payoutEntry(payout, feed)),
  })
}

/** No arrival at the bank is promised where nothing may go there. */
const ARRIVALS: Record<TransferScope, (days: string) => string> = {
  none: (days) => `Expected to arrive ${days}.`,
  some: (days) =>
    `Transfer rules send a part to a financial account. What goes to the bank account is expected to arrive ${days}.`,
  all: () => 'Transfer rules send all of it to a financial account, and nothing to the bank account.',
  unknown: () => 'A transfer rule isn’t known, so it isn’t known what goes to the bank account.',
}

const BLOCKED = 'No payout is sent at the moment. The payout status of the account says why, and what to do.'

function payoutEntry(
  payout: UpcomingPayout,
  { accountId, accountName, transfers, isBlocked, day }: Omit<Parameters<typeof writePayoutFeed>[0], 'payouts'>,
): CalendarEntry {
  const { earliest, latest } = payout.arrival
  return {
    id: `payout-${payout.sendOn}-${accountId}`,
    date: payout.sendOn,
    title: `Payout (estimated): ${isolate(accountName)}`,
    description: [
      isBlocked ? BLOCKED : ARRIVALS[transfers](`between ${day(earliest)} and ${day(latest)}`),
      ...payout.moved.map((reason) => describeDateReason(reason, day)),
      ...payout.uncertain.map(describeUncertainty),
    ].join('\n'),
  }
}
