'use client'
import { isolate } from '@/lib/domain/text'
import { Menu } from '@/lib/ui/menu'
import { ThemeChoice } from '@/lib/ui/theme-choice'
import { SignOut } from './sign-out'

export type PersonMenuProps = {
  name: string
  email: string
  staffRole: string | null
  viewer: string
  theme: string
  /** To the pages about what is their own. */
  links: readonly (readonly [href: string, label: string])[]
}

/** Who is signed in, and what they choose for themselves. */
export function PersonMenu({ name, email, staffRole, viewer, theme, links }: PersonMenuProps) {
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
            <bdi translate="no">{[...name][0]}</bdi>
          </span>
          <span className="min-w-0 max-md:sr-only">
            <bdi translate="no" className="block truncate font-medium">
              {name}
            </bdi>
            {staffRole && <span className="block text-xs text-muted">{staffRole}</span>}
          </span>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <p className="truncate text-xs text-muted" title={isolate(email)}>
          <bdi translate="no">{email}</bdi>
        </p>
        <ThemeChoice initial={theme} />
        {links.map(([href, label]) => (
          <a key={href} href={href} className="link text-sm">
            {label}
          </a>
        ))}
        <SignOut viewer={viewer} />
      </div>
    </Menu>
  )
}
