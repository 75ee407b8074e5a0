import 'server-only'
import { headers } from 'next/headers'
import type { Origin } from '@/lib/gateways/db/audit-log'

/** Where the current request comes from; the proxy has given it its id. */
export async function requestOrigin(): Promise<Origin> {
  const received = await headers()
  return {
    requestId: received.get('x-request-id'),
    ipAddress: received.get('x-forwarded-for')?.split(',')[0]?.trim() ?? null,
  }
}
