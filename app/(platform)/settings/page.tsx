import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { PlatformRulesForm } from '@/lib/features/platform-rules/platform-rules-form'
import { rulesText } from '@/lib/features/platform-rules/text'

export const metadata: Metadata = { title: rulesText.title }

export default async function SettingsPage() {
  const access = await requirePlatform('platform_rules:update')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{rulesText.title}</h1>
      <p className="mt-1 mb-4 text-sm text-muted">{rulesText.help}</p>
      <PlatformRulesForm rules={await loadPlatformRules(access)} />
    </>
  )
}
