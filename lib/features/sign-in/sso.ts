import 'server-only'
import { findKnownDevice } from '@/lib/auth/known-device'
import { openSession } from '@/lib/auth/open-session'
import { requestOrigin } from '@/lib/auth/request'
import { finishSingleSignOn } from '@/lib/auth/single-sign-on'
import { acceptIdentity } from '@/lib/auth/staff-identity'
import { proofOf } from '@/lib/domain/access/page-answer'
import { findPersonIdByEmail, findSignIn } from '@/lib/gateways/db/people'
import { metrics } from '@/lib/metrics'
import { countRefusal } from './count-refusals'
import { welcome } from './welcome'

/**
 * What the identity provider sent the browser back with. It takes the place of the password: where the person has a
 * second factor, it has to follow.
 *
 * @returns where the browser goes: on, or to the sign-in page, which says why nobody was signed in
 */
export async function signInBySso(search: string): Promise<string> {
  const finished = await finishSingleSignOn(search)
  const accepted = finished.ok ? await acceptIdentity(finished.value.identity, finished.value.issuer) : finished
  metrics.signIns.inc({ result: accepted.ok ? 'signed_in' : 'wrong' })
  if (!finished.ok || !accepted.ok) {
    if (finished.ok) await recordRefusal(finished.value.identity.email)
    return `/sign-in?sso=${finished.ok ? (accepted.ok ? '' : accepted.failure) : finished.failure}`
  }
  const person = accepted.value
  await openSession(person.id, { isProven: false })
  const found = await findSignIn(person.id)
  if (found && proofOf(found) === 'password') {
    const now = new Date()
    await welcome(found.person, await findKnownDevice(person.email, now), now, 'single_sign_on')
  }
  const { returnPath } = finished.value
  return `/sign-in?signed-in${returnPath ? `&to=${encodeURIComponent(returnPath)}` : ''}`
}

async function recordRefusal(email: string): Promise<void> {
  const isPerson = (await findPersonIdByEmail(email)) !== null
  await countRefusal({ email, isPerson, kind: 'wrong', origin: await requestOrigin() })
}
