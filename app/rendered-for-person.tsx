import { viewerOf } from '@/lib/auth/page-action'
import type { Person } from '@/lib/domain/access/permissions'
import { ProveAgain } from '@/lib/features/sign-in/prove-again'
import { RenderedFor } from '@/lib/ui/rendered-for'

/** Every page has one; null for a page that needs nobody to be signed in. */
export const RenderedForPerson = ({ person }: { person: Person | null }) => (
  <>
    <RenderedFor viewer={person ? viewerOf(person) : ''} name={person?.name ?? ''} />
    {person && <ProveAgain />}
  </>
)
