'use server'
import { pageAction } from '@/lib/auth/page-action'
import { findOwnSession } from '@/lib/auth/person'
import { refuseMalformed } from '@/lib/auth/request'
import { saveNoticeChoices } from '@/lib/gateways/db/notice-choices'
import { loadNoticeChoices } from './load-notices'

/** Keeps what the person chose of what they can choose; a topic without a mark is switched off. */
export const saveNoticesAction = pageAction(async (form: unknown): Promise<'saved' | 'signed_out'> => {
  if (!(form instanceof FormData)) return refuseMalformed('Choices of notices came without a form.')
  const session = await findOwnSession()
  if (!session || session.mustSetUp) return 'signed_out'
  const { person } = session
  const open = (await loadNoticeChoices(person)).filter(({ isFixed }) => !isFixed)
  await saveNoticeChoices(person.id, new Map(open.map(({ topic }) => [topic, form.get(topic) === 'on'])))
  return 'saved'
})
