import { findAccountForStream } from '@/lib/auth/account-access'
import { streamChanges } from '@/lib/features/live-updates/stream-changes'

/** Tells an open page when there is something new about its account. No access is 204, which ends a browser's asking. */
export async function GET(request: Request, { params }: RouteContext<'/api/accounts/[accountId]/changes'>) {
  const access = await findAccountForStream((await params).accountId)
  if (!access) return new Response(null, { status: 204 })
  const since = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('since')
  return new Response(streamChanges(access, since, request.signal), {
    headers: { 'content-type': 'text/event-stream' },
  })
}
