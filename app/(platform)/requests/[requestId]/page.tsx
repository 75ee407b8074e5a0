import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { loadRequest, loadRequestAccount } from '@/lib/features/balance-settings/requests/load-requests'
import { isRequestId } from '@/lib/features/balance-settings/requests/query'
import { RequestPage } from '@/lib/features/balance-settings/requests/request-page'
import { requestsText, requestText as text } from '@/lib/features/balance-settings/requests/text'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: requestsText.title }

export default async function OneRequestPage({ params }: PageProps<'/requests/[requestId]'>) {
  const staff = await requirePlatform('requests:read')
  const { requestId } = await params
  const accountId = isRequestId(requestId) ? await loadRequestAccount(staff, requestId) : null
  if (accountId === null) notFound()
  const access = await requireAccount(accountId, 'account:read')
  const [loaded, rules] = await Promise.all([loadRequest(access, requestId), loadPlatformRules(access)])
  if (!loaded) notFound()
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/requests" className="text-sm text-accent hover:underline">
        {text.back}
      </PageLink>
      <h1 className="mt-1 text-xl font-semibold">
        <bdi translate="no">{access.account.name}</bdi>
      </h1>
      <RequestPage {...loaded} access={access} rules={rules} now={access.account.balance?.value.asOf ?? Date.now()} />
    </>
  )
}
