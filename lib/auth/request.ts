import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { headers } from 'next/headers'
import { NO_ORIGIN, type Origin } from '@/lib/gateways/db/audit-log'
import { log } from '@/lib/log'

const background = new AsyncLocalStorage<Origin>()

/** Runs work of the background that a person asked for earlier: what it records came from no request. */
export const withoutRequest = <T>(work: () => Promise<T>): Promise<T> => background.run(NO_ORIGIN, work)

/** Where the current request comes from; server/front.ts has given it its id and its sender's address. */
export async function requestOrigin(): Promise<Origin> {
  const origin = background.getStore()
  if (origin) return origin
  const received = await headers()
  return {
    requestId: received.get('x-request-id'),
    ipAddress: received.get('x-client-address'),
  }
}

/** Logs a refused request in the same form as server/front.ts. */
export async function logRefusal(status: number, because: string): Promise<void> {
  const { requestId, ipAddress: address } = await requestOrigin()
  log().warn({ requestId, status, because, address }, 'request refused')
}

/** For an action with arguments that no page of ours sends. */
export async function refuseMalformed(because: string): Promise<never> {
  await logRefusal(404, because)
  // The commands load this file as well, and outside of Next this module cannot be loaded.
  const { notFound } = await import('next/navigation')
  return notFound()
}
