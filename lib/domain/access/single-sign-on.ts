import { fail, type Result, succeed } from '../result'
import { STAFF_ROLES, type StaffRole } from './permissions'

/** Why nobody is signed in by the identity provider; the sign-in page says it. */
export const SSO_PROBLEMS = [
  'unavailable',
  'ended',
  'canceled',
  'not_accepted',
  'unverified_email',
  'foreign_domain',
  'no_role',
  'unknown_person',
  'other_identity',
  'last_admin',
] as const
export type SsoProblem = (typeof SSO_PROBLEMS)[number]

/** Groups of the identity provider with the role that they give; null where admins give the roles here. */
type SsoRoles = ReadonlyMap<string, StaffRole>

export type SsoRules = { domains: readonly string[]; roleClaim: string; roles: SsoRoles | null }

/** What the identity provider says of a person, whose email is verified and of an allowed domain. */
export type SsoIdentity = { subject: string; email: string; name: string; role: StaffRole | null }

/**
 * Who the claims of a checked ID token are about.
 *
 * @param claims foreign data
 */
export function readIdentity(
  claims: Readonly<Record<string, unknown>>,
  { domains, roleClaim, roles }: SsoRules,
): Result<SsoIdentity, SsoProblem> {
  const { sub, email: given, email_verified: isVerified, name } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) return fail('not_accepted')
  // Only true is a statement; some providers leave it out, and "false" is no boolean.
  if (typeof given !== 'string' || isVerified !== true) return fail('unverified_email')
  const email = given.trim().toLowerCase()
  const [, domain] = /^[^\s@]+@([^\s@]+)$/.exec(email) ?? []
  if (!domain || email.length > 254) return fail('unverified_email')
  if (!domains.includes(domain)) return fail('foreign_domain')
  const role = roles && highestOf(claims[roleClaim], roles)
  if (roles && !role) return fail('no_role')
  const shown = typeof name === 'string' ? name.trim().slice(0, 100) : ''
  return succeed({ subject: sub, email, name: shown || email, role })
}

/** Of several groups, the role that comes first among the roles counts. */
function highestOf(claim: unknown, roles: SsoRoles): StaffRole | null {
  const groups = Array.isArray(claim) ? claim : [claim]
  const given = groups.map((group) => (typeof group === 'string' ? roles.get(group) : undefined))
  return STAFF_ROLES.find((role) => given.includes(role)) ?? null
}
