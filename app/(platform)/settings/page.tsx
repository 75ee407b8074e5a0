import type { Metadata } from 'next'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { PlatformRulesForm } from '@/lib/features/platform-rules/platform-rules-form'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const access = await requirePlatform('platform_rules:update')
  return (
    <>
      <h1 className="text-xl font-semibold">Settings</h1>
      <p className="mt-1 mb-4 text-sm text-muted">
        What the platform lets people do. Changes hold for the next page that anyone opens, and are recorded.
      </p>
      <PlatformRulesForm initial={await loadPlatformRules(access)} />
    </>
  )
}
