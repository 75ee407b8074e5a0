import 'server-only'
import { database, isTaken, type Transaction } from './client'
import { lockPerson } from './people'
import { deleteUnusedCodes } from './second-factors'

export type Passkey = {
  /** Given by the authenticator, base64url. */
  id: string
  personId: string
  name: string
  /** COSE */
  publicKey: Uint8Array<ArrayBuffer>
  /** How often the authenticator says it has signed; 0 for one that doesn’t count. */
  counter: number
  /** How a browser reaches it, such as `internal` or `usb`. */
  transports: string[]
  createdAt: Date
  usedAt: Date | null
}

export async function findPasskey(id: string): Promise<Passkey | null> {
  const row = await (await database()).passkey.findUnique({ where: { id } })
  return row && toPasskey(row)
}

/** The person's own, the oldest first. */
export async function listPasskeys(personId: string): Promise<Passkey[]> {
  const rows = await (await database()).passkey.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } })
  return rows.map(toPasskey)
}

/** False where this or another person has it already. */
export async function savePasskey(
  { transports, ...passkey }: Omit<Passkey, 'createdAt' | 'usedAt'>,
  now: Date,
  tx: Transaction,
): Promise<boolean> {
  // First, because those who add and remove passkeys of one person take turns here.
  await lockPerson(passkey.personId, tx)
  if (await tx.passkey.findUnique({ where: { id: passkey.id }, select: { id: true } })) return false
  await tx.passkey.create({
    data: { ...passkey, counter: BigInt(passkey.counter), transports: transports.join(' '), createdAt: now },
  })
  await tx.person.updateMany({ where: { id: passkey.personId, passkeyAt: null }, data: { passkeyAt: now } })
  return true
}

/** Gives a passkey of the person's own another name. The name before; null where there is none, or it had that name. */
export async function renamePasskey(
  { personId, id, name }: Pick<Passkey, 'personId' | 'id' | 'name'>,
  tx: Transaction,
): Promise<string | null> {
  await lockPerson(personId, tx)
  const before = await tx.passkey.findFirst({ where: { id, personId, name: { not: name } }, select: { name: true } })
  if (before) await tx.passkey.update({ where: { id }, data: { name } })
  return before?.name ?? null
}

/** Removes one of the person's, or all. The names of those that there were. */
export async function deletePasskeys(personId: string, tx: Transaction, id?: string): Promise<string[]> {
  await lockPerson(personId, tx)
  const where = { personId, ...(id !== undefined && { id }) }
  const removed = await tx.passkey.findMany({ where, select: { name: true } })
  await tx.passkey.deleteMany({ where })
  if ((await tx.passkey.count({ where: { personId } })) === 0) {
    await tx.person.update({ where: { id: personId }, data: { passkeyAt: null } })
    await deleteUnusedCodes(personId, tx)
  }
  return removed.map(({ name }) => name)
}

/** Notes a use. False where the passkey is gone, or was used with this counter or a later one meanwhile. */
export async function countUse({ id, counter }: Passkey, newCounter: number, now: Date): Promise<boolean> {
  const { passkey } = await database()
  const { count } = await passkey.updateMany({
    where: { id, counter: BigInt(counter) },
    data: { counter: BigInt(newCounter), usedAt: now },
  })
  return count > 0
}

/** False where it was answered before: of two answers at once, one counts. */
export async function takeChallenge(challenge: string, expiresAt: Date): Promise<boolean> {
  try {
    await (await database()).usedChallenge.create({ data: { challenge, expiresAt } })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/** Removes those that have expired, and are refused without a row. */
export async function pruneChallenges(now: Date): Promise<void> {
  await (await database()).usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } })
}

type Row = Omit<Passkey, 'counter' | 'transports'> & { counter: bigint; transports: string }

const toPasskey = ({ counter, transports, ...row }: Row): Passkey => ({
  ...row,
  counter: Number(counter),
  transports: transports.split(' ').filter(Boolean),
})
