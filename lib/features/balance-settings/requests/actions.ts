'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { refuseMalformed } from '@/lib/auth/request'
import { BALANCE_SETTINGS_FIELDS } from '@/lib/domain/settings/fields'
import { plainText } from '../plain-text'
import { addWish } from './add-request'
import { carryOutApproved, type DecisionAnswer, decide, withdraw } from './decide-request'

const because = plainText(500)
  .trim()
  .transform((text) => text || null)
  .nullable()
const decision = z.strictObject({
  requestId: z.uuid(),
  decision: z.enum(['approve', 'reject', 'break_glass', 'carry_out']),
  because,
})

type Answer = DecisionAnswer | { kind: 'signed_out' }

/** For admins, about other people's requests; and about their own, where it can't wait for anybody. */
export const decideRequestAction = provenAction(async (accountId: unknown, wanted: unknown): Promise<Answer> => {
  const access = await requireAccountInAction(accountId, 'balance_settings:approve')
  if (!access.ok) return { kind: 'signed_out' }
  const parsed = decision.safeParse(wanted)
  if (!parsed.success) return refuseMalformed('A decision about a request can’t be read.')
  const { requestId, decision: what, because } = parsed.data
  const answer =
    what === 'carry_out'
      ? await carryOutApproved(access.value, requestId, new Date())
      : await decide(access.value, { requestId, decision: what, because }, new Date())
  refresh()
  return answer
})

/** For the person who made the request. */
export const withdrawRequestAction = pageAction(async (accountId: unknown, requestId: unknown): Promise<Answer> => {
  const access = await requireAccountInAction(accountId, 'balance_settings:request')
  if (!access.ok) return { kind: 'signed_out' }
  const id = z.uuid().safeParse(requestId)
  if (!id.success) return refuseMalformed('A request to withdraw has no id.')
  const answer = await withdraw(access.value, id.data, new Date())
  refresh()
  return answer
})

const wish = z.strictObject({
  field: z.enum(BALANCE_SETTINGS_FIELDS as [(typeof BALANCE_SETTINGS_FIELDS)[number]]),
  wanted: plainText(300).trim().min(1),
  reason: plainText(500).trim().min(1),
})

export type WishAnswer = { kind: 'sent' } | { kind: 'disconnected' } | { kind: 'incomplete' } | { kind: 'signed_out' }

/** An owner asks for a change that only the platform can make. */
export const requestSettingAction = pageAction(async (accountId: unknown, form: unknown): Promise<WishAnswer> => {
  const access = await requireAccountInAction(accountId, 'balance_settings:request')
  if (!access.ok) return { kind: 'signed_out' }
  const parsed = wish.safeParse(form)
  if (!parsed.success) {
    const isTyped = parsed.error.issues.every(({ path: [field] }) => field === 'wanted' || field === 'reason')
    return isTyped ? { kind: 'incomplete' } : refuseMalformed('A request for a setting can’t be read.')
  }
  const requestId = await addWish(access.value, parsed.data)
  refresh()
  return { kind: requestId === null ? 'disconnected' : 'sent' }
})
