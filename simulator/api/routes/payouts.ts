import { renderExternalAccount } from '../../banks/external-account-view.ts'
import { expansions } from '../../http/expand.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { choice, hash, integer, list, map, text } from '../../http/parameters.ts'
import { notFound } from '../../http/stripe-error.ts'
import { findTransaction } from '../../money/post.ts'
import { renderBalanceTransaction } from '../../money/transaction-view.ts'
import { createPayout } from '../../payouts/manual-payouts.ts'
import { cancelPayout } from '../../payouts/payout-life-cycle.ts'
import { reversePayout } from '../../payouts/payout-reversal.ts'
import { renderPayout } from '../../payouts/payout-view.ts'
import type { Account, Payout } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'

const EXPANDABLE = [
  'balance_transaction',
  'destination',
  'failure_balance_transaction',
  'original_payout',
  'reversed_by',
]

const CREATE = hash(
  {
    amount: integer(),
    currency: text(),
    description: text(),
    destination: text(),
    expand: list(text()),
    metadata: map(text(500)),
    method: choice('instant', 'standard'),
    payout_method: text(),
    source_type: choice('bank_account', 'card', 'fpx'),
    statement_descriptor: text(22),
  },
  ['amount', 'currency'],
)

export const payoutRoutes = [
  route({
    method: 'GET',
    path: '/v1/payouts',
    parameters: hash({ ...PAGING, arrival_date: RANGE, created: RANGE, destination: text(), status: text() }),
    handle: ({ account }, wanted) => {
      const expand = expansions(wanted.expand, EXPANDABLE, true)
      const isWanted = (payout: Payout) =>
        (wanted.status === undefined || payout.status === wanted.status) &&
        (wanted.destination === undefined || payout.destination === wanted.destination) &&
        isWithin(wanted.arrival_date, payout.arrival_date) &&
        isWithin(wanted.created, payout.created)
      return page(account.payouts, isWanted, wanted, 'payout', '/v1/payouts', (payout) =>
        render(account, payout, expand),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payouts',
    parameters: CREATE,
    handle: ({ world, account, cause }, wanted) => {
      const expanded = expansions(wanted.expand, EXPANDABLE)
      return render(account, createPayout(world, account, wanted, cause), expanded)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payouts/:payout',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => render(request.account, requirePayout(request), expansions(expand, EXPANDABLE)),
  }),
  route({
    method: 'POST',
    path: '/v1/payouts/:payout/cancel',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => {
      const expanded = expansions(expand, EXPANDABLE)
      const payout = requirePayout(request)
      cancelPayout(request.world, request.account, payout, request.cause)
      return render(request.account, payout, expanded)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payouts/:payout/reverse',
    parameters: hash({ expand: list(text()), metadata: map(text(500)) }),
    handle: (request, { expand, metadata }) => {
      const expanded = expansions(expand, EXPANDABLE)
      const { world, account, cause } = request
      const reversal = reversePayout(world, account, requirePayout(request), { ...metadata }, cause)
      return render(account, reversal, expanded)
    },
  }),
]

function requirePayout({ account, segment }: ApiRequest): Payout {
  const id = segment('payout')
  const payout = account.payouts.findLast((each) => each.id === id)
  if (!payout) throw notFound('payout', id, 'payout')
  return payout
}

function render(account: Account, payout: Payout, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderPayout(payout)
  if (expand.has('destination')) {
    const destination = account.external_accounts.find((each) => each.id === payout.destination)
    if (destination) rendered.destination = renderExternalAccount(account, destination)
  }
  for (const field of ['balance_transaction', 'failure_balance_transaction'] as const) {
    const id = payout[field]
    const transaction = expand.has(field) && id !== null ? findTransaction(account, id) : undefined
    if (transaction) rendered[field] = renderBalanceTransaction(transaction)
  }
  for (const field of ['original_payout', 'reversed_by'] as const) {
    const other = expand.has(field) ? account.payouts.find((each) => each.id === payout[field]) : undefined
    if (other) rendered[field] = renderPayout(other)
  }
  return rendered
}
