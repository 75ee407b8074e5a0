import { accountInvalid, forbidden, notFound, refused } from '../../http/stripe-error.ts'
import type { Account, ExternalAccount } from '../../world/state.ts'
import type { ApiRequest } from '../route.ts'

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

/** [sdk types] the platform may only where it collects the requirements; the second text is [issue stripe-php #1165]. */
export function requireOwnership(request: ApiRequest, account: Account): void {
  if (account === request.simulation.accounts.platform) {
    throw refused('You cannot add cards or bank accounts for payouts and top-ups away from the dashboard.')
  }
  if (account.controller?.requirement_collection === 'application') return
  throw forbidden(
    'Your platform cannot change external accounts of accounts whose requirements Stripe collects; the account holder does it in Stripe.',
  )
}
