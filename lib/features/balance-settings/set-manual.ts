import 'server-only'
import { requireAccount } from '@/lib/auth/account-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { fieldLock } from '@/lib/domain/settings/field-locks'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readSettings } from '@/lib/record/read-settings'
import { manualText as text } from './manual-text'
import { saveBalanceSettings } from './save-balance-settings'

/** Whether payouts can be set to manual: offered, needless because they are, or why not. */
export type ManualOffer = { kind: 'offered' } | { kind: 'manual' } | { kind: 'locked'; reason: string }

/** For a person who is signed in and has access to the account. */
export async function loadManualOffer(accountId: string): Promise<ManualOffer> {
  const access = await requireAccount(accountId, 'account:read')
  const [read, rules] = await Promise.all([readSettings(access), readPlatformRules()])
  if (!read.ok) return { kind: 'locked', reason: text.unread }
  const { value: settings } = read.value
  if (settings.schedule?.interval === 'manual') return { kind: 'manual' }
  const reason = fieldLock('schedule', { account: access.account, role: access.role, settings, rules })
  return reason === null ? { kind: 'offered' } : { kind: 'locked', reason }
}

/** Sets payouts to manual, as any other save. Null where it was done, otherwise what a person reads instead. */
export async function setPayoutsManual(access: AccountAccess<'balance_settings:update'>): Promise<string | null> {
  const read = await readSettings(access)
  if (!read.ok) return text.unread
  const base = read.value.value
  const saved = await saveBalanceSettings(access, {
    patch: { schedule: { interval: 'manual' } },
    base,
    reason: text.reason,
  })
  switch (saved.kind) {
    case 'saved':
    case 'unchanged':
      return null
    case 'refused':
      return saved.message
    case 'invalid':
      return Object.values(saved.fields).join(' ')
    case 'conflict':
      return text.conflict
    default:
      return text.unknown
  }
}
