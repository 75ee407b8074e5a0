import 'server-only'
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Person } from '@/lib/domain/access/permissions'
import { environment } from '@/lib/env'
import { countUse, findPasskey, listPasskeys, type Passkey, takeChallenge } from '@/lib/gateways/db/passkeys'
import { log } from '@/lib/log'

// A passkey counts as two factors: the device, and what it asked for, a PIN or a fingerprint (WebAuthn, user verification).

/** Milliseconds in which the person has to answer their browser. */
const PATIENCE = 5 * 60_000

/** For what a browser is asked; an answer counts for nothing else. */
export type Purpose = { kind: 'sign_in' } | { kind: 'prove'; sessionId: string } | Making

/** `sign_up`: by the link of an invitation, for the person who will have this id. */
type Making = { kind: 'add'; sessionId: string } | { kind: 'sign_up'; token: string; personId: string }

/** Browsers know passkeys for names, on https or on this machine. */
export function passkeysWork(): boolean {
  const { protocol, hostname } = new URL(environment().APP_URL)
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && (protocol === 'https:' || hostname === 'localhost')
}

const site = () => {
  const { hostname, origin } = new URL(environment().APP_URL)
  return { expectedOrigin: origin, expectedRPID: hostname }
}

const [RANDOM, TIME, SEAL] = [16, 6, 32]

function sealOf(bytes: Buffer, purpose: Purpose): Buffer {
  const key = Buffer.from(hkdfSync('sha256', environment().AUTH_SECRET, '', 'spillway passkey challenge', 32))
  return createHmac('sha256', key).update(bytes).update(describe(purpose)).digest()
}

function describe(purpose: Purpose): string {
  if (purpose.kind === 'sign_in') return 'sign_in'
  return purpose.kind === 'sign_up'
    ? `sign_up ${purpose.personId} ${purpose.token}`
    : `${purpose.kind} ${purpose.sessionId}`
}

/** Carries its end and its purpose, so that asking for one stores nothing. */
function newChallenge(purpose: Purpose, now: Date): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(RANDOM + TIME)
  randomBytes(RANDOM).copy(bytes)
  bytes.writeUIntBE(now.getTime() + PATIENCE, RANDOM, TIME)
  return Uint8Array.from(Buffer.concat([bytes, sealOf(bytes, purpose)]))
}

/** When a challenge that Spillway made ends; null for any other, for another purpose, or for one that has ended. */
function endOf(challenge: string, purpose: Purpose, now: Date): Date | null {
  const all = Buffer.from(challenge, 'base64url')
  if (all.length !== RANDOM + TIME + SEAL) return null
  const [bytes, seal] = [all.subarray(0, RANDOM + TIME), all.subarray(RANDOM + TIME)]
  if (!timingSafeEqual(seal, sealOf(bytes, purpose))) return null
  const end = bytes.readUIntBE(RANDOM, TIME)
  return end > now.getTime() ? new Date(end) : null
}

export type CreationOptions = Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'>

/** What a browser needs to make a passkey that can be found without an email. */
export async function creationOptions(
  { id, name, email }: Pick<Person, 'id' | 'name' | 'email'>,
  purpose: Making,
  now: Date,
): Promise<CreationOptions> {
  const { extensions: _, ...options } = await generateRegistrationOptions({
    rpName: 'Spillway',
    rpID: site().expectedRPID,
    userID: new TextEncoder().encode(id),
    userName: email,
    userDisplayName: name,
    challenge: newChallenge(purpose, now),
    timeout: PATIENCE,
    attestationType: 'none',
    excludeCredentials: (await listPasskeys(id)).map(toDescriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return options
}

/** What a browser needs to answer with a passkey: with any of this site at a sign-in, with one of the person's afterwards. */
export async function requestOptions(
  purpose: Exclude<Purpose, Making>,
  personId: string | null,
  now: Date,
): Promise<Omit<PublicKeyCredentialRequestOptionsJSON, 'extensions'>> {
  const { extensions: _, ...options } = await generateAuthenticationOptions({
    rpID: site().expectedRPID,
    challenge: newChallenge(purpose, now),
    timeout: PATIENCE,
    userVerification: 'required',
    allowCredentials: personId === null ? [] : (await listPasskeys(personId)).map(toDescriptor),
  })
  return options
}

type Transport = NonNullable<RegistrationResponseJSON['response']['transports']>[number]

/** What browsers call them may grow; one that doesn’t know a transport ignores it (WebAuthn §5.8.4). */
const toDescriptor = ({ id, transports }: Passkey) => ({ id, transports: transports as Transport[] })

const base64url = z
  .string()
  .max(12_000)
  .regex(/^[\w-]+$/)
const id = base64url.max(1400)
const common = { id, rawId: id, type: z.literal('public-key'), clientExtensionResults: z.looseObject({}) }
const registration = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .catch([]),
  }),
})
const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
})

/** The passkey that a browser has made, not stored yet; null for an answer that isn’t one to a challenge of this purpose. */
export async function readCreation(
  sent: unknown,
  purpose: Making,
  now: Date,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | null> {
  const parsed = registration.safeParse(sent)
  if (!parsed.success) return null
  const verified = await answered(purpose, now, (expectedChallenge) =>
    verifyRegistrationResponse({
      response: parsed.data as RegistrationResponseJSON,
      ...site(),
      expectedChallenge,
      requireUserVerification: true,
    }),
  )
  if (!verified?.verified) return null
  const { credential } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: parsed.data.response.transports,
  }
}

/**
 * Whose passkey has answered one of Spillway's challenges, once and with user verification.
 *
 * @returns `passkey` where one is known that answered, whether rightly or not; `isRight` only for the right answer
 */
export async function readAssertion(
  sent: unknown,
  purpose: Exclude<Purpose, Making>,
  now: Date,
): Promise<{ passkey: Passkey | null; isRight: boolean }> {
  const parsed = assertion.safeParse(sent)
  const passkey = parsed.success ? await findPasskey(parsed.data.id) : null
  if (!parsed.success || !passkey) return { passkey: null, isRight: false }
  const { userHandle } = parsed.data.response
  const isOfPerson = userHandle == null || Buffer.from(userHandle, 'base64url').toString() === passkey.personId
  const verified = isOfPerson
    ? await answered(purpose, now, (expectedChallenge) =>
        verifyAuthenticationResponse({
          response: parsed.data as AuthenticationResponseJSON,
          ...site(),
          expectedChallenge,
          // A counter that doesn’t grow is refused: the key was copied (WebAuthn §6.1.1).
          credential: passkey,
          requireUserVerification: true,
        }),
      )
    : null
  const isRight = verified?.verified === true && (await countUse(passkey, verified.authenticationInfo.newCounter, now))
  return { passkey, isRight }
}

/** Runs a verification, and uses its challenge up where it succeeds. */
async function answered<T extends { verified: boolean }>(
  purpose: Purpose,
  now: Date,
  verify: (isOurs: (challenge: string) => boolean) => Promise<T>,
): Promise<T | null> {
  const ours = new Map<string, Date>()
  try {
    const verified = await verify((challenge) => {
      const end = endOf(challenge, purpose, now)
      if (end) ours.set(challenge, end)
      return end !== null
    })
    if (!verified.verified) return null
    for (const [challenge, end] of ours) if (!(await takeChallenge(challenge, end))) return null
    return verified
  } catch (error) {
    log().warn({ because: error instanceof Error ? error.message : String(error) }, 'passkey refused')
    return null
  }
}
