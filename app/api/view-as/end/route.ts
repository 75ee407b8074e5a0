import { findSession } from '@/lib/auth/person'
import { requestOrigin } from '@/lib/auth/request'
import { endView } from '@/lib/auth/support-view'

/** The way out of a view as owner, back to the account as staff see it. */
export async function POST() {
  const view = (await findSession())?.person.view
  if (!view) return seeOther('/')
  await endView(view.id, 'left', await requestOrigin(), new Date())
  return seeOther(`/accounts/${view.accountId}`)
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })
