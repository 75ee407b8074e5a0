import { requireAccount } from '@/lib/auth/account-access'
import { calendarResponse, writePayoutCalendar } from '@/lib/features/payout-calendar/write-calendar'

/** The upcoming payouts of an account as a file, for people who are signed in and may see it. */
export async function GET(request: Request) {
  const { account } = await requireAccount(new URL(request.url).searchParams.get('account'), 'account:read')
  return calendarResponse(writePayoutCalendar(account, new Date()))
}
