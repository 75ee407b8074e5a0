import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { PolicyEditor } from '@/lib/features/balance-settings/fleet/policy-editor'
import { PolicyFields } from '@/lib/features/balance-settings/fleet/policy-fields'
import { fleetText, policyText as text } from '@/lib/features/balance-settings/fleet/text'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.newTitle }

export default async function NewPolicyPage() {
  const access = await requirePlatform('fleet:manage')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/fleet" className="text-sm text-accent hover:underline">
        {fleetText.back}
      </PageLink>
      <h1 className="mt-1 mb-4 text-xl font-semibold">{text.newTitle}</h1>
      <div className="max-w-4xl">
        <PolicyEditor policy={null}>
          <PolicyFields policy={null} />
        </PolicyEditor>
      </div>
    </>
  )
}
