/** Crockford's base 32: no letter is taken for a digit, and the other way round. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

const LENGTH = 16

export const RECOVERY_CODES = 10

/** @param bytes sixteen random ones, of which five bits each count */
export const recoveryCode = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')

/** As it is shown and written down. */
export const showRecoveryCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

export type TypedCode = { kind: 'app'; digits: string } | { kind: 'recovery'; text: string }

/** Six digits of an app, or a recovery code, however they are grouped. Null for neither. */
export function readTypedCode(typed: string): TypedCode | null {
  const text = typed.replace(/[\s-]/g, '').toLowerCase()
  if (/^\d{6}$/.test(text)) return { kind: 'app', digits: text }
  const read = text.replace(/[il]/g, '1').replace(/o/g, '0')
  const isCode = read.length === LENGTH && [...read].every((each) => ALPHABET.includes(each))
  return isCode ? { kind: 'recovery', text: read } : null
}

/** Milliseconds for which a proof of who somebody is counts, before an act that needs one. */
const RECENT = 10 * 60_000

export const isRecentProof = (verifiedAt: Date, now: Date): boolean => {
  const age = now.getTime() - verifiedAt.getTime()
  return age < RECENT
}

/** Milliseconds in which a code has to follow the password. */
const PENDING = 10 * 60_000

export const mayStillPassCode = (startedAt: Date, now: Date): boolean => now.getTime() - startedAt.getTime() < PENDING
