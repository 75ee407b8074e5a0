import 'server-only'
import { randomUUID } from 'node:crypto'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { type AccessLink, takeAccessLink } from '@/lib/gateways/db/access-links'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { findPasskey, savePasskey } from '@/lib/gateways/db/passkeys'
import { createPerson, findPersonByEmail, findPersonIdByEmail } from '@/lib/gateways/db/people'
import { saveRecoveryCodes } from '@/lib/gateways/db/second-factors'
import { findUsableLink } from './access-links'
import { newRecoveryCodes } from './own-sign-in'
import { type CreationOptions, creationOptions, readCreation } from './passkeys'
import { accountOf, give, type PeopleProblem, recordAboutPerson } from './people'
import { requestOrigin } from './request'

// An invited person signs up with a passkey and has no password.

/** Null for anything but an invitation of somebody who can't sign in yet. */
async function findInvited(token: string, now: Date): Promise<Extract<AccessLink, { purpose: 'invitation' }> | null> {
  const link = await findUsableLink(token, now)
  return link?.purpose === 'invitation' && (await findPersonIdByEmail(link.email)) === null ? link : null
}

/** What a browser makes the passkey from; `personId` is what the person will have, and the challenge is sealed with it. */
export async function beginSignUp(
  token: string,
  name: string,
  now: Date,
): Promise<Result<{ personId: string; options: CreationOptions }, 'link_ended'>> {
  const link = await findInvited(token, now)
  if (!link) return fail('link_ended')
  const personId = randomUUID()
  const options = await creationOptions(
    { id: personId, name, email: link.email },
    { kind: 'sign_up', token, personId },
    now,
  )
  return succeed({ personId, options })
}

type SignUp = { token: string; personId: string; name: string; passkey: string; sent: unknown }

/**
 * Makes the person of an invitation, with their passkey and what the invitation gives. The link is used up with it, so of
 * two browsers one gets in.
 *
 * @param sent what the browser answered to `beginSignUp`
 * @returns recovery codes, which are not kept as they are
 */
export async function signUp(
  { token, personId, name, passkey, sent }: SignUp,
  now: Date,
): Promise<Result<{ recoveryCodes: string[] }, PeopleProblem | 'not_accepted'>> {
  const invited = await findInvited(token, now)
  if (!invited) return fail('link_ended')
  const account = await accountOf(invited.grant)
  if (!account.ok) return account
  const made = await readCreation(sent, { kind: 'sign_up', token, personId }, now)
  if (!made || (await findPasskey(made.id))) return fail('not_accepted')
  const [origin, recoveryCodes] = [await requestOrigin(), newRecoveryCodes()]
  return transaction(async (tx) => {
    const link = await takeAccessLink(token, now, tx)
    if (link?.purpose !== 'invitation' || (await findPersonByEmail(link.email, tx))) return fail('link_ended')
    const person = await createPerson({ id: personId, name, email: link.email, passwordHash: null }, tx)
    if (!(await savePasskey({ ...made, personId, name: passkey }, now, tx))) throw new Error('a passkey came twice')
    await saveRecoveryCodes(personId, recoveryCodes, tx)
    const by = { actor: actorOf({ person, role: null }), personId: null, origin }
    await give(by, person, link.grant, account.value, tx)
    await recordAboutPerson(by, { type: 'person.passkey_added', email: person.email, passkey }, tx)
    return succeed({ recoveryCodes })
  })
}
