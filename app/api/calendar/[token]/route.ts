import { readFeed } from '@/lib/features/payout-calendar/feed'
import { calendarResponse } from '@/lib/features/payout-calendar/write-calendar'

/** For calendar programs, which cannot sign in: whoever knows the secret address may read it. */
export async function GET(_request: Request, { params }: RouteContext<'/api/calendar/[token]'>) {
  const calendar = await readFeed((await params).token, new Date())
  return calendar ? calendarResponse(calendar) : new Response(null, { status: 404 })
}
