import 'server-only'
import type { Person } from '@/lib/domain/access/permissions'
import type { SsoIdentity, SsoProblem } from '@/lib/domain/access/single-sign-on'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { bindIdentity, findIdentity, hasIdentity } from '@/lib/gateways/db/identities'
import { createPerson, findPersonByEmail, lockPerson } from '@/lib/gateways/db/people'
import { give } from './people'
import { requestOrigin } from './request'

/**
 * Which person of the staff an identity of the provider is. The first time, by the verified email; from then on by the
 * provider's own id alone, so that an email that is given to somebody else opens nothing. Where groups give roles, the
 * role is set, and a new person is added; otherwise only somebody who is staff already is let in.
 */
export async function acceptIdentity(
  { subject, email, name, role }: SsoIdentity,
  issuer: string,
): Promise<Result<Person, SsoProblem>> {
  const origin = await requestOrigin()
  return transaction(async (tx) => {
    const bound = await findIdentity({ issuer, subject }, tx)
    const named = bound ?? (await findPersonByEmail(email, tx))
    if (named?.disabledAt || (!named && !role)) return fail('unknown_person')
    const person = named ?? (await createPerson({ name, email, passwordHash: null }, tx))
    await lockPerson(person.id, tx)
    if (!bound && (await hasIdentity(person.id, issuer, tx))) return fail('other_identity')
    if (role) {
      const by = { actor: actorOf({ person, role: person.staffRole }), personId: null, origin }
      const given = await give(by, person, { staffRole: role }, null, tx)
      if (!given.ok) return fail('last_admin')
    } else if (!person.staffRole) return fail('unknown_person')
    if (!bound) await bindIdentity(person.id, { issuer, subject }, tx)
    return succeed({ ...person, staffRole: role ?? person.staffRole })
  })
}
