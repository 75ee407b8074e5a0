import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import {
  type AccountAccess,
  type AccountPermission,
  openAccount,
  openPlatform,
  type Person,
  type PlatformAccess,
  type PlatformPermission,
  roleOn,
} from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { findAccountOverview } from '@/lib/gateways/db/account-overview'
import { findSignedInPerson, followSignedInPerson, requirePerson } from './person'
import { recordDenied } from './record-for'

/**
 * The ticket to one account, or null. A stranger's account and a missing one are the same to the caller; the record
 * knows the difference. Asked once for each page, whose title needs it too.
 */
export const findAccountAccess = cache(async function find<P extends AccountPermission>(
  person: Person,
  accountId: unknown,
  permission: P,
): Promise<AccountAccess<P, AccountOverview> | null> {
  if (!isAccountId(accountId)) return null
  const account = await findAccountOverview(accountId)
  const access = account && openAccount(person, account, permission)
  if (!access) {
    const role = roleOn(person, accountId)
    await recordDenied(
      { person, role, account },
      {
        attempted: `${permission} on ${accountId}`,
        because: !account ? 'no such account' : role ? `not for the role ${role}` : 'not their account',
      },
    )
  }
  return access
})

/** For the title of a page, which asks beside the page itself: null where the page does not open. */
export async function findAccountName(accountId: unknown): Promise<string | null> {
  const person = await findSignedInPerson()
  const access = person && (await findAccountAccess(person, accountId, 'account:read'))
  return access?.account.name ?? null
}

/** `isStillOpen` reads the access once more, because a stream lasts longer than a request. */
export type FollowedAccount = { access: AccountAccess; isStillOpen: () => Promise<boolean> }

/** For the stream that an open page follows: null both for a session that has ended and for an account without access. */
export async function findAccountForStream(accountId: string): Promise<FollowedAccount | null> {
  const person = await findSignedInPerson()
  const access = person && (await findAccountAccess(person, accountId, 'account:read'))
  if (!access) return null
  const follow = await followSignedInPerson()
  const isStillOpen = async () => {
    const now = await follow()
    return now?.id === person.id && openAccount(now, access.account, 'account:read') !== null
  }
  return { access, isStillOpen }
}

/**
 * For pages: signed out goes to sign-in, no access ends in the 404 page. To be awaited before anything is streamed. The
 * ticket holds the account as it is stored.
 */
export async function requireAccount<P extends AccountPermission>(
  accountId: unknown,
  permission: P,
): Promise<AccountAccess<P, AccountOverview>> {
  return (await findAccountAccess(await requirePerson(), accountId, permission)) ?? notFound()
}

/** For actions: an ended session is an answer, not a redirect that would lose what was typed. No access ends in a 404. */
export async function requireAccountInAction<P extends AccountPermission>(
  accountId: unknown,
  permission: P,
): Promise<Result<AccountAccess<P>, 'signed_out'>> {
  const person = await findSignedInPerson()
  if (!person) return fail('signed_out')
  return succeed((await findAccountAccess(person, accountId, permission)) ?? notFound())
}

/** For the view that people of connected accounts have of their own; staff have another one. */
export async function requireAccountPerson(): Promise<Person> {
  const person = await requirePerson()
  const role = person.staffRole
  if (!role) return person
  await recordDenied({ person, role }, { attempted: 'the owners’ view', because: `not for the role ${role}` })
  notFound()
}

/** The ticket to a part of the platform, or null, which is recorded. */
export async function findPlatformAccess<P extends PlatformPermission>(
  person: Person,
  permission: P,
): Promise<PlatformAccess<P> | null> {
  const access = openPlatform(person, permission)
  if (!access) {
    const role = person.staffRole
    const because = role ? `not for the role ${role}` : 'not one of the platform’s staff'
    await recordDenied({ person, role }, { attempted: permission, because })
  }
  return access
}

/** For pages and actions of the platform's staff. People of connected accounts are sent to their own view. */
export async function requirePlatform<P extends PlatformPermission>(permission: P): Promise<PlatformAccess<P>> {
  const person = await requirePerson()
  const access = await findPlatformAccess(person, permission)
  return access ?? (person.staffRole ? notFound() : redirect('/balance'))
}

/** For what an open page asks by itself: null for a session that has ended and without access. */
export async function findPlatform<P extends PlatformPermission>(permission: P): Promise<PlatformAccess<P> | null> {
  const person = await findSignedInPerson()
  return person && findPlatformAccess(person, permission)
}
