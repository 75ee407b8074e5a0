import { renderExternalAccount } from '../banks/external-account-view.ts'
import { page } from '../http/pagination.ts'
import { choice, hash, integer, readParameters, text } from '../http/parameters.ts'
import { notFound } from '../http/stripe-error.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import type { Account, Payout } from '../world/state.ts'
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

export function listPayouts(request: SessionRequest) {
  requireComponent(request, 'payouts', 'payouts_list')
  const { arrives_before, arrives_from, status, ...paging } = readParameters(FILTER, parameters(request))
  const { account } = request
  const isWanted = (payout: Payout) =>
    (status === undefined || payout.status === status) &&
    (arrives_from === undefined || payout.arrival_date >= arrives_from) &&
    (arrives_before === undefined || payout.arrival_date < arrives_before)
  const render = (payout: Payout) => renderRow(account, payout)
  const { data, has_more } = page(account.payouts, isWanted, paging, 'payout', '/connect/payouts', render)
  return { data, has_more, total: account.payouts.filter(isWanted).length }
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
