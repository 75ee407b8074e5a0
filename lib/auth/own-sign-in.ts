import 'server-only'
import { randomBytes } from 'node:crypto'
import { proofOf } from '@/lib/domain/access/page-answer'
import type { PasswordProblem } from '@/lib/domain/access/passwords'
import type { Person } from '@/lib/domain/access/permissions'
import { RECOVERY_CODES, recoveryCode } from '@/lib/domain/access/recovery-codes'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { deletePasskeys, listPasskeys, renamePasskey, savePasskey } from '@/lib/gateways/db/passkeys'
import { setPassword } from '@/lib/gateways/db/people'
import { deleteFactor, saveFactor, saveRecoveryCodes, switchFactorOn } from '@/lib/gateways/db/second-factors'
import { endSession, endSessions, saveVerified } from '@/lib/gateways/db/sessions'
import { hashPassword } from './better-auth'
import { readCreation } from './passkeys'
import { problemOf, recordAboutPerson } from './people'
import type { Session } from './person'
import { type ProofResult, tryCode, tryPassword } from './proof'
import { requestOrigin } from './request'
import { newSecret, sealSecret, setUpAddress } from './totp'

// What people change about their own sign-in. Each is recorded together with what it changes.

const by = async (person: Person) => ({
  actor: actorOf({ person, role: person.staffRole }),
  origin: await requestOrigin(),
})

/** Begins a set-up, or begins it again. The secret counts once a code of the app was typed. */
export async function beginFactor({
  person,
  secondFactorAt,
}: Session): Promise<Result<{ address: string }, 'has_factor'>> {
  if (secondFactorAt) return fail('has_factor')
  const secret = newSecret()
  await saveFactor(person.id, sealSecret(secret, person.id))
  return succeed({ address: setUpAddress(secret, person.email) })
}

/**
 * Finishes the set-up with a code of the app. Other sessions end, because no code was asked for in them.
 *
 * @returns the recovery codes, which are not kept as they are
 */
export async function confirmFactor(
  { id, person, secondFactorAt }: Session,
  typed: string,
  now: Date,
): Promise<Result<{ recoveryCodes: string[] }, 'has_factor' | Exclude<ProofResult, 'right'>>> {
  if (secondFactorAt) return fail('has_factor')
  const result = await tryCode(person, typed, now)
  if (result !== 'right') return fail(result)
  const recoveryCodes = newRecoveryCodes()
  const who = await by(person)
  await transaction(async (tx) => {
    await switchFactorOn(person.id, recoveryCodes, now, tx)
    await saveVerified(id, now, tx)
    await endSessions(person.id, tx, id)
    await recordAboutPerson(who, { type: 'person.factor_added', email: person.email }, tx)
  })
  return succeed({ recoveryCodes })
}

/** As they are shown once; kept are their hashes. */
export const newRecoveryCodes = () => Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(16)))

export type PasskeyProblem = 'not_accepted' | 'known_passkey' | 'many_passkeys'

const MOST_PASSKEYS = 20

/**
 * Keeps a passkey that the browser has made. With the first one, other sessions end, because nothing but a password was
 * asked for in them.
 *
 * @param sent what the browser answered to `creationOptions`
 * @returns recovery codes for somebody who had no second factor, else none
 */
export async function addPasskey(
  session: Session,
  { sent, name }: { sent: unknown; name: string },
  now: Date,
): Promise<Result<{ recoveryCodes: string[] }, PasskeyProblem>> {
  const { id, person } = session
  if ((await listPasskeys(person.id)).length >= MOST_PASSKEYS) return fail('many_passkeys')
  const made = await readCreation(sent, { kind: 'add', sessionId: id }, now)
  if (!made) return fail('not_accepted')
  const isFirst = proofOf(session) === 'password'
  const recoveryCodes = isFirst ? newRecoveryCodes() : []
  const who = await by(person)
  return transaction(async (tx) => {
    if (!(await savePasskey({ ...made, personId: person.id, name }, now, tx))) return fail('known_passkey')
    if (isFirst) await saveRecoveryCodes(person.id, recoveryCodes, tx)
    if (isFirst) await endSessions(person.id, tx, id)
    await saveVerified(id, now, tx)
    await recordAboutPerson(who, { type: 'person.passkey_added', email: person.email, passkey: name }, tx)
    return succeed({ recoveryCodes })
  })
}

/** Does nothing where it is gone, or is somebody else’s. */
export async function renameOwnPasskey({ person }: Session, { id, name }: { id: string; name: string }): Promise<void> {
  const who = await by(person)
  await transaction(async (tx) => {
    const passkey = await renamePasskey({ personId: person.id, id, name }, tx)
    if (passkey === null) return
    await recordAboutPerson(who, { type: 'person.passkey_renamed', email: person.email, passkey, to: name }, tx)
  })
}

/** False where it is gone already, or is somebody else’s. */
export async function removePasskey({ person }: Session, passkeyId: string): Promise<boolean> {
  const who = await by(person)
  return transaction(async (tx) => {
    const [name] = await deletePasskeys(person.id, tx, passkeyId)
    if (name === undefined) return false
    await recordAboutPerson(who, { type: 'person.passkey_removed', email: person.email, passkey: name }, tx)
    return true
  })
}

/** False where there was none. */
export async function removeOwnFactor({ person }: Session): Promise<boolean> {
  const who = await by(person)
  return transaction(async (tx) => {
    const wasOn = await deleteFactor(person.id, tx)
    if (wasOn) await recordAboutPerson(who, { type: 'person.factor_removed', email: person.email }, tx)
    return wasOn
  })
}

/** Changes the password of somebody who knows the one before. Their other sessions end. */
export async function changeOwnPassword(
  { id, person }: Session,
  { current, password }: { current: string; password: string },
  now: Date,
): Promise<Result<null, PasswordProblem | Exclude<ProofResult, 'right'>>> {
  const proof = await tryPassword(person, current, now)
  if (proof !== 'right') return fail(proof)
  const problem = await problemOf(password, person)
  if (problem) return fail(problem)
  const [passwordHash, who] = [await hashPassword(password), await by(person)]
  await transaction(async (tx) => {
    await setPassword(person.id, passwordHash, tx)
    await endSessions(person.id, tx, id)
    await recordAboutPerson(who, { type: 'person.password_changed', email: person.email }, tx)
  })
  return succeed(null)
}

/** Ends one session of the person, or all but the one in which they ask. How many ended. */
export async function endOwnSessions({ id, person }: Session, sessionId: string | 'others'): Promise<number> {
  const who = await by(person)
  return transaction(async (tx) => {
    const ended =
      sessionId === 'others'
        ? await endSessions(person.id, tx, id)
        : Number(sessionId !== id && (await endSession(person.id, sessionId, tx)))
    if (ended > 0) await recordAboutPerson(who, { type: 'person.signed_out', email: person.email, sessions: ended }, tx)
    return ended
  })
}
