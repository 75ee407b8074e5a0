'use server'
import { refresh } from 'next/cache'
import { requirePlatform } from '@/lib/auth/account-access'
import { provenAction } from '@/lib/auth/page-action'
import { recordFor } from '@/lib/auth/record-for'
import { describeProfileChanges } from '@/lib/domain/platform-profile'
import { findStoredProfile, savePlatformProfile } from '@/lib/gateways/db/platform-profile'
import { type ProfileErrors, readSubmittedProfile } from './submitted-profile'

export type ProfileAnswer = { kind: 'saved' } | { kind: 'invalid'; errors: ProfileErrors }

export const savePlatformProfileAction = provenAction(async (form: unknown): Promise<ProfileAnswer> => {
  const access = await requirePlatform('platform_rules:update')
  if (!(form instanceof FormData)) return { kind: 'invalid', errors: {} }
  const before = await findStoredProfile()
  const profile = readSubmittedProfile(form, before)
  if (!profile.ok) return { kind: 'invalid', errors: profile.failure }
  const lines = describeProfileChanges(before, profile.value)
  if (lines.length > 0) {
    await recordFor(access, { type: 'platform_rules.update', lines })
    await savePlatformProfile(access, profile.value, new Date())
  }
  refresh()
  return { kind: 'saved' }
})
