import { requireAccount } from '@/lib/auth/account-access'
import { calendarResponse, writePayoutCalendar } from '@/lib/features/payout-calendar/write-calendar'

/** For people who are signed in: the coming payouts of an account they may see, as a file. */
export async function GET(request: Request) {
  const access = await requireAccount(new URL(request.url).searchParams.get('account'), 'account:read')
  return calendarResponse(await writePayoutCalendar(access, new Date()))
}
