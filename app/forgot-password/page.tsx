import type { Metadata } from 'next'
import { ModeBadge } from '@/app/mode-badge'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { mailSettings, stripeMode } from '@/lib/env'
import { ForgotForm } from '@/lib/features/people/forgot-form'
import { forgotText as text } from '@/lib/features/people/text'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { Notice } from '@/lib/ui/notice'

export const metadata: Metadata = { title: text.title }

export default async function ForgotPasswordPage() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-4 px-5 py-12">
      <RenderedForPerson person={null} />
      <div className="flex items-center justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{text.title}</h1>
          <p className="text-sm text-muted">{(await loadShownProfile()).name}</p>
        </div>
        <ModeBadge mode={stripeMode()} />
      </div>
      {mailSettings() ? (
        <>
          <p className="text-sm text-muted">{text.help}</p>
          <ForgotForm />
        </>
      ) : (
        <Notice tone="warning" title={text.off}>
          {text.offHelp}
        </Notice>
      )}
      <a href="/sign-in" className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </a>
    </main>
  )
}
