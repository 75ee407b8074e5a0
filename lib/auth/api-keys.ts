import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ApiScope } from '@/lib/domain/access/api-scopes'
import type { Person } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { addKey, deleteKey, listOwnKeys } from '@/lib/gateways/db/api-keys'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { requestOrigin } from './request'

const MOST_KEYS = 20
const DAY = 24 * 3_600_000

/** So that scanners of repositories recognize a key that was published by mistake. */
const PREFIX = 'spillway_'

export const isKeyToken = (text: string): boolean => /^spillway_[\w-]{43}$/.test(text)

const by = async (person: Person) => ({
  actor: actorOf({ person, role: person.staffRole }),
  origin: await requestOrigin(),
})

/** Makes a key for a person, with which a program has no more rights than they have. @returns the key, which isn't kept */
export async function createOwnKey(
  person: Person,
  { name, scopes, days }: { name: string; scopes: readonly ApiScope[]; days: number },
  now: Date,
): Promise<Result<string, 'too_many' | 'name_taken'>> {
  const token = PREFIX + randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + days * DAY)
  const who = await by(person)
  const problem = await transaction(async (tx) => {
    const keys = await listOwnKeys(person, tx)
    if (keys.length >= MOST_KEYS) return 'too_many'
    if (keys.some((key) => key.name === name)) return 'name_taken'
    await addKey(
      person,
      { id: randomUUID(), name, scopes, ending: token.slice(-4), createdAt: now, expiresAt },
      token,
      tx,
    )
    await recordEntry(
      {
        event: {
          type: 'api_key.created',
          email: person.email,
          name,
          scopes: [...scopes],
          expiresAt: expiresAt.toISOString(),
        },
        ...who,
      },
      tx,
    )
    return null
  })
  return problem ? fail(problem) : succeed(token)
}

/** False where the person has no such key. */
export async function revokeOwnKey(person: Person, id: string): Promise<boolean> {
  const who = await by(person)
  return transaction(async (tx) => {
    const key = await deleteKey(person, id, tx)
    if (key) await recordEntry({ event: { type: 'api_key.revoked', email: person.email, name: key.name }, ...who }, tx)
    return key !== null
  })
}
