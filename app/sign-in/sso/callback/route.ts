import { signInBySso } from '@/lib/features/sign-in/sso'

/** Where the identity provider sends the browser back. */
export async function GET(request: Request) {
  const location = await signInBySso(new URL(request.url).search)
  return new Response(null, { status: 303, headers: { location } })
}
