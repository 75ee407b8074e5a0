import type { ReactNode } from 'react'
import { ModeBadge } from '@/app/mode-badge'
import { PersonMenu } from '@/app/person-menu'
import { findAccountName } from '@/lib/auth/account-access'
import { findSignedInPerson } from '@/lib/auth/person'
import { environment, stripeMode } from '@/lib/env'
import { ViewBanner } from '@/lib/features/people/view-banner'

export default async function OwnerLayout({ children }: { children: ReactNode }) {
  const view = (await findSignedInPerson())?.view
  return (
    <>
      {view && <ViewBanner view={view} accountName={(await findAccountName(view.accountId)) ?? view.accountId} />}
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[1200px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 md:px-6">
          <p className="text-sm font-semibold">{environment().PLATFORM_NAME}</p>
          <ModeBadge mode={stripeMode()} />
          <div className="ml-auto">
            <PersonMenu />
          </div>
        </div>
      </header>
      <main className="mx-auto w-full max-w-[1200px] px-4 pt-5 pb-16 md:px-6">{children}</main>
    </>
  )
}
