import 'server-only'
import { findAccountOverview } from '@/lib/gateways/db/account-overview'
import { findFeedAccountId } from '@/lib/gateways/db/calendar-feeds'
import { writePayoutCalendar } from './write-calendar'

/** The calendar behind a private link, or null for an unknown or revoked one. */
export async function readFeed(token: string, now: Date): Promise<string | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const accountId = await findFeedAccountId(token)
  const account = accountId && (await findAccountOverview(accountId))
  return account ? writePayoutCalendar(account, now) : null
}
