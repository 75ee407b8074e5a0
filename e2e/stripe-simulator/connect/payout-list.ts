import { renderExternalAccount } from '../external-accounts.ts'
import { choice, hash, integer, readParameters, text } from '../http/parameters.ts'
import { malformed, notFound } from '../http/stripe-error.ts'
import { renderPayout } from '../payouts.ts'
import type { Account, Payout } from '../state.ts'
import { parameters, requireComponent, type SessionRequest } from './session-request.ts'

const FILTER = hash(
  {
    arrives_before: integer(),
    arrives_from: integer(),
    limit: integer(),
    starting_after: text(),
    status: choice('canceled', 'failed', 'in_transit', 'paid', 'pending'),
  },
  [],
)
const MOST_PER_PAGE = 100

export function listPayouts(request: SessionRequest) {
  requireComponent(request, 'payouts', 'payouts_list')
  const {
    arrives_before,
    arrives_from,
    limit = 10,
    starting_after,
    status,
  } = readParameters(FILTER, parameters(request))
  if (limit < 1 || limit > MOST_PER_PAGE) throw malformed('limit must be 1 to 100.', { param: 'limit' })
  const { account } = request
  const found = account.payouts
    .filter(
      (payout) =>
        (status === undefined || payout.status === status) &&
        (arrives_from === undefined || payout.arrival_date >= arrives_from) &&
        (arrives_before === undefined || payout.arrival_date < arrives_before),
    )
    .reverse()
  const start = starting_after === undefined ? 0 : found.findIndex(({ id }) => id === starting_after) + 1
  return {
    data: found.slice(start, start + limit).map((payout) => renderRow(account, payout)),
    has_more: found.length > start + limit,
    total: found.length,
  }
}

export function showPayout(request: SessionRequest, id: string) {
  requireComponent(request, 'payouts', 'payouts_list', 'payout_details')
  const payout = request.account.payouts.find((each) => each.id === id)
  if (!payout) throw notFound('payout', id, 'payout')
  return renderRow(request.account, payout)
}

function renderRow(account: Account, payout: Payout) {
  const external = account.external_accounts.find(({ id }) => id === payout.destination)
  return { ...renderPayout(payout), destination_account: external ? renderExternalAccount(account, external) : null }
}
