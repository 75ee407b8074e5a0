import type { ApprovalRule } from './approval-rules'
import type { Role } from './permissions'

/** Days after which nobody can approve a request any more. */
export const REQUEST_DAYS = 7

export const REQUEST_STATUSES = ['open', 'approved', 'rejected', 'withdrawn', 'expired', 'ended'] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Why a request ended without anybody's decision. */
export const REQUEST_ENDS = ['account_disconnected'] as const
export type RequestEnd = (typeof REQUEST_ENDS)[number]

/** A request's state as it is stored. */
type Stored = {
  status: Exclude<RequestStatus, 'expired' | 'ended'>
  expiresAt: Date
  endedBecause: RequestEnd | null
}

/** A change that waits for somebody else. */
export type ChangeRequest = {
  id: string
  account: { id: string; name: string }
  /** `approval`: a change as it would be sent. `wish`: what an owner asks for in words, and staff change themselves. */
  kind: 'approval' | 'wish'
  status: RequestStatus
  requestedBy: { id: string; name: string; role: string }
  /** What is asked for, one line for each setting. */
  lines: readonly string[]
  because: readonly ApprovalRule[]
  reason: string
  createdAt: Date
  /** Of one that has ended, when it did. */
  expiresAt: Date
  decision: { by: { id: string; name: string }; at: Date; because: string | null } | null
}

/** The state that a request is in now: one that nobody decided in time has expired. */
export function statusAt({ status, expiresAt, endedBecause }: Stored, now: Date): RequestStatus {
  if (status !== 'open') return status
  if (endedBecause !== null) return 'ended'
  return expiresAt <= now ? 'expired' : 'open'
}

export type Decision = 'approve' | 'reject' | 'withdraw' | 'break_glass'

type Viewer = { personId: string; role: Role | null }

/**
 * What this person may decide about a request. Nobody approves their own; only an admin who made the request may break
 * the glass, and only the person who made it withdraws it.
 */
export function decisionsFor({ personId, role }: Viewer, request: ChangeRequest): Decision[] {
  if (request.status !== 'open') return []
  const isOwn = request.requestedBy.id === personId
  const approves = role === 'admin' || role === 'approver'
  return [
    ...(approves && !isOwn ? (['approve', 'reject'] as const) : []),
    ...(isOwn ? (['withdraw'] as const) : []),
    ...(role === 'admin' && isOwn && request.kind === 'approval' ? (['break_glass'] as const) : []),
  ]
}
