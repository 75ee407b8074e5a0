import 'server-only'
import { openForJob } from '@/lib/domain/access/permissions'
import { findAccount } from '@/lib/gateways/db/accounts'
import { findFeedAccountId } from '@/lib/gateways/db/calendar-feeds'
import { writePayoutCalendar } from './write-calendar'

/** The calendar behind a secret address, or null for an unknown or revoked one. */
export async function readFeed(token: string, now: Date): Promise<string | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const accountId = await findFeedAccountId(token)
  const account = accountId && (await findAccount(accountId))
  return account ? writePayoutCalendar(openForJob('calendar_feed', account), now) : null
}
