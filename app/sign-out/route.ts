import { findOtherPerson } from '@/lib/auth/page-action'
import { signOut } from '@/lib/features/sign-in/sign-in'

/** Ends the session and takes the browser to a new document, of which it clears everything that the last one left. */
export async function POST(request: Request) {
  const form = await request.formData().catch(() => null)
  if (!form) return new Response(null, { status: 400 })
  // A page of another person does nothing; the browser is taken to the pages of the person who is signed in.
  if (await findOtherPerson(form.get('viewer'))) return seeOther('/')
  await signOut()
  return seeOther('/sign-in', { 'clear-site-data': '"cache", "storage"' })
}

const seeOther = (location: string, headers?: HeadersInit) =>
  new Response(null, { status: 303, headers: { location, ...headers } })
