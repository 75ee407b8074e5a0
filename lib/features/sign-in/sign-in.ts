import 'server-only'
import { headers } from 'next/headers'
import { Admission } from '@/lib/admission'
import { betterAuthServer, hashPassword, verifyPassword } from '@/lib/auth/better-auth'
import { findKnownDevice } from '@/lib/auth/known-device'
import { openSession, setCookies } from '@/lib/auth/open-session'
import { readAssertion } from '@/lib/auth/passkeys'
import { findPendingSession, findSession, findSignedInPerson } from '@/lib/auth/person'
import { type ProofResult, recordUnproven, tryCode, tryPassword as tryPasswordAgain } from '@/lib/auth/proof'
import { recordDenied, recordFor } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import { addressGroup } from '@/lib/client-address'
import { proofOf } from '@/lib/domain/access/page-answer'
import type { Person } from '@/lib/domain/access/permissions'
import { decideElsewhere, decideOnKnownDevice, type Verdict } from '@/lib/domain/access/sign-in-limits'
import { environment, mustUseSso } from '@/lib/env'
import { findPersonIdByEmail, findSignIn, findSignInByEmail } from '@/lib/gateways/db/people'
import { saveVerified } from '@/lib/gateways/db/sessions'
import { findWait, forgetTries, takeTry } from '@/lib/gateways/db/sign-in-tries'
import { metrics } from '@/lib/metrics'
import { countRefusal } from './count-refusals'
import { welcome } from './welcome'

/**
 * Attempts that are worked on at once, and those that wait for that, in each process: hashing a password takes a processor
 * and 46 MiB. Known devices have a place of their own, which an attack from elsewhere can't fill.
 */
const KNOWN_DEVICES = new Admission({ active: 1, waiting: 20 })
const ELSEWHERE = new Admission({ active: 1, waiting: 20 })
/** How many times as long as an attempt took the next one has to wait while others do: pages come first. */
const REST = 2
const PATIENCE = 10_000

/** `signed_in`: also where a code has to follow, without which the session opens nothing. */
export type SignInResult = 'signed_in' | 'wrong' | 'use_sso' | 'busy' | Extract<Verdict, { kind: 'wait' }>

/** An unknown email and a wrong password take the same steps and get the same result. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  const [origin, device] = [await requestOrigin(), await findKnownDevice(email, new Date())]
  const limits = limitsOf(email, device, origin.ipAddress ? addressGroup(origin.ipAddress) : 'unknown')
  const result = await takeTurn(limits.places, async () => {
    const verdict = await limits.findWait(new Date())
    const result = verdict ?? (await tryPassword(email, password, limits, device))
    if (result === 'signed_in' || result === 'use_sso') return result
    const isPerson = (await findPersonIdByEmail(email)) !== null
    await countRefusal({ email, isPerson, kind: result === 'wrong' ? 'wrong' : 'limited', origin })
    return result
  })
  metrics.signIns.inc({ result: typeof result === 'string' ? result : result.kind })
  return result
}

/** The answer comes at once, and the next attempt after a rest. */
async function takeTurn(places: Admission, work: () => Promise<SignInResult>): Promise<SignInResult> {
  const leave = await places.enter(PATIENCE)
  if (!leave) return 'busy'
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    if (places.isCrowded) setTimeout(leave, REST * (performance.now() - startedAt))
    else leave()
  }
}

type SignInLimits = {
  places: Admission
  findWait: (now: Date) => ReturnType<typeof findWait>
  takeTry: (now: Date) => Promise<Verdict>
  forget: () => Promise<void>
}

function limitsOf(email: string, device: string | null, address: string): SignInLimits {
  if (device) {
    const limits = { device: ['device', email, device] } as const
    return {
      places: KNOWN_DEVICES,
      findWait: (now) => findWait(limits, decideOnKnownDevice, now),
      takeTry: (now) => takeTry(limits, decideOnKnownDevice, now),
      forget: () => forgetTries(limits.device),
    }
  }
  const limits = { address: ['address', address], email: ['email', email], place: ['place', email, address] } as const
  return {
    places: ELSEWHERE,
    findWait: (now) => findWait(limits, decideElsewhere, now),
    takeTry: (now) => takeTry(limits, decideElsewhere, now),
    forget: () => forgetTries(limits.place),
  }
}

async function tryPassword(
  email: string,
  password: string,
  limits: SignInLimits,
  device: string | null,
): Promise<SignInResult> {
  const now = new Date()
  const verdict = await limits.takeTry(now)
  if (verdict.kind === 'wait') return verdict
  const found = await findSignInByEmail(email)
  const isRight = await isPassword(found?.passwordHash ?? null, password)
  if (!found || !isRight || found.person.disabledAt) return 'wrong'
  const { person } = found
  // Only a person who knows the password learns that it isn’t enough.
  if (mustUseSso(person)) {
    await recordRequired(person, 'a sign-in with a password')
    return 'use_sso'
  }
  await openSession(person.id, { isProven: false })
  await limits.forget()
  if (proofOf(found) === 'password') await welcome(person, device, now)
  return 'signed_in'
}

/** Where there is no password, after as much work. */
async function isPassword(hash: string | null, password: string): Promise<boolean> {
  if (hash !== null) return verifyPassword(hash, password)
  await hashPassword(password)
  return false
}

const recordRequired = (person: Person, attempted: string) =>
  recordDenied({ person, role: person.staffRole }, { attempted, because: 'staff sign in by the identity provider' })

/**
 * A passkey counts as both factors, so nothing has to follow. Where staff have to come from the identity provider, it only
 * follows that.
 */
export async function signInWithPasskey(sent: unknown): Promise<'right' | 'wrong' | 'use_sso'> {
  const now = new Date()
  const { passkey, isRight } = await readAssertion(sent, { kind: 'sign_in' }, now)
  const known = passkey && (await findSignIn(passkey.personId))
  const found = known?.person.disabledAt ? null : known
  metrics.signIns.inc({ result: found && isRight ? 'signed_in' : 'wrong' })
  if (found && isRight) {
    const begun = await findPendingSession()
    if (mustUseSso(found.person) && begun?.person.id !== found.person.id) {
      await recordRequired(found.person, 'a sign-in with a passkey alone')
      return 'use_sso'
    }
    await openSession(found.person.id, { isProven: true })
    await welcome(found.person, await findKnownDevice(found.person.email, now), now, 'passkey')
    return 'right'
  }
  if (found)
    await countRefusal({ email: found.person.email, isPerson: true, kind: 'wrong', origin: await requestOrigin() })
  return 'wrong'
}

/** The code that follows a right password. */
export async function passCode(typed: string): Promise<ProofResult | 'signed_out'> {
  const session = await findPendingSession()
  if (!session) return 'signed_out'
  const { id, person } = session
  const now = new Date()
  const origin = await requestOrigin()
  const result = await tryCode(person, typed, now, (kind) =>
    countRefusal({ email: person.email, isPerson: true, kind, origin }),
  )
  metrics.signIns.inc({ result: result === 'right' ? 'signed_in' : typeof result === 'string' ? result : result.kind })
  if (result === 'right') {
    await saveVerified(id, now)
    await welcome(person, await findKnownDevice(person.email, now), now)
  }
  return result
}

/** A person who is signed in proves again who they are: with a code where they have a second factor, or their password. */
export async function proveAgain(typed: string): Promise<ProofResult | 'signed_out'> {
  const session = await findSession()
  if (!session) return 'signed_out'
  const now = new Date()
  const prove = proofOf(session) === 'password' ? tryPasswordAgain : tryCode
  const result = await prove(session.person, typed, now)
  if (result === 'right') await saveVerified(session.id, now)
  return result
}

/** As `proveAgain`, with a passkey of the person. */
export async function proveWithPasskey(sent: unknown): Promise<boolean | 'signed_out'> {
  const session = await findSession()
  if (!session) return 'signed_out'
  const now = new Date()
  const { passkey, isRight } = await readAssertion(sent, { kind: 'prove', sessionId: session.id }, now)
  if (!isRight || passkey?.personId !== session.person.id) {
    await recordUnproven(session.person, 'passkey', 'wrong')
    return false
  }
  await saveVerified(session.id, now)
  return true
}

export async function signOut(): Promise<void> {
  const person = await findSignedInPerson()
  await setCookies(await endSession())
  if (person) await recordFor({ person, role: person.staffRole }, { type: 'sign_out' })
}

async function endSession(): Promise<Response> {
  const { APP_URL } = environment()
  const received = await headers()
  const auth = await betterAuthServer()
  const answer = await auth.handler(
    new Request(new URL('/api/auth/sign-out', APP_URL), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(APP_URL).origin,
        cookie: received.get('cookie') ?? '',
      },
      body: '{}',
    }),
  )
  if (answer.status >= 500) throw new Error(`better-auth answered a sign-out with ${answer.status}`)
  return answer
}
