import type { ApiRequest } from '../http/route.ts'
import { accountInvalid, notFound } from '../http/stripe-error.ts'
import type { Account, ExternalAccount } from '../state.ts'

/** The account that a path or body names, as far as the caller may see it. */
export function requireConnectedAccount(request: ApiRequest, id: string, param?: string): Account {
  const { accounts } = request.simulation
  if (id === request.account.id) return request.account
  const account = accounts.find(id)
  // A connected account sees no account but itself.
  if (!account || request.account !== accounts.platform) throw accountInvalid(request.key, id, param)
  return account
}

export function requireExternalAccount(account: Account, id: string): ExternalAccount {
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw notFound('external account', id, 'id')
  return external
}
