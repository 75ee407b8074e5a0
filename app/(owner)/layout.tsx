import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { loadPersonMenu } from '@/app/load-person-menu'
import { ModeBadge } from '@/app/mode-badge'
import { PersonMenu } from '@/app/person-menu'
import { findAccountName } from '@/lib/auth/account-access'
import { findSignedInPerson } from '@/lib/auth/person'
import { accentStyle } from '@/lib/domain/accent'
import { stripeMode } from '@/lib/env'
import { ViewBanner } from '@/lib/features/people/view-banner'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'

export default async function OwnerLayout({ children }: { children: ReactNode }) {
  const view = (await findSignedInPerson())?.view
  const { name, accent, logo } = await loadShownProfile()
  const menu = await loadPersonMenu()
  const nonce = /'nonce-(\w+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  return (
    <>
      {accent && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: of colors alone, which are checked before they are stored
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: accentStyle(accent) }} />
      )}
      {view && <ViewBanner view={view} accountName={(await findAccountName(view.accountId)) ?? view.accountId} />}
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[1200px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 md:px-6">
          {/* Beside the name, so it says nothing more. */}
          {/* biome-ignore lint/performance/noImgElement: it is in the page already, so nothing can be optimized */}
          {logo && <img src={logo} alt="" className="h-7 max-w-40 object-contain" />}
          <p className="text-sm font-semibold">{name}</p>
          <ModeBadge mode={stripeMode()} />
          <div className="ml-auto">{menu && <PersonMenu {...menu} />}</div>
        </div>
      </header>
      <main className="mx-auto w-full max-w-[1200px] px-4 pt-5 pb-16 md:px-6">{children}</main>
    </>
  )
}
