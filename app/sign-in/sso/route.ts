import { beginSingleSignOn } from '@/lib/auth/single-sign-on'
import { returnPathOf } from '@/lib/domain/access/return-path'

/** Takes the browser to the identity provider of the staff. */
export async function GET(request: Request) {
  const begun = await beginSingleSignOn(returnPathOf(new URL(request.url).searchParams.get('to')))
  const location = begun.ok ? begun.value.href : `/sign-in?sso=${begun.failure}`
  return new Response(null, { status: 303, headers: { location } })
}
