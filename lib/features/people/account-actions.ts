'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { inviteToAccount, resendInvitation, revokeInvitation } from '@/lib/auth/access-links'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { provenAction } from '@/lib/auth/page-action'
import { changeAccountRole, managerOf, removeFromAccount, setAccountAccess } from '@/lib/auth/people'
import { refuseMalformed } from '@/lib/auth/request'
import { isPersonId } from '@/lib/domain/access/permissions'
import type { PeopleAnswer } from './actions'

// What owners do with the people of one account.

const email = z.string().trim().toLowerCase().pipe(z.email().max(254))
const role = z.enum(['owner', 'member'])

const SIGNED_OUT: PeopleAnswer = { kind: 'refused', problem: 'signed_out' }

export const inviteToAccountAction = provenAction(
  async (accountId: unknown, whom: unknown, as: unknown): Promise<PeopleAnswer> => {
    const access = await requireAccountInAction(accountId, 'account_people:manage')
    if (!access.ok) return SIGNED_OUT
    const [to, what] = [email.safeParse(whom), role.safeParse(as)]
    if (!to.success || !what.success) return { kind: 'refused', problem: 'no_email' }
    const { account } = access.value
    const by = await managerOf(access.value)
    const made = await inviteToAccount(by, { email: to.data, role: what.data, account }, new Date())
    if (!made.ok) return { kind: 'refused', problem: made.failure }
    refresh()
    return { kind: 'done', delivery: made.value, email: to.data }
  },
)

export const resendToAccountAction = provenAction(async (accountId: unknown, whom: unknown): Promise<PeopleAnswer> => {
  const access = await requireAccountInAction(accountId, 'account_people:manage')
  if (!access.ok) return SIGNED_OUT
  const to = email.safeParse(whom)
  if (!to.success) return refuseMalformed('An invitation to send again has no email.')
  const made = await resendInvitation(await managerOf(access.value), to.data, access.value.account.id, new Date())
  if (!made.ok) return { kind: 'refused', problem: made.failure }
  refresh()
  return { kind: 'done', delivery: made.value, email: to.data }
})

export const revokeFromAccountAction = provenAction(
  async (accountId: unknown, whom: unknown): Promise<PeopleAnswer> => {
    const access = await requireAccountInAction(accountId, 'account_people:manage')
    if (!access.ok) return SIGNED_OUT
    const to = email.safeParse(whom)
    if (!to.success) return refuseMalformed('A revoked invitation has no email.')
    const revoked = await revokeInvitation(await managerOf(access.value), to.data, access.value.account.id)
    if (!revoked.ok) return { kind: 'refused', problem: revoked.failure }
    refresh()
    return { kind: 'done', delivery: null, email: to.data }
  },
)

export const changeAccountRoleAction = provenAction(
  async (accountId: unknown, personId: unknown, as: unknown): Promise<PeopleAnswer> => {
    const access = await requireAccountInAction(accountId, 'account_people:manage')
    if (!access.ok) return SIGNED_OUT
    const what = role.safeParse(as)
    if (!isPersonId(personId) || !what.success) return refuseMalformed('A changed role can’t be read.')
    const changed = await changeAccountRole(await managerOf(access.value), personId, access.value.account, what.data)
    if (!changed.ok) return { kind: 'refused', problem: changed.failure }
    refresh()
    return { kind: 'done', delivery: null, email: '' }
  },
)

export const setAccountAccessAction = provenAction(
  async (accountId: unknown, personId: unknown, isDisabled: unknown): Promise<PeopleAnswer> => {
    const access = await requireAccountInAction(accountId, 'account_people:manage')
    if (!access.ok) return SIGNED_OUT
    if (!isPersonId(personId) || typeof isDisabled !== 'boolean')
      return refuseMalformed('Whom to disable can’t be read.')
    const at = isDisabled ? new Date() : null
    const changed = await setAccountAccess(await managerOf(access.value), personId, access.value.account, at)
    if (!changed.ok) return { kind: 'refused', problem: changed.failure }
    refresh()
    return { kind: 'done', delivery: null, email: '' }
  },
)

/** An owner may also leave the account by it, where another owner stays. */
export const removeFromAccountAction = provenAction(
  async (accountId: unknown, personId: unknown): Promise<PeopleAnswer> => {
    const access = await requireAccountInAction(accountId, 'account_people:manage')
    if (!access.ok) return SIGNED_OUT
    if (!isPersonId(personId)) return refuseMalformed('A person to remove has no id.')
    const { account, person: owner } = access.value
    const removed = await removeFromAccount(await managerOf(access.value), personId, account)
    if (!removed.ok) return { kind: 'refused', problem: removed.failure }
    // Without a refresh for an owner who has left: the page is missing for them now.
    if (personId !== owner.id) refresh()
    return { kind: 'done', delivery: null, email: '' }
  },
)
