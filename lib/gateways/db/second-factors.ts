import 'server-only'
import { createHash } from 'node:crypto'
import { database, type Transaction } from './client'

/** The secret that a person's app shares, sealed, and the last half minute since 1970 whose code was used. */
export type StoredFactor = { sealed: string; usedStep: number }

/** Keeps a secret in place of one whose set-up was not finished. */
export async function saveFactor(personId: string, sealed: string): Promise<void> {
  const data = { secret: sealed, usedStep: 0 }
  const { secondFactor } = await database()
  await secondFactor.upsert({ where: { personId }, create: { personId, ...data }, update: data })
}

export async function findFactor(personId: string): Promise<StoredFactor | null> {
  const row = await (await database()).secondFactor.findUnique({ where: { personId } })
  return row && { sealed: row.secret, usedStep: row.usedStep }
}

/** False where a code of this or a later half minute has been used already: of two tries at once, one gets in. */
export async function takeStep(personId: string, step: number): Promise<boolean> {
  const { secondFactor } = await database()
  const { count } = await secondFactor.updateMany({
    where: { personId, usedStep: { lt: step } },
    data: { usedStep: step },
  })
  return count > 0
}

/** The recovery codes replace those from before. */
export async function saveRecoveryCodes(personId: string, codes: readonly string[], tx: Transaction): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { personId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ personId, codeHash: hashOf(personId, code) })) })
}

/** Removes the recovery codes of a person who has neither an app nor a passkey. */
export async function deleteUnusedCodes(personId: string, tx: Transaction): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { person: { id: personId, secondFactorAt: null, passkeyAt: null } } })
}

/** From now on a sign-in needs a code; the recovery codes replace those from before. */
export async function switchFactorOn(
  personId: string,
  recoveryCodes: readonly string[],
  now: Date,
  tx: Transaction,
): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { secondFactorAt: now } })
  await saveRecoveryCodes(personId, recoveryCodes, tx)
}

/** Whether there was one. */
export async function deleteFactor(personId: string, tx: Transaction): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, secondFactorAt: { not: null } },
    data: { secondFactorAt: null },
  })
  await tx.secondFactor.deleteMany({ where: { personId } })
  await deleteUnusedCodes(personId, tx)
  return count > 0
}

/** Uses a recovery code up. False for one that is wrong or used. */
export async function takeRecoveryCode(personId: string, code: string, tx: Transaction): Promise<boolean> {
  const { count } = await tx.recoveryCode.deleteMany({ where: { personId, codeHash: hashOf(personId, code) } })
  return count > 0
}

export const countRecoveryCodes = (personId: string, tx: Transaction): Promise<number> =>
  tx.recoveryCode.count({ where: { personId } })

/** A code is 80 random bits, so a plain hash can't be guessed back. */
const hashOf = (personId: string, code: string): string =>
  createHash('sha256')
    .update(JSON.stringify([personId, code]))
    .digest('hex')
