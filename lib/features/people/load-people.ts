import 'server-only'
import { findUsableLink } from '@/lib/auth/access-links'
import { proofOf } from '@/lib/domain/access/page-answer'
import { type AccountAccess, isPersonId, type Person, type PlatformAccess } from '@/lib/domain/access/permissions'
import { type AccessLink, listInvitations } from '@/lib/gateways/db/access-links'
import { findAccount, listOwnAccounts } from '@/lib/gateways/db/accounts'
import { hasCalendarFeed } from '@/lib/gateways/db/calendar-feeds'
import {
  type AccountPerson,
  findPersonIdByEmail,
  findSignIn,
  listAccountPeople,
  listPeople,
  type PeopleQuery,
} from '@/lib/gateways/db/people'
import { listSessions, type OpenSession } from '@/lib/gateways/db/sessions'
import { listViews, type PastView } from '@/lib/gateways/db/support-views'

export type { AccountPerson }

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
  accounts: { id: string; name: string | null; role: string; isDisabled: boolean }[]
  sessions: OpenSession[]
  /** Whether their password alone doesn’t sign them in. */
  hasFactor: boolean
}

/** Null where there is nobody by that id. */
export async function loadPerson(access: Manage, personId: string): Promise<PersonDetails | null> {
  const found = isPersonId(personId) ? await findSignIn(personId) : null
  if (!found) return null
  const { person } = found
  const memberships = [...person.memberships, ...(person.disabledMemberships ?? [])]
  const [accounts, sessions] = await Promise.all([
    listOwnAccounts(memberships.map(({ accountId }) => accountId)),
    listSessions(access, personId, new Date(), SESSIONS),
  ])
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return {
    person,
    accounts: memberships.map(({ accountId, role }) => ({
      id: accountId,
      name: names.get(accountId) ?? null,
      role,
      isDisabled: !person.memberships.some((each) => each.accountId === accountId),
    })),
    sessions,
    hasFactor: proofOf(found) !== 'password',
  }
}

const ACCOUNT_PEOPLE = 200
const VIEWS = 20

/** Who belongs to the account; read once for the account page. */
export const loadAccountPeople = (access: AccountAccess): Promise<AccountPerson[]> =>
  listAccountPeople(access, ACCOUNT_PEOPLE)

export type AccountReach = {
  people: AccountPerson[]
  hasMore: boolean
  invitations: AccessLink[]
  hasCalendar: boolean
  views: PastView[]
}

/** Everything that reaches the account beside the platform's staff. */
export async function loadAccountReach(access: AccountAccess<'account_people:manage'>): Promise<AccountReach> {
  const [people, invitations, hasCalendar, views] = await Promise.all([
    loadAccountPeople(access),
    listInvitations(new Date(), INVITATIONS, access.account.id),
    hasCalendarFeed(access),
    listViews(access, VIEWS),
  ])
  return { people, hasMore: people.length === ACCOUNT_PEOPLE, invitations, hasCalendar, views }
}

export type FoundLink = {
  email: string
  purpose: AccessLink['purpose']
  /** Of an invitation to an account. */
  accountName: string | null
  /** The email is of somebody who can sign in already, so an invitation is accepted without a new password. */
  isPerson: boolean
}

/** For whom a link is, while it can be used. */
export async function loadLink(token: string): Promise<FoundLink | null> {
  const link = await findUsableLink(token, new Date())
  if (!link) return null
  const { email, purpose } = link
  const accountId = link.purpose === 'invitation' && 'accountId' in link.grant ? link.grant.accountId : null
  const account = accountId === null ? null : await findAccount(accountId)
  return { email, purpose, accountName: account?.name ?? null, isPerson: (await findPersonIdByEmail(email)) !== null }
}
