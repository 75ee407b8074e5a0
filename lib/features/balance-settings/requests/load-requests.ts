import 'server-only'
import type { ChangeRequest } from '@/lib/domain/access/change-request'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import {
  type CarriedOut,
  countOpenRequests,
  findCarriedOut,
  findRequest,
  findRequestAccount,
  listOpenRequests,
  listRequests,
  type RequestQuery,
} from '@/lib/gateways/db/change-requests'

const PAGE_SIZE = 50
const SHOWN_OF_ACCOUNT = 10

/** More than the navigation shows are not counted. */
const MOST_COUNTED = 100

type Reader = PlatformAccess<'requests:read'>

export const loadRequests = (access: Reader, query: RequestQuery) =>
  listRequests(access, query, { now: new Date(), limit: PAGE_SIZE })

export const countWaiting = (access: Reader): Promise<number> => countOpenRequests(access, new Date(), MOST_COUNTED)

export const loadRequestAccount = (access: Reader, requestId: string): Promise<string | null> =>
  findRequestAccount(access, requestId)

export type LoadedRequest = { request: ChangeRequest; submission: unknown; carriedOut: CarriedOut | null }

/** A request with what it would save, and what became of that. */
export async function loadRequest(access: AccountAccess, requestId: string): Promise<LoadedRequest | null> {
  const found = await findRequest(access, requestId, new Date())
  if (!found) return null
  return { ...found, carriedOut: found.request.status === 'approved' ? await findCarriedOut(access, requestId) : null }
}

export const loadOpenRequests = (access: AccountAccess): Promise<ChangeRequest[]> =>
  listOpenRequests(access, new Date(), SHOWN_OF_ACCOUNT)
