import 'server-only'
import type { Grant } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'
import { hashOfToken } from './token-hash'

export type AccessLink = {
  email: string
  createdAt: Date
  expiresAt: Date
  createdBy: string
  /** Null where the command line made it, or the person asked for it themselves. */
  createdById: string | null
} & ({ purpose: 'invitation'; grant: Grant } | { purpose: 'reset' })

/** Of an invitation: the account that it opens, or null for a role as staff. */
type Opens = string | null

const opensOf = (link: AccessLink): Opens =>
  link.purpose === 'invitation' && 'accountId' in link.grant ? link.grant.accountId : null

/** Keeps a link in place of the one that the person had for the same; only its hash is kept. */
export async function saveAccessLink(link: AccessLink, token: string, tx: Transaction): Promise<void> {
  const { purpose, email } = link
  const grant = link.purpose === 'invitation' ? link.grant : null
  const { createdAt, expiresAt, createdBy, createdById } = link
  const data = {
    purpose,
    email,
    tokenHash: hashOfToken(token),
    staffRole: grant && 'staffRole' in grant ? grant.staffRole : null,
    accountId: opensOf(link),
    accountRole: grant && 'accountId' in grant ? grant.role : null,
    createdAt,
    expiresAt,
    createdBy,
    createdById,
  }
  await tx.accessLink.deleteMany({ where: { purpose, email, accountId: data.accountId } })
  await tx.accessLink.create({ data })
}

/** Null for one that is unknown, used, revoked, replaced or expired; which of these stays unsaid. */
export async function findAccessLink(token: string, now: Date): Promise<AccessLink | null> {
  const row = await (await database()).accessLink.findUnique({ where: { tokenHash: hashOfToken(token) } })
  return row && row.expiresAt > now ? toLink(row) : null
}

/** Takes the link out of use. Null when somebody else did so first. */
export async function takeAccessLink(token: string, now: Date, tx: Transaction): Promise<AccessLink | null> {
  const where = { tokenHash: hashOfToken(token), expiresAt: { gt: now } }
  const row = await tx.accessLink.findFirst({ where })
  const { count } = await tx.accessLink.deleteMany({ where })
  return row && count === 1 ? toLink(row) : null
}

/** The invitation of an email, to an account or as staff, that can still be accepted. */
export async function findInvitation(
  email: string,
  accountId: Opens,
  now: Date,
): Promise<Extract<AccessLink, { purpose: 'invitation' }> | null> {
  const row = await (await database()).accessLink.findFirst({
    where: { email, accountId, purpose: 'invitation', expiresAt: { gt: now } },
  })
  const link = row && toLink(row)
  return link?.purpose === 'invitation' ? link : null
}

/** Takes links of a person out of use, all or those of one kind, and returns what was revoked. */
export async function revokeAccessLinks(
  email: string,
  kind: 'all' | 'reset' | { invitationTo: Opens },
  tx: Transaction,
): Promise<AccessLink[]> {
  const where = {
    email,
    ...(kind === 'reset' && { purpose: 'reset' as const }),
    ...(typeof kind === 'object' && { purpose: 'invitation' as const, accountId: kind.invitationTo }),
  }
  const rows = await tx.accessLink.findMany({ where })
  await tx.accessLink.deleteMany({ where })
  return rows.flatMap((row) => toLink(row) ?? [])
}

/** The invitations that can still be accepted, the next to expire first: all of them, or those to one account. */
export async function listInvitations(now: Date, limit: number, accountId?: string): Promise<AccessLink[]> {
  const rows = await (await database()).accessLink.findMany({
    where: { purpose: 'invitation', expiresAt: { gt: now }, ...(accountId !== undefined && { accountId }) },
    orderBy: [{ expiresAt: 'asc' }, { tokenHash: 'asc' }],
    take: limit,
  })
  return rows.flatMap((row) => toLink(row) ?? [])
}

export async function pruneAccessLinks(now: Date): Promise<void> {
  await (await database()).accessLink.deleteMany({ where: { expiresAt: { lte: now } } })
}

type Row = NonNullable<Awaited<ReturnType<Transaction['accessLink']['findFirst']>>>

function toLink({ purpose, email, createdAt, expiresAt, createdBy, createdById, ...row }: Row): AccessLink | null {
  const common = { email, createdAt, expiresAt, createdBy, createdById }
  if (purpose === 'reset') return { ...common, purpose }
  if (row.staffRole) return { ...common, purpose, grant: { staffRole: row.staffRole } }
  if (row.accountId && row.accountRole)
    return { ...common, purpose, grant: { role: row.accountRole, accountId: row.accountId } }
  return null
}
