import { readFeed } from '@/lib/features/payout-calendar/feed'
import { calendarResponse } from '@/lib/features/payout-calendar/write-calendar'

/** For calendar programs, which can't sign in: anyone who has the private calendar link may read it. */
export async function GET(_request: Request, { params }: RouteContext<'/api/calendar/[token]'>) {
  const calendar = await readFeed((await params).token, new Date())
  return calendar ? calendarResponse(calendar) : new Response(null, { status: 404 })
}
