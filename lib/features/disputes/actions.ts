'use server'
import { refresh } from 'next/cache'
import { pageAction } from '@/lib/auth/page-action'
import { findSignedInPerson } from '@/lib/auth/person'
import { refuseMalformed } from '@/lib/auth/request'
import { mayChangeOwn } from '@/lib/domain/access/permissions'
import { dispute, findDisputeLink } from '@/lib/record/disputes'

/** Records the report. The page is rendered again and shows what is so now, also where another report came first. */
export const disputeAction = pageAction(async (token: unknown): Promise<null> => {
  if (typeof token !== 'string' || token.length > 100) return refuseMalformed('A report came without its link.')
  const [link, person] = [await findDisputeLink(token, new Date()), await findSignedInPerson()]
  if (link && (!person || (person.id === link.person.id && mayChangeOwn(person))))
    await dispute(token, link, new Date())
  refresh()
  return null
})
