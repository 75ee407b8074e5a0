import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { SignOut } from '@/app/sign-out'
import { findSignedInPerson } from '@/lib/auth/person'
import { environment, stripeMode } from '@/lib/env'
import { ModeBadge } from '@/lib/ui/mode-badge'
import { type Theme, ThemeChoice } from '@/lib/ui/theme-choice'

export default async function OwnerLayout({ children }: { children: ReactNode }) {
  const person = await findSignedInPerson()
  const theme = ((await cookies()).get('theme')?.value ?? 'system') as Theme
  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[1200px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 md:px-6">
          <p className="text-sm font-semibold">{environment().PLATFORM_NAME}</p>
          <ModeBadge mode={stripeMode()} />
          <div className="ml-auto flex items-center gap-3">
            <span className="text-xs text-muted max-sm:hidden">{person?.email}</span>
            <ThemeChoice initial={theme} />
            <SignOut />
          </div>
        </div>
      </header>
      <main className="mx-auto w-full max-w-[1200px] px-4 pt-5 pb-16 md:px-6">{children}</main>
    </>
  )
}
