import { cookies } from 'next/headers'
import { SignOut } from '@/app/sign-out'
import { viewerOf } from '@/lib/auth/page-action'
import { findSignedInPerson } from '@/lib/auth/person'
import { mayChangeOwn } from '@/lib/domain/access/permissions'
import { isolate } from '@/lib/domain/text'
import { noticesText } from '@/lib/features/notices/text'
import { securityText } from '@/lib/features/security/text'
import { Menu } from '@/lib/ui/menu'
import { type Theme, ThemeChoice } from '@/lib/ui/theme-choice'

/** Who is signed in, and what they choose for themselves. */
export async function PersonMenu() {
  const person = await findSignedInPerson()
  if (!person) return null
  const theme = ((await cookies()).get('theme')?.value ?? 'system') as Theme
  return (
    <Menu
      id="person-menu"
      buttonClassName="flex items-center gap-2 rounded-sm px-2 py-1.5 text-left text-sm hover:bg-sunken"
      trigger={
        <>
          <span
            aria-hidden="true"
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            <bdi translate="no">{[...person.name][0]}</bdi>
          </span>
          <span className="min-w-0 max-md:sr-only">
            <bdi translate="no" className="block truncate font-medium">
              {person.name}
            </bdi>
            {person.staffRole && <span className="block text-xs text-muted">{person.staffRole}</span>}
          </span>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <p className="truncate text-xs text-muted" title={isolate(person.email)}>
          <bdi translate="no">{person.email}</bdi>
        </p>
        <ThemeChoice initial={theme} />
        {mayChangeOwn(person) && (
          <>
            <a href="/notices" className="text-sm text-accent underline underline-offset-2">
              {noticesText.title}
            </a>
            <a href="/security" className="text-sm text-accent underline underline-offset-2">
              {securityText.title}
            </a>
          </>
        )}
        <SignOut viewer={viewerOf(person)} />
      </div>
    </Menu>
  )
}
