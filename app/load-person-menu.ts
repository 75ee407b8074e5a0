import { cookies } from 'next/headers'
import { viewerOf } from '@/lib/auth/page-action'
import { findSignedInPerson } from '@/lib/auth/person'
import { mayChangeOwn } from '@/lib/domain/access/permissions'
import { noticesText } from '@/lib/features/notices/text'
import { securityText } from '@/lib/features/security/text'
import type { PersonMenuProps } from './person-menu'

/** Null while nobody is signed in. */
export async function loadPersonMenu(): Promise<PersonMenuProps | null> {
  const person = await findSignedInPerson()
  if (!person) return null
  const { name, email, staffRole } = person
  return {
    ...{ name, email, staffRole },
    viewer: viewerOf(person),
    theme: (await cookies()).get('theme')?.value ?? 'system',
    links: mayChangeOwn(person)
      ? [
          ['/notices', noticesText.title],
          ['/security', securityText.title],
        ]
      : [],
  }
}
