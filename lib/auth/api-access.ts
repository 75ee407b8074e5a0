import 'server-only'
import { addressGroup } from '@/lib/client-address'
import {
  ADDRESS_LIMIT,
  type Allowance,
  type ApiLimit,
  GUESS_LIMIT,
  KEY_LIMIT,
  leftAt,
  waitFor,
} from '@/lib/domain/access/api-limits'
import { type ApiScope, isInScope } from '@/lib/domain/access/api-scopes'
import { proofOf } from '@/lib/domain/access/page-answer'
import type {
  AccountAccess,
  AccountPermission,
  Person,
  PlatformAccess,
  PlatformPermission,
} from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { demandsStaffFactor } from '@/lib/env'
import { findKey, saveKeyUsed } from '@/lib/gateways/db/api-keys'
import { findSignIn } from '@/lib/gateways/db/people'
import { findAccountAccess, findPlatformAccess } from './account-access'
import { isKeyToken } from './api-keys'
import { logRefusal, requestOrigin } from './request'

// Programs with a key. No cookie counts here, and a key opens nothing else than the JSON API.

/** Milliseconds after which the use of a key is noted again. */
const USED_EVERY = 60_000

/** A program with a key, and the person with what they reach at this moment. What it does is recorded with both names. */
export type KeyHolder = { person: Person; scopes: readonly ApiScope[] }

export type KeyProblem = { code: 'unauthorized' } | { code: 'too_many_requests'; seconds: number }

const allowances = new Map<string, Allowance>()
const MOST_REMEMBERED = 20_000

/** Seconds to wait, or null where one more is allowed. Counted in each process by itself. */
function take(name: string, limit: ApiLimit, now: number): number | null {
  const left = leftAt(allowances.get(name), limit, now)
  const wait = waitFor(left, limit)
  allowances.delete(name)
  allowances.set(name, { left: wait === null ? left - 1 : left, at: now })
  const [oldest] = allowances.size > MOST_REMEMBERED ? allowances.keys() : []
  if (oldest !== undefined) allowances.delete(oldest)
  return wait
}

const limited = (seconds: number) => fail({ code: 'too_many_requests', seconds } as const)

/** Who asks, by the key in the header Authorization. */
export async function findKeyHolder(authorization: string | null, now: Date): Promise<Result<KeyHolder, KeyProblem>> {
  const [, token = ''] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  // Without a key nothing is tried, so there is nothing to limit.
  if (!isKeyToken(token)) return fail({ code: 'unauthorized' })
  const address = addressGroup((await requestOrigin()).ipAddress ?? '')
  const tooMany = take(`address ${address}`, ADDRESS_LIMIT, now.getTime())
  if (tooMany !== null) return limited(tooMany)
  const found = await findKey(token, now)
  const signIn = found && (await findSignIn(found.personId))
  if (!found || !signIn || signIn.person.disabledAt) {
    const seconds = take(`guesses ${address}`, GUESS_LIMIT, now.getTime())
    if (seconds !== null) return limited(seconds)
    await logRefusal(401, 'unknown, revoked or expired API key')
    return fail({ code: 'unauthorized' })
  }
  const { key } = found
  const seconds = take(`key ${key.id}`, KEY_LIMIT, now.getTime())
  if (seconds !== null) return limited(seconds)
  if (!key.usedAt || now.getTime() - key.usedAt.getTime() > USED_EVERY) await saveKeyUsed(key.id, now)
  const { person } = signIn
  // As in a session: without the second factor that the platform demands of its staff, they reach nothing.
  const mustSetUp = person.staffRole !== null && proofOf(signIn) === 'password' && demandsStaffFactor()
  const reach = mustSetUp ? ({ staffRole: null, memberships: [] } as const) : {}
  return succeed({ scopes: key.scopes, person: { ...person, ...reach, name: `${person.name} via key ${key.name}` } })
}

/** The ticket to one account: a stranger's account and a missing one are the same, and so is one out of the key's scope. */
export async function keyAccount<P extends AccountPermission>(
  { person, scopes }: KeyHolder,
  accountId: unknown,
  permission: P,
): Promise<Result<AccountAccess<P, AccountOverview>, { code: 'not_found' | 'forbidden' }>> {
  if (!isInScope(scopes, permission)) return fail({ code: 'forbidden' })
  const access = await findAccountAccess(person, accountId, permission)
  return access ? succeed(access) : fail({ code: 'not_found' })
}

export async function keyPlatform<P extends PlatformPermission>(
  { person, scopes }: KeyHolder,
  permission: P,
): Promise<Result<PlatformAccess<P>, { code: 'forbidden' }>> {
  if (!isInScope(scopes, permission)) return fail({ code: 'forbidden' })
  const access = await findPlatformAccess(person, permission)
  return access ? succeed(access) : fail({ code: 'forbidden' })
}
