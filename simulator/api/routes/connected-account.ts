import { accountInvalid, forbidden, notFound, refused } from '../../http/stripe-error.ts'
import type { Account, ExternalAccount } from '../../world/state.ts'
import type { ApiRequest } from '../route.ts'

/** The account that a path or body names, if the caller can see it. */
export function requireConnectedAccount(request: ApiRequest, id: string, param?: string): Account {
  const { accounts } = request.world
  if (id === request.account.id) return request.account
  const account = accounts.find(id)
  // A connected account only sees itself.
  if (!account || request.account !== accounts.platform) throw accountInvalid(request.key, id, param)
  return account
}

export function requireExternalAccount(account: Account, id: string): ExternalAccount {
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw notFound('external account', id, 'id')
  return external
}

/** [sdk types] The platform can only change external accounts if it collects the requirements. First message [issue stripe-php #1165]. */
export function requireOwnership(request: ApiRequest, account: Account): void {
  if (account === request.world.accounts.platform) {
    throw refused('You cannot add cards or bank accounts for payouts and top-ups away from the dashboard.')
  }
  if (account.controller?.requirement_collection === 'application') return
  throw forbidden(
    'Your platform cannot change external accounts of accounts whose requirements Stripe collects; the account holder does it in Stripe.',
  )
}
