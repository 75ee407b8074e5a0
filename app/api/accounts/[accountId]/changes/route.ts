import { findAccountForStream } from '@/lib/auth/account-access'
import { findOtherPerson } from '@/lib/auth/page-action'
import { streamChanges } from '@/lib/features/live-updates/stream-changes'

/** Notifies an open page of changes to its account; a request without access gets an empty response. */
export async function GET(request: Request, { params }: RouteContext<'/api/accounts/[accountId]/changes'>) {
  const query = new URL(request.url).searchParams
  const other = await findOtherPerson(query.get('viewer'))
  // An event, because a browser shows a page nothing else of a stream that it couldn't open.
  if (other !== null) return eventStream(`event: other-person\ndata: ${JSON.stringify(other)}\n\n`)
  const followed = await findAccountForStream((await params).accountId)
  if (!followed) return new Response(null, { status: 204 })
  const since = request.headers.get('last-event-id') ?? query.get('since')
  const changes = streamChanges(followed, since, request.signal)
  if (!changes) return new Response(null, { status: 429 })
  return eventStream(changes)
}

// A proxy must not buffer the stream.
const eventStream = (body: BodyInit) =>
  new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
