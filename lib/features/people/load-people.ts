import 'server-only'
import { isPersonId, type Person, type PlatformAccess } from '@/lib/domain/access/permissions'
import { type AccessLink, findAccessLink, listInvitations } from '@/lib/gateways/db/access-links'
import { listOwnAccounts } from '@/lib/gateways/db/accounts'
import { findSignIn, listPeople, type PeopleQuery } from '@/lib/gateways/db/people'
import { listSessions, type OpenSession } from '@/lib/gateways/db/sessions'

const PAGE_SIZE = 50
const SESSIONS = 20
const INVITATIONS = 100

type Manage = PlatformAccess<'people:manage'>

export const loadPeople = (access: Manage, query: PeopleQuery): Promise<{ people: Person[]; hasMore: boolean }> =>
  listPeople(access, query, PAGE_SIZE)

export const loadInvitations = (_access: Manage): Promise<AccessLink[]> => listInvitations(new Date(), INVITATIONS)

export type PersonDetails = {
  person: Person
  /** In the order of the memberships; an account that isn't stored any more has no name. */
  accounts: { id: string; name: string | null; role: string }[]
  sessions: OpenSession[]
  /** Whether their sign-in needs a code. */
  hasFactor: boolean
}

/** Null where there is nobody by that id. */
export async function loadPerson(access: Manage, personId: string): Promise<PersonDetails | null> {
  const found = isPersonId(personId) ? await findSignIn(personId) : null
  if (!found) return null
  const { person, secondFactorAt } = found
  const [accounts, sessions] = await Promise.all([
    listOwnAccounts(person.memberships.map(({ accountId }) => accountId)),
    listSessions(access, personId, new Date(), SESSIONS),
  ])
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return {
    person,
    accounts: person.memberships.map(({ accountId, role }) => ({
      id: accountId,
      name: names.get(accountId) ?? null,
      role,
    })),
    sessions,
    hasFactor: secondFactorAt !== null,
  }
}

/** For whom a link is, while it can be used. */
export async function loadLink(token: string): Promise<Pick<AccessLink, 'email' | 'purpose'> | null> {
  const link = await findAccessLink(token, new Date())
  return link && { email: link.email, purpose: link.purpose }
}
