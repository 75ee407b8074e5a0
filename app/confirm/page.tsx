import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePerson } from '@/lib/auth/person'
import { filePathOf } from '@/lib/domain/access/return-path'
import { ConfirmDownload } from '@/lib/features/sign-in/confirm-download'
import { confirmText as text } from '@/lib/features/sign-in/text'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.title }

/** Where a file leads that needs a recent proof. */
export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const person = await requirePerson()
  const to = filePathOf((await searchParams).to) ?? '/'
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-4 px-5 py-12">
      <RenderedForPerson person={person} />
      <PageLink href="/" className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="text-sm text-muted">{text.help}</p>
      <ConfirmDownload to={to} />
    </main>
  )
}
