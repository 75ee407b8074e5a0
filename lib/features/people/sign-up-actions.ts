'use server'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/page-action'
import type { CreationOptions } from '@/lib/auth/passkeys'
import type { PeopleProblem } from '@/lib/auth/people'
import { findSignedInPerson } from '@/lib/auth/person'
import { refuseMalformed } from '@/lib/auth/request'
import { beginSignUp, signUp } from '@/lib/auth/sign-up'
import { showRecoveryCode } from '@/lib/domain/access/recovery-codes'

const token = z.string().min(1).max(100)
// PostgreSQL stores no NUL, and nobody's name has a line break.
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u)
const begun = z.strictObject({ token, name })
const made = z.strictObject({ token, name, personId: z.uuid(), sent: z.unknown() })

type Refused = { kind: 'refused'; problem: PeopleProblem | 'signed_in' | 'not_accepted' }

/** What an invited person's browser makes a passkey from. */
export const beginSignUpAction = publicAction(
  async (form: unknown): Promise<{ kind: 'begun'; personId: string; options: CreationOptions } | Refused> => {
    const parsed = begun.safeParse(form)
    if (!parsed.success) return refuseMalformed('A sign-up with a passkey can’t be read.')
    if (await findSignedInPerson()) return { kind: 'refused', problem: 'signed_in' }
    const answer = await beginSignUp(parsed.data.token, parsed.data.name, new Date())
    return answer.ok ? { kind: 'begun', ...answer.value } : { kind: 'refused', problem: answer.failure }
  },
)

/** Makes an invited person with their passkey. The recovery codes are shown this once. */
export const signUpAction = publicAction(
  async (form: unknown): Promise<{ kind: 'signed_up'; codes: string[] } | Refused> => {
    const parsed = made.safeParse(form)
    if (!parsed.success) return refuseMalformed('A sign-up with a passkey can’t be read.')
    if (await findSignedInPerson()) return { kind: 'refused', problem: 'signed_in' }
    const answer = await signUp({ ...parsed.data, passkey: 'First passkey', sent: parsed.data.sent }, new Date())
    if (!answer.ok) return { kind: 'refused', problem: answer.failure }
    return { kind: 'signed_up', codes: answer.value.recoveryCodes.map(showRecoveryCode) }
  },
)
