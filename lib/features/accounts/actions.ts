'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { requirePlatform } from '@/lib/auth/account-access'
import { pageAction } from '@/lib/auth/page-action'
import { refuseMalformed, requestOrigin } from '@/lib/auth/request'
import { text } from '@/lib/domain/foreign'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { removeView, saveView } from '@/lib/gateways/db/saved-views'
import { canonicalParams } from './query'
import { requestSync } from './sync-accounts'

/** Asks for a sync and returns immediately; the list shows its progress. */
export const startSyncAction = pageAction(async (): Promise<'started' | 'already_running'> => {
  const access = await requirePlatform('accounts:sync')
  return requestSync({ actor: actorOf(access), origin: await requestOrigin() })
})

const newView = z.object({ name: z.string().max(60), isShared: z.boolean(), params: z.string().max(2000) })

/** Saves the list that somebody looks at under a name. */
export const saveViewAction = pageAction(async (wanted: unknown): Promise<'saved' | 'too_many' | 'no_name'> => {
  const access = await requirePlatform('accounts:list')
  const parsed = newView.safeParse(wanted)
  if (!parsed.success) return refuseMalformed('A view of the accounts list can’t be read.')
  const { isShared, params } = parsed.data
  const name = text(parsed.data.name)
  if (name === null) return 'no_name'
  const when = { now: new Date(), origin: await requestOrigin() }
  const answer = await saveView(access, { name, isShared, params: canonicalParams(params) }, when)
  refresh()
  return answer
})

export const removeViewAction = pageAction(async (id: unknown): Promise<'removed'> => {
  const access = await requirePlatform('accounts:list')
  const parsed = z.uuid().safeParse(id)
  if (!parsed.success) return refuseMalformed('A view without an id.')
  await removeView(access, parsed.data, await requestOrigin())
  refresh()
  return 'removed'
})
