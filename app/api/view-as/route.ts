import { requireAccountInAction } from '@/lib/auth/account-access'
import { findSession } from '@/lib/auth/person'
import { requestOrigin } from '@/lib/auth/request'
import { startView } from '@/lib/auth/support-view'

/** One of the staff begins to look at an account as its owner. */
export async function POST(request: Request) {
  const form = await request.formData().catch(() => null)
  const access = await requireAccountInAction(form?.get('account'), 'support_view:start')
  const session = await findSession()
  if (!access.ok || !session) return seeOther('/sign-in')
  await startView(access.value, session.id, await requestOrigin(), new Date())
  return seeOther(`/balance?account=${access.value.account.id}`)
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })
