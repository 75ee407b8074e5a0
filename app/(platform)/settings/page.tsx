import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadPlatformProfile, loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { PlatformRulesForm } from '@/lib/features/platform-rules/platform-rules-form'
import { ProfileCard } from '@/lib/features/platform-rules/profile-card'
import { rulesText } from '@/lib/features/platform-rules/text'

export const metadata: Metadata = { title: rulesText.title }

export default async function SettingsPage() {
  const access = await requirePlatform('platform_rules:update')
  const [rules, profile] = await Promise.all([loadPlatformRules(access), loadPlatformProfile(access)])
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{rulesText.title}</h1>
      <p className="mt-1 mb-4 text-sm text-muted">{rulesText.help}</p>
      <ProfileCard {...profile} />
      <PlatformRulesForm rules={rules} />
    </>
  )
}
