import 'server-only'
import { API_SCOPES, type ApiScope } from '@/lib/domain/access/api-scopes'
import type { Person } from '@/lib/domain/access/permissions'
import { oneOf } from '@/lib/domain/foreign'
import { database, type Transaction } from './client'
import { hashOfToken } from './token-hash'

export type ApiKey = {
  id: string
  name: string
  scopes: readonly ApiScope[]
  /** Its last characters. */
  ending: string
  createdAt: Date
  expiresAt: Date
  /** When it was last used, to within a minute; null before. */
  usedAt: Date | null
}

/** The person's own keys, the newest first. */
export async function listOwnKeys({ id }: Person, tx?: Transaction): Promise<ApiKey[]> {
  const rows = await (tx ?? (await database())).apiKey.findMany({
    where: { personId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(toKey)
}

/** Keeps a key of the person's own; of its token only the hash. */
export async function addKey(
  { id: personId }: Person,
  { scopes, ...key }: Omit<ApiKey, 'usedAt'>,
  token: string,
  tx: Transaction,
): Promise<void> {
  await tx.apiKey.create({ data: { ...key, personId, scopes: scopes.join(' '), tokenHash: hashOfToken(token) } })
}

/** Takes a key of the person's own out of use from the next request on. Null where there is none. */
export async function deleteKey({ id: personId }: Person, id: string, tx: Transaction): Promise<ApiKey | null> {
  const row = await tx.apiKey.findFirst({ where: { id, personId } })
  const { count } = await tx.apiKey.deleteMany({ where: { id, personId } })
  return row && count === 1 ? toKey(row) : null
}

/** Takes all keys of a person out of use, and returns them. */
export async function deleteKeysOf(personId: string, tx: Transaction): Promise<ApiKey[]> {
  const rows = await tx.apiKey.findMany({ where: { personId } })
  await tx.apiKey.deleteMany({ where: { personId } })
  return rows.map(toKey)
}

/** The key with this token and whose it is; null for one that is unknown, revoked or expired. */
export async function findKey(token: string, now: Date): Promise<{ key: ApiKey; personId: string } | null> {
  const row = await (await database()).apiKey.findUnique({ where: { tokenHash: hashOfToken(token) } })
  return row && row.expiresAt > now ? { key: toKey(row), personId: row.personId } : null
}

export async function saveKeyUsed(id: string, usedAt: Date): Promise<void> {
  await (await database()).apiKey.updateMany({ where: { id }, data: { usedAt } })
}

type Row = NonNullable<Awaited<ReturnType<Transaction['apiKey']['findFirst']>>>

const toKey = ({ id, name, scopes, ending, createdAt, expiresAt, usedAt }: Row): ApiKey => ({
  ...{ id, name, ending, createdAt, expiresAt, usedAt },
  scopes: scopes.split(' ').flatMap((scope) => oneOf(scope, API_SCOPES) ?? []),
})
