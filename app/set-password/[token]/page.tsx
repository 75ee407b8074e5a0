import type { Metadata } from 'next'
import { ModeBadge } from '@/app/mode-badge'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { SignOut } from '@/app/sign-out'
import { viewerOf } from '@/lib/auth/page-action'
import { passkeysWork } from '@/lib/auth/passkeys'
import { findSignedInPerson } from '@/lib/auth/person'
import { mayChangeOwn } from '@/lib/domain/access/permissions'
import { stripeMode } from '@/lib/env'
import { AcceptInvitation } from '@/lib/features/people/accept-invitation'
import { loadLink } from '@/lib/features/people/load-people'
import { SetPasswordForm } from '@/lib/features/people/set-password-form'
import { passwordText as text } from '@/lib/features/people/text'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { buttonClasses } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'

// The address holds a secret, so a page that is opened from here learns the origin only. With “no-referrer” a browser would
// name no origin with the form that signs out, and it would be refused.
export const metadata: Metadata = { title: text.titles.reset, referrer: 'strict-origin', robots: 'noindex' }

export default async function SetPasswordPage({ params }: PageProps<'/set-password/[token]'>) {
  const { token } = await params
  const [person, link] = [await findSignedInPerson(), await loadLink(token)]
  const isInvited = link?.purpose === 'invitation' && link.isPerson
  const accepts = isInvited && person?.email === link.email && mayChangeOwn(person)
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-12">
      <RenderedForPerson person={person} />
      <div className="mb-6 flex items-center justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">
            {isInvited ? text.acceptTitle : text.titles[link?.purpose ?? 'reset']}
          </h1>
          <p className="text-sm text-muted">{(await loadShownProfile()).name}</p>
        </div>
        <ModeBadge mode={stripeMode()} />
      </div>
      {!link ? (
        <Notice tone="problem" title={text.endedTitle}>
          {text.ended}
        </Notice>
      ) : accepts ? (
        <AcceptInvitation token={token} accountName={link.accountName} />
      ) : person ? (
        <>
          <Notice tone="warning" title={text.otherTitle}>
            {text.other(person.name)}
          </Notice>
          <div className="mt-4">
            <SignOut viewer={viewerOf(person)} />
          </div>
        </>
      ) : isInvited ? (
        <>
          <p className="mb-4 text-sm">{text.signInFirst(link.email)}</p>
          <a href="/sign-in" className={buttonClasses('primary')}>
            {text.signIn}
          </a>
        </>
      ) : (
        <SetPasswordForm
          token={token}
          email={link.email}
          asksName={link.purpose === 'invitation'}
          takesPasskeys={passkeysWork()}
        />
      )}
    </main>
  )
}
