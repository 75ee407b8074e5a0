import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { ModeBadge } from '@/app/mode-badge'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { passkeysWork } from '@/lib/auth/passkeys'
import { findPendingSession, findSignedInPerson } from '@/lib/auth/person'
import { type Proof, proofOf } from '@/lib/domain/access/page-answer'
import { returnPathOf } from '@/lib/domain/access/return-path'
import { SSO_PROBLEMS } from '@/lib/domain/access/single-sign-on'
import { environment, ssoSettings, stripeMode } from '@/lib/env'
import { forgotText } from '@/lib/features/people/text'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { CodeForm } from '@/lib/features/sign-in/code-form'
import { DemoIntroduction, DemoPerson } from '@/lib/features/sign-in/demo-people'
import { PasskeySignIn } from '@/lib/features/sign-in/passkey-sign-in'
import { SignInForm } from '@/lib/features/sign-in/sign-in-form'
import { codeText, pageText, SSO_PROBLEM_WORDS, signInText, ssoText } from '@/lib/features/sign-in/text'
import { Button, buttonClasses } from '@/lib/ui/button'
import { classNames } from '@/lib/ui/class-names'
import { Notice } from '@/lib/ui/notice'

export const metadata: Metadata = { title: signInText.submit }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const returnPath = returnPathOf(query.to)
  if (await findSignedInPerson()) redirect((returnPath ?? '/') as Route)
  const pending = await findPendingSession()
  const passkeyTo = `/sign-in?signed-in${returnPath ? `&to=${encodeURIComponent(returnPath)}` : ''}`
  if (pending)
    return (
      <Frame title={codeText.title}>
        <p className="mb-4 text-sm text-muted">{HELP[proofOf(pending)]}</p>
        {pending.passkeyAt && <PasskeySignIn to={passkeyTo} />}
        <CodeForm to={returnPath ?? '/'} />
        <form action="/sign-out" method="post" className="mt-6">
          <Button look="quiet" type="submit" className="w-full">
            {codeText.other}
          </Button>
        </form>
      </Frame>
    )
  const wasSignedIn = 'signed-in' in query
  const { DEMO_PEOPLE } = environment()
  const sso = ssoSettings()
  const problem = SSO_PROBLEMS.find((each) => each === query.sso)
  return (
    <Frame title={pageText.title}>
      {wasSignedIn && (
        <div className="mb-4">
          <Notice tone="problem" title={pageText.noCookie} live="alert">
            {pageText.noCookieHelp}
          </Notice>
        </div>
      )}
      {problem && (
        <div className="mb-4">
          <Notice tone="problem" title={ssoText.title} live="alert">
            {SSO_PROBLEM_WORDS[problem]}
          </Notice>
        </div>
      )}
      {sso && (
        // No link of Next, which would fetch it before it is pressed.
        <a
          href={`/sign-in/sso${returnPath ? `?to=${encodeURIComponent(returnPath)}` : ''}`}
          className={classNames(buttonClasses('primary'), 'mb-3 w-full')}
        >
          {ssoText.signIn(sso.name)}
        </a>
      )}
      {passkeysWork() && <PasskeySignIn to={passkeyTo} />}
      <SignInForm
        forgot={
          <a href="/forgot-password" className="text-sm text-accent underline underline-offset-2">
            {forgotText.title}
          </a>
        }
        returnPath={returnPath}
        demo={
          DEMO_PEOPLE
            ? {
                introduction: <DemoIntroduction />,
                people: DEMO_PEOPLE.map(({ name, role, email, password }) => ({
                  email,
                  password,
                  label: <DemoPerson name={name} email={email} role={role} />,
                })),
              }
            : null
        }
      />
    </Frame>
  )
}

/** What has to follow the password. */
const HELP: Record<Proof, string> = {
  code: codeText.help,
  passkey: codeText.passkeyHelp,
  passkey_or_code: codeText.bothHelp,
  password: codeText.help,
}

const Frame = async ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-12">
    <RenderedForPerson person={null} />
    <div className="mb-6 flex items-center justify-between gap-3">
      <div>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="text-sm text-muted">{(await loadShownProfile()).name}</p>
      </div>
      <ModeBadge mode={stripeMode()} />
    </div>
    {children}
  </main>
)
