import { findPlatform } from '@/lib/auth/account-access'
import { findOtherPerson } from '@/lib/auth/page-action'
import { cleanSearch } from '@/lib/domain/accounts/search-words'
import { findAnything } from '@/lib/features/palette/find'

/** What the palette of an open page finds; a request without access gets an empty response. */
export async function GET(request: Request) {
  const query = new URL(request.url).searchParams
  const other = await findOtherPerson(query.get('viewer'))
  if (other !== null) return Response.json(other, { status: 409 })
  const access = await findPlatform('accounts:list')
  return access
    ? Response.json(await findAnything(access, cleanSearch(query.get('q') ?? '')))
    : new Response(null, { status: 204 })
}
