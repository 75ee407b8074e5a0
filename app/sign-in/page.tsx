import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { ModeBadge } from '@/app/mode-badge'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { findSignedInPerson } from '@/lib/auth/person'
import { returnPathOf } from '@/lib/domain/access/return-path'
import { environment, stripeMode } from '@/lib/env'
import { DemoIntroduction, DemoPerson } from '@/lib/features/sign-in/demo-people'
import { SignInForm } from '@/lib/features/sign-in/sign-in-form'
import { pageText, signInText } from '@/lib/features/sign-in/text'
import { Notice } from '@/lib/ui/notice'

export const metadata: Metadata = { title: signInText.submit }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const returnPath = returnPathOf(query.to)
  if (await findSignedInPerson()) redirect((returnPath ?? '/') as Route)
  const wasSignedIn = 'signed-in' in query
  const { DEMO_PEOPLE, PLATFORM_NAME } = environment()
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-12">
      <RenderedForPerson person={null} />
      <div className="mb-6 flex items-center justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{pageText.title}</h1>
          <p className="text-sm text-muted">{PLATFORM_NAME}</p>
        </div>
        <ModeBadge mode={stripeMode()} />
      </div>
      {wasSignedIn && (
        <div className="mb-4">
          <Notice tone="problem" title={pageText.noCookie} live="alert">
            {pageText.noCookieHelp}
          </Notice>
        </div>
      )}
      <SignInForm
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
    </main>
  )
}
