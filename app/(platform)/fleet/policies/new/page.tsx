import type { Metadata } from 'next'
import Link from 'next/link'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { PolicyEditor } from '@/lib/features/balance-settings/fleet/policy-editor'
import { PolicyFields } from '@/lib/features/balance-settings/fleet/policy-fields'
import { fleetText, policyText as text } from '@/lib/features/balance-settings/fleet/text'

export const metadata: Metadata = { title: text.newTitle }

export default async function NewPolicyPage() {
  const access = await requirePlatform('fleet:manage')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <Link href="/fleet" className="text-sm text-accent hover:underline">
        {fleetText.back}
      </Link>
      <h1 className="mt-1 mb-4 text-xl font-semibold">{text.newTitle}</h1>
      <div className="max-w-4xl">
        <PolicyEditor policy={null}>
          <PolicyFields policy={null} />
        </PolicyEditor>
      </div>
    </>
  )
}
