import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadViews } from '@/lib/features/accounts/load-accounts'
import { parseAccountListQuery } from '@/lib/features/accounts/query'
import { ViewLinks } from '@/lib/features/accounts/saved-views'
import { PolicyEditor } from '@/lib/features/balance-settings/fleet/policy-editor'
import { PolicyFields } from '@/lib/features/balance-settings/fleet/policy-fields'
import { segmentOfList } from '@/lib/features/balance-settings/fleet/segment-of-list'
import { fleetText, policyText as text } from '@/lib/features/balance-settings/fleet/text'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.newTitle }

export default async function NewPolicyPage({ searchParams }: PageProps<'/fleet/policies/new'>) {
  const access = await requirePlatform('fleet:manage')
  const list = parseAccountListQuery(await searchParams)
  const { segment, leftOut } = segmentOfList(list)
  const views = await loadViews(await requirePlatform('accounts:list'))
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/fleet" className="text-sm text-accent hover:underline">
        {fleetText.back}
      </PageLink>
      <h1 className="mt-1 mb-4 text-xl font-semibold">{text.newTitle}</h1>
      <div className="flex max-w-4xl flex-col gap-4">
        {views.length > 0 && (
          <div className="flex flex-col gap-1.5">
            <p className="text-sm font-medium">{text.views}</p>
            <ViewLinks label={text.views} path="/fleet/policies/new" query={list} views={views} />
          </div>
        )}
        {leftOut.length > 0 && (
          <Notice tone="warning" title={text.leftOut}>
            {`${leftOut.map((condition) => text.leftOutWords[condition]).join(', ')}.`}
          </Notice>
        )}
        {/* Fields keep what they show, so another list needs a form of its own. */}
        <PolicyEditor key={JSON.stringify(segment)} policy={null}>
          <PolicyFields policy={null} segment={segment} />
        </PolicyEditor>
      </div>
    </>
  )
}
