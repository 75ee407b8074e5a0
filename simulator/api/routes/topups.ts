import { expansions } from '../../http/expand.ts'
import { METADATA, mergeMetadata } from '../../http/metadata.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { choice, clearable, hash, integer, list, text } from '../../http/parameters.ts'
import { notFound } from '../../http/stripe-error.ts'
import { findTransaction } from '../../money/money.ts'
import { cancelTopup, createTopup, renderTopup } from '../../money/topups.ts'
import { renderBalanceTransaction } from '../../money/transaction-view.ts'
import type { Topup } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'
import { requirePlatform } from './platform.ts'

const EXPANDABLE = ['balance_transaction']
// [sdk types] at most 15 characters.
const LONGEST_DESCRIPTOR = 15

export const topupRoutes = [
  route({
    method: 'GET',
    path: '/v1/topups',
    parameters: hash({
      ...PAGING,
      amount: RANGE,
      created: RANGE,
      status: choice('canceled', 'failed', 'pending', 'succeeded'),
    }),
    handle: (request, wanted) => {
      requirePlatform(request)
      const expand = expansions(wanted.expand, EXPANDABLE, true)
      const fits = (topup: Topup) =>
        (wanted.status === undefined || topup.status === wanted.status) &&
        isWithin(wanted.amount, topup.amount) &&
        isWithin(wanted.created, topup.created)
      const { topups } = request.simulation
      return page(topups, fits, wanted, 'topup', '/v1/topups', (topup) => render(request, topup, expand))
    },
  }),
  route({
    method: 'POST',
    path: '/v1/topups',
    parameters: hash(
      {
        amount: integer(),
        currency: text(),
        description: text(),
        expand: list(text()),
        metadata: clearable(METADATA),
        source: text(),
        statement_descriptor: text(LONGEST_DESCRIPTOR),
        transfer_group: text(),
      },
      ['amount', 'currency'],
    ),
    handle: (request, wanted) => {
      requirePlatform(request)
      const expanded = expansions(wanted.expand, EXPANDABLE)
      const topup = { ...wanted, metadata: mergeMetadata({}, wanted.metadata ?? null) }
      return render(request, createTopup(request.simulation, topup, request.cause), expanded)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/topups/:topup',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => render(request, requireTopup(request), expansions(expand, EXPANDABLE)),
  }),
  route({
    method: 'POST',
    path: '/v1/topups/:topup',
    parameters: hash({ description: text(), expand: list(text()), metadata: clearable(METADATA) }),
    handle: (request, { description, expand, metadata }) => {
      const expanded = expansions(expand, EXPANDABLE)
      const topup = requireTopup(request)
      if (metadata !== undefined) topup.metadata = mergeMetadata(topup.metadata, metadata)
      topup.description = description ?? topup.description
      request.simulation.touch()
      return render(request, topup, expanded)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/topups/:topup/cancel',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => {
      const expanded = expansions(expand, EXPANDABLE)
      const topup = requireTopup(request)
      cancelTopup(request.simulation, topup, request.cause)
      return render(request, topup, expanded)
    },
  }),
]

function requireTopup(request: ApiRequest): Topup {
  requirePlatform(request)
  const id = request.segment('topup')
  const topup = request.simulation.topups.findLast((each) => each.id === id)
  if (!topup) throw notFound('topup', id, 'topup')
  return topup
}

function render(request: ApiRequest, topup: Topup, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderTopup(topup, request.version)
  const id = topup.balance_transaction
  const transaction =
    expand.has('balance_transaction') && id !== null ? findTransaction(request.account, id) : undefined
  if (transaction) rendered.balance_transaction = renderBalanceTransaction(transaction)
  return rendered
}
