'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { createOwnKey, revokeOwnKey } from '@/lib/auth/api-keys'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { findOwnSession } from '@/lib/auth/person'
import { refuseMalformed } from '@/lib/auth/request'
import { API_SCOPES, KEY_DAYS } from '@/lib/domain/access/api-scopes'
import type { Refused } from './actions'
import { keyText as text } from './key-text'
import { securityText } from './text'

const SIGNED_OUT: Refused = { kind: 'refused', problem: securityText.signedOut }

const days = z.coerce.number().refine((value) => KEY_DAYS.some((each) => each === value))
const name = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .refine((typed) => typed.isWellFormed() && !/\p{C}/u.test(typed))
const scopes = z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length)

/** A key of the person's own. It is shown once, because only its hash is kept. */
export const createKeyAction = provenAction(
  async (form: unknown): Promise<{ kind: 'created'; key: string } | Refused> => {
    const session = await findOwnSession()
    if (!session || session.mustSetUp) return SIGNED_OUT
    if (!(form instanceof FormData)) return refuseMalformed('A new key came without a form.')
    const [named, lasts, chosen] = [
      name.safeParse(form.get('key-name')),
      days.safeParse(form.get('days')),
      scopes.safeParse([...new Set(form.getAll('scope'))]),
    ]
    if (!named.success || !lasts.success || !chosen.success) return { kind: 'refused', problem: text.invalid }
    const wanted = { name: named.data, scopes: chosen.data, days: lasts.data }
    const created = await createOwnKey(session.person, wanted, new Date())
    if (!created.ok) return { kind: 'refused', problem: text.problems[created.failure] }
    refresh()
    return { kind: 'created', key: created.value }
  },
)

export const revokeKeyAction = pageAction(async (id: unknown): Promise<'revoked' | Refused> => {
  const session = await findOwnSession()
  if (!session) return SIGNED_OUT
  const parsed = z.uuid().safeParse(id)
  if (!parsed.success) return refuseMalformed('A key to revoke has no id.')
  await revokeOwnKey(session.person, parsed.data)
  refresh()
  return 'revoked'
})
