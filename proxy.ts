import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/csp'
import { environment } from '@/lib/env'

/** Bytes; the same as serverActions.bodySizeLimit, which answers a larger body with a server error. */
const MAX_BODY = 128 * 1024

const refused = (status: number, because: string) =>
  new NextResponse(because, { status, headers: { 'cache-control': 'no-store' } })

/** The arguments of an action are a list; Next answers anything else with a server error. */
async function isActionCall(request: NextRequest): Promise<boolean> {
  if (!request.headers.get('content-type')?.startsWith('text/plain')) return true
  try {
    return Array.isArray(JSON.parse(await request.text()))
  } catch {
    return false
  }
}

/**
 * Gives every request its id and every answer its headers, and refuses writes that do not come from our own pages.
 * Who may do what is not decided here: pages and actions ask for their ticket themselves.
 */
export async function proxy(request: NextRequest) {
  const { APP_URL, STRIPE_SIMULATOR_URL } = environment()
  const isWebhook = request.nextUrl.pathname.startsWith('/api/webhooks/')

  // Next only warns about an action without an Origin, so it is refused here. Stripe's own calls carry a signature.
  if (
    request.method !== 'GET' &&
    request.method !== 'HEAD' &&
    !isWebhook &&
    request.headers.get('origin') !== new URL(APP_URL).origin
  ) {
    return refused(403, 'This request did not come from Spillway.')
  }

  if (!isWebhook && Number(request.headers.get('content-length') ?? 0) > MAX_BODY)
    return refused(413, 'This request is too large.')
  if (request.headers.has('next-action') && !(await isActionCall(request)))
    return refused(400, 'This request cannot be read.')

  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID().replaceAll('-', ''),
    simulatorOrigin: STRIPE_SIMULATOR_URL ? new URL(STRIPE_SIMULATOR_URL).origin : null,
    isDevelopment: process.env.NODE_ENV === 'development',
  })
  const requestId = crypto.randomUUID()
  const forwarded = new Headers(request.headers)
  forwarded.set('x-request-id', requestId)
  forwarded.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers: forwarded } })
  const headers: Record<string, string> = {
    'content-security-policy': policy,
    'x-request-id': requestId,
    'cache-control': 'private, no-store',
    // Components open a sign-in window that must be able to answer; same-origin would cut it off.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(APP_URL.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = { matcher: ['/((?!_next/static/).*)'] }
