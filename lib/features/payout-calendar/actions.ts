'use server'
import { randomBytes } from 'node:crypto'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction } from '@/lib/auth/page-action'
import { recordFor } from '@/lib/auth/record-for'
import { environment } from '@/lib/env'
import { revokeCalendarFeed, saveCalendarFeed } from '@/lib/gateways/db/calendar-feeds'

/** A new private calendar link; the one before stops working. It is shown once, because only its hash is kept. */
export const createCalendarLinkAction = pageAction(async (accountId: string): Promise<string | null> => {
  const access = await requireAccountInAction(accountId, 'calendar_feed:manage')
  if (!access.ok) return null
  const token = randomBytes(32).toString('base64url')
  await saveCalendarFeed(access.value, token, new Date())
  await recordFor(access.value, { type: 'calendar_feed.created' })
  return new URL(`/api/calendar/${token}`, environment().APP_URL).href
})

export const revokeCalendarLinkAction = pageAction(async (accountId: string): Promise<boolean> => {
  const access = await requireAccountInAction(accountId, 'calendar_feed:manage')
  if (!access.ok) return false
  if (await revokeCalendarFeed(access.value, new Date()))
    await recordFor(access.value, { type: 'calendar_feed.revoked' })
  return true
})
