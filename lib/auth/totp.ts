import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import { environment } from '@/lib/env'

/** Seconds for which a code is shown (RFC 6238 §5.2, as every authenticator app has it). */
const PERIOD = 30

/** 192 random bits as text; RFC 4226 §4 recommends 160. */
export const newSecret = (): string => randomBytes(24).toString('base64url')

/** The address that an authenticator app reads, which holds the secret. */
export const setUpAddress = (secret: string, email: string): string => createOTP(secret).url('Spillway', email)

/**
 * The time step of a code, counted in half minutes since 1970. Clocks may differ by one step (RFC 6238 §5.2).
 *
 * @param usedStep the step of the last code that was accepted: it and all before it are refused (RFC 6238 §5.2)
 * @returns null for a code that is wrong, too old or used
 */
export async function findStep(secret: string, code: string, usedStep: number, now: Date): Promise<number | null> {
  const { hotp } = createOTP(secret)
  const current = Math.floor(now.getTime() / 1000 / PERIOD)
  let found: number | null = null
  for (const step of [current - 1, current, current + 1]) {
    if (isSame(code, await hotp(step)) && step > usedStep) found = step
  }
  return found
}

function isSame(typed: string, expected: string): boolean {
  const [a, b] = [Buffer.from(typed), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Twelve bytes are the nonce, and sixteen prove that nothing was changed (NIST SP 800-38D). */
const [NONCE, TAG] = [12, 16]

const keyFrom = (authSecret: string) => Buffer.from(hkdfSync('sha256', authSecret, '', 'spillway second factor', 32))

/** What is stored of a secret: without AUTH_SECRET it can't be read, and in another person's row it is worth nothing. */
export function sealSecret(secret: string, personId: string, { AUTH_SECRET } = environment()): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(AUTH_SECRET), nonce).setAAD(Buffer.from(personId))
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** Null for what was sealed with another AUTH_SECRET, for another person, or changed. */
export function openSecret(sealed: string, personId: string, { AUTH_SECRET } = environment()): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(AUTH_SECRET), bytes.subarray(0, NONCE), {
    authTagLength: TAG,
  })
    .setAAD(Buffer.from(personId))
    .setAuthTag(bytes.subarray(-TAG))
  try {
    return decipher.update(bytes.subarray(NONCE, -TAG)).toString('utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
