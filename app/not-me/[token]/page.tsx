import type { Metadata } from 'next'
import { ModeBadge } from '@/app/mode-badge'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { SignOut } from '@/app/sign-out'
import { viewerOf } from '@/lib/auth/page-action'
import { findSignedInPerson } from '@/lib/auth/person'
import type { Person } from '@/lib/domain/access/permissions'
import { stripeMode } from '@/lib/env'
import { loadManualOffer } from '@/lib/features/balance-settings/set-manual'
import { SetManual } from '@/lib/features/balance-settings/set-manual-button'
import { DisputeForm } from '@/lib/features/disputes/dispute-form'
import { type DisputePage, loadDispute } from '@/lib/features/disputes/load-dispute'
import { disputeText as text } from '@/lib/features/disputes/text'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { buttonClasses } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'

// The address holds a secret, so a page that is opened from here learns the origin only. With “no-referrer” a browser would
// name no origin with the form that signs out, and it would be refused.
export const metadata: Metadata = { title: text.title, referrer: 'strict-origin', robots: 'noindex' }

export default async function NotMePage({ params }: PageProps<'/not-me/[token]'>) {
  const { token } = await params
  const person = await findSignedInPerson()
  const dispute = await loadDispute(token, person, new Date())
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-5 py-12 text-sm">
      <RenderedForPerson person={person} />
      <div className="flex items-center justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{text.title}</h1>
          <p className="text-muted">{(await loadShownProfile()).name}</p>
        </div>
        <ModeBadge mode={stripeMode()} />
      </div>
      {dispute.kind === 'ended' && (
        <Notice tone="problem" title={text.ended}>
          {text.endedHelp}
        </Notice>
      )}
      {dispute.kind === 'other_person' && person && (
        <>
          <Notice tone="warning" title={text.other}>
            {text.otherHelp(dispute.name)}
          </Notice>
          <SignOut viewer={viewerOf(person)} />
        </>
      )}
      {dispute.kind === 'found' && <Found dispute={dispute} token={token} person={person} />}
    </main>
  )
}

type Found = Extract<DisputePage, { kind: 'found' }>

async function Found({ dispute, token, person }: { dispute: Found; token: string; person: Person | null }) {
  const { link, happened, at } = dispute
  return (
    <>
      <section aria-label={text.change} className="rounded-sm border border-line p-3">
        <p>
          <bdi translate="no">{link.account.name}</bdi>
        </p>
        <p className="font-medium break-words">{happened}</p>
        <p className="text-muted">{at}</p>
      </section>
      {link.disputedAt === null ? (
        <DisputeForm token={token} />
      ) : (
        <>
          <Notice tone="good" title={text.done} live="status">
            {text.doneHelp(link.about)}
          </Notice>
          {person ? <Offer accountId={link.account.id} /> : <SignInFirst />}
        </>
      )}
    </>
  )
}

const Offer = async ({ accountId }: { accountId: string }) => (
  <SetManual accountId={accountId} offer={await loadManualOffer(accountId)} />
)

const SignInFirst = () => (
  <>
    <p>{text.signIn}</p>
    <a href="/sign-in" className={buttonClasses('primary')}>
      {text.toSignIn}
    </a>
  </>
)
