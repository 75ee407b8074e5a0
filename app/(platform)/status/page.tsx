import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { BackgroundStatus } from '@/lib/features/background-status/background-status'
import { loadWorkerStatus } from '@/lib/features/background-status/load-status'
import { statusText } from '@/lib/features/background-status/text'

export const metadata: Metadata = { title: statusText.title }

export default async function StatusPage() {
  const access = await requirePlatform('status:read')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{statusText.title}</h1>
      <p className="mt-1 mb-4 text-sm text-muted">{statusText.help}</p>
      <BackgroundStatus status={await loadWorkerStatus(access)} now={new Date()} />
    </>
  )
}
