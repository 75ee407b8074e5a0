import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadPolicy } from '@/lib/features/balance-settings/fleet/load-fleet'
import { PolicyActions, PolicyEditor } from '@/lib/features/balance-settings/fleet/policy-editor'
import { PolicyFields } from '@/lib/features/balance-settings/fleet/policy-fields'
import { isFleetId } from '@/lib/features/balance-settings/fleet/query'
import { fleetText, policyText as text } from '@/lib/features/balance-settings/fleet/text'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: fleetText.policyColumns.name }

export default async function PolicyPage({ params }: PageProps<'/fleet/policies/[policyId]'>) {
  const access = await requirePlatform('fleet:manage')
  const { policyId } = await params
  const loaded = isFleetId(policyId) ? await loadPolicy(access, policyId) : null
  if (!loaded) notFound()
  const { policy, mayChange, isStuck } = loaded
  const { id, version, editor } = policy
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/fleet" className="text-sm text-accent hover:underline">
        {fleetText.back}
      </PageLink>
      <h1 className="mt-1 mb-4 text-xl font-semibold">
        <bdi translate="no">{policy.name}</bdi>
      </h1>
      <div className="flex max-w-4xl flex-col gap-4">
        <Card title={text.plan}>
          <PolicyActions policyId={id} />
        </Card>
        {isStuck && <Notice tone="warning" title={text.noOwner} />}
        {!mayChange && editor && <Notice tone="warning" title={text.notYours(editor.name)} />}
        <PolicyEditor policy={{ id, version }}>
          {/* After a save, the fields show what is stored. */}
          <PolicyFields key={version} policy={policy} />
        </PolicyEditor>
      </div>
    </>
  )
}
