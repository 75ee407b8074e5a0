import { keyAccount } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { loadBalanceSettings } from '@/lib/features/balance-settings/load-balance-settings'
import { apiRoute } from '../../../api-route'
import { ENDPOINTS } from '../../../contract'

export const GET = apiRoute(ENDPOINTS.readSettings, async ({ holder, params }) => {
  const access = await keyAccount(holder, params.accountId, 'account:read')
  if (!access.ok) return access
  const { account } = access.value
  const reading = await loadBalanceSettings(access.value, account)
  if (reading.kind === 'missing') return fail({ code: 'unavailable', message: reading.because })
  const { replaceOnly: _, ...settings } = reading.value
  return succeed({
    accountId: account.id,
    state: reading.kind,
    readAt: reading.readAt.toISOString(),
    because: reading.kind === 'stale' ? reading.because : null,
    settings,
  })
})
