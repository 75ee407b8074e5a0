import 'server-only'
import { rememberDevice } from '@/lib/auth/known-device'
import { recordFor } from '@/lib/auth/record-for'
import type { Person } from '@/lib/domain/access/permissions'
import type { SignInMethod } from '@/lib/domain/audit/audit-entry'
import { environment } from '@/lib/env'

/** Once somebody is signed in: their device is known, and the record says how they came in. */
export async function welcome(person: Person, device: string | null, now: Date, method?: SignInMethod): Promise<void> {
  await rememberDevice(person.email, device, now)
  const by = method ?? (isBreakGlass(person) ? 'break_glass' : undefined)
  await recordFor(
    { person, role: person.staffRole },
    {
      type: 'sign_in',
      ...(by && { by }),
      ...(device === null && { isNewDevice: true }),
    },
  )
}

function isBreakGlass({ email, staffRole }: Person): boolean {
  const { STAFF_SIGN_IN, BREAK_GLASS_EMAIL } = environment()
  return STAFF_SIGN_IN === 'single_sign_on' && staffRole !== null && email === BREAK_GLASS_EMAIL
}
