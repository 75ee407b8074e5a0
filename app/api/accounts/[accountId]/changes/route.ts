import { findAccountForStream } from '@/lib/auth/account-access'
import { streamChanges } from '@/lib/features/live-updates/stream-changes'

/** Notifies an open page of changes to its account; a request without access gets an empty response. */
export async function GET(request: Request, { params }: RouteContext<'/api/accounts/[accountId]/changes'>) {
  const access = await findAccountForStream((await params).accountId)
  if (!access) return new Response(null, { status: 204 })
  const since = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('since')
  const changes = streamChanges(access, since, request.signal)
  if (!changes) return new Response(null, { status: 429 })
  // A proxy must not buffer the stream.
  return new Response(changes, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
}
