import 'server-only'
import type { StaffRole } from '@/lib/domain/access/permissions'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { findPersonIdByEmail, saveMembership, setStaffRole } from '@/lib/gateways/db/people'
import { betterAuthServer, MIN_PASSWORD_LENGTH } from './better-auth'

export type NewPerson = { name: string; email: string; password: string } & (
  | { staffRole: StaffRole }
  | { accountId: string; role: 'owner' | 'member' }
)

/** Adds a person, or gives an existing one a further role. Called from the command line, never by a request. */
export async function addPerson(person: NewPerson): Promise<{ isNew: boolean }> {
  if (person.password.length < MIN_PASSWORD_LENGTH)
    throw new Error(`A password needs at least ${MIN_PASSWORD_LENGTH} characters.`)
  const existing = await findPersonIdByEmail(person.email)
  const id = existing ?? (await createPerson(person))
  if ('staffRole' in person) await setStaffRole(id, person.staffRole)
  else await saveMembership(id, person.accountId, person.role)
  await recordEntry({
    event: {
      type: 'person.added',
      email: person.email.toLowerCase(),
      role: 'staffRole' in person ? person.staffRole : `${person.role} of ${person.accountId}`,
    },
    actor: { kind: 'system', name: 'Command line' },
    origin: NO_ORIGIN,
  })
  return { isNew: existing === null }
}

async function createPerson({ name, email, password }: NewPerson): Promise<string> {
  const context = await (await betterAuthServer()).$context
  const { id } = await context.internalAdapter.createUser(
    { name, email: email.toLowerCase(), emailVerified: true },
    { method: 'email-password' },
  )
  await context.internalAdapter.linkAccount({
    userId: id,
    providerId: 'credential',
    accountId: id,
    password: await context.password.hash(password),
  })
  return id
}
