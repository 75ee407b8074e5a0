import 'server-only'
import { Admission, AdmissionByKey } from '@/lib/admission'
import type { Person } from '@/lib/domain/access/permissions'
import { readTypedCode } from '@/lib/domain/access/recovery-codes'
import { decideOnKnownDevice, type Verdict } from '@/lib/domain/access/sign-in-limits'
import { transaction } from '@/lib/gateways/db/client'
import { findPasswordHash } from '@/lib/gateways/db/people'
import { countRecoveryCodes, findFactor, takeRecoveryCode, takeStep } from '@/lib/gateways/db/second-factors'
import { findWait, forgetTries, takeTry } from '@/lib/gateways/db/sign-in-tries'
import { verifyPassword } from './better-auth'
import { findKnownDevice } from './known-device'
import { recordDenied, recordFor } from './record-for'
import { findStep, openSecret } from './totp'

// A person who is known already proves again who they are, with a code or with their password.

export type ProofResult = 'right' | 'wrong' | 'busy' | Extract<Verdict, { kind: 'wait' }>

/**
 * One password is hashed at once, which takes 46 MiB; people who are signed in don't wait behind guesses at sign-in. Of
 * one person, and of their known devices each, one entry at a time is among those, so that guesses hold up nobody else.
 */
const HASHING = new Admission({ active: 1, waiting: 20 })
const ENTRIES = new AdmissionByKey({ active: 1, waiting: 4 })
const PATIENCE = 5000

type Refused = 'wrong' | 'limited'

/**
 * A code of the person's app, or a recovery code, which is used up. Tries are counted for each person, and on a device on
 * which they have signed in before by themselves, so that somebody who knows the password can't keep them out there.
 *
 * @param recordRefusal at sign-in, where the person isn't known yet to be themselves
 */
export const tryCode = (
  person: Person,
  typed: string,
  now: Date,
  recordRefusal: (refused: Refused) => Promise<void> = (refused) => recordUnproven(person, 'code', refused),
): Promise<ProofResult> =>
  limited(person, { what: 'code', now, recordRefusal }, async () => {
    const code = readTypedCode(typed)
    if (code === null) return false
    if (code.kind === 'app') return isAppCode(person, code.digits, now)
    const left = await transaction(async (tx) =>
      (await takeRecoveryCode(person.id, code.text, tx)) ? countRecoveryCodes(person.id, tx) : null,
    )
    if (left === null) return false
    await recordFor(
      { person, role: person.staffRole },
      { type: 'person.recovery_code_used', email: person.email, left },
    )
    return true
  })

/** A code of the person's app, which isn't accepted a second time. Also of one whose set-up isn't finished. */
export async function isAppCode({ id }: Pick<Person, 'id'>, digits: string, now: Date): Promise<boolean> {
  const factor = await findFactor(id)
  const secret = factor && openSecret(factor.sealed, id)
  if (!factor || !secret) return false
  const step = await findStep(secret, digits, factor.usedStep, now)
  return step !== null && takeStep(id, step)
}

export const tryPassword = (person: Person, password: string, now: Date): Promise<ProofResult> =>
  limited(
    person,
    { what: 'password', now, recordRefusal: (refused) => recordUnproven(person, 'password', refused) },
    async () => {
      const hash = await findPasswordHash(person.id)
      return hash !== null && verifyPassword(hash, password)
    },
  )

/** Somebody at an open session who isn't its person would guess; the refusals of a quarter of an hour become one entry. */
export const recordUnproven = (
  person: Person,
  what: 'code' | 'password' | 'passkey',
  refused: Refused,
): Promise<void> =>
  recordDenied(
    { person, role: person.staffRole },
    {
      attempted: 'confirmation of who they are',
      because: refused === 'wrong' ? `incorrect ${what}` : 'too many attempts',
    },
  )

type Limited = { what: 'code' | 'password'; now: Date; recordRefusal: (refused: Refused) => Promise<void> }

async function limited(
  { id, email }: Person,
  { what, now, recordRefusal }: Limited,
  check: () => Promise<boolean>,
): Promise<ProofResult> {
  const shared = ['proof', what, id, (await findKnownDevice(email, now)) ?? ''] as const
  const result = await inTurn(shared.join(' '), async () => {
    const limits = { device: shared }
    const early = await findWait(limits, decideOnKnownDevice, now)
    const verdict = early ?? (await takeTry(limits, decideOnKnownDevice, now))
    if (verdict.kind === 'wait') return verdict
    if (!(await check())) return 'wrong'
    await forgetTries(shared)
    return 'right'
  })
  if (result === 'wrong') await recordRefusal('wrong')
  else if (typeof result === 'object') await recordRefusal('limited')
  return result
}

async function inTurn(key: string, work: () => Promise<ProofResult>): Promise<ProofResult> {
  const leaveEntries = await ENTRIES.enter(key, PATIENCE)
  const leaveHashing = leaveEntries && (await HASHING.enter(PATIENCE))
  try {
    return leaveHashing ? await work() : 'busy'
  } finally {
    leaveHashing?.()
    leaveEntries?.()
  }
}
