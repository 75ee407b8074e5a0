import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/domain/access/permissions'
import type { Transaction } from './client'
import { findPersonById } from './people'

/** Whom an identity provider knows by an id of its own. */
type Identity = { issuer: string; subject: string }

const columns = ({ issuer, subject }: Identity) => ({ providerId: `oidc ${issuer}`, accountId: subject })

/** The person whose identity this is. */
export async function findIdentity(identity: Identity, tx: Transaction): Promise<Person | null> {
  const row = await tx.credential.findFirst({ where: columns(identity), select: { userId: true } })
  return row && findPersonById(row.userId, tx)
}

/** Whether this provider knows the person already, by whichever id. */
export async function hasIdentity(personId: string, issuer: string, tx: Transaction): Promise<boolean> {
  const { providerId } = columns({ issuer, subject: '' })
  return (await tx.credential.count({ where: { userId: personId, providerId } })) > 0
}

export async function bindIdentity(personId: string, identity: Identity, tx: Transaction): Promise<void> {
  await tx.credential.create({ data: { id: randomUUID(), userId: personId, ...columns(identity) } })
}
