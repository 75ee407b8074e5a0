import { keyPlatform } from '@/lib/auth/api-access'
import { succeed } from '@/lib/domain/result'
import { loadAccountPage } from '@/lib/features/accounts/load-accounts'
import { parseAccountListQuery } from '@/lib/features/accounts/query'
import { apiRoute } from '../api-route'
import { ENDPOINTS } from '../contract'

export const GET = apiRoute(ENDPOINTS.listAccounts, async ({ holder, query: { limit, ...filters } }) => {
  const access = await keyPlatform(holder, 'accounts:list')
  if (!access.ok) return access
  const { accounts, next, incomplete } = await loadAccountPage(access.value, parseAccountListQuery(filters), limit)
  return succeed({
    data: accounts.map(({ createdAt, goneAt, ...account }) => ({
      ...account,
      createdAt: createdAt?.toISOString() ?? null,
      disconnectedAt: goneAt?.toISOString() ?? null,
    })),
    next,
    incomplete,
  })
})
