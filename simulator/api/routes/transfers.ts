import { renderAccount } from '../../accounts/account-view.ts'
import { expansions } from '../../http/expand.ts'
import { METADATA, mergeMetadata } from '../../http/metadata.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { boolean, choice, clearable, hash, integer, list, map, missing, text } from '../../http/parameters.ts'
import { malformed, notFound } from '../../http/stripe-error.ts'
import { findTransaction } from '../../money/money.ts'
import { renderBalanceTransaction } from '../../money/transaction-view.ts'
import { createTransfer, renderReversal, renderTransfer, reverseTransfer } from '../../money/transfers.ts'
import type { Transfer, TransferReversal } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'
import { requirePlatform } from './platform.ts'

const EXPANDABLE = ['balance_transaction', 'destination']
const REVERSAL_EXPANDABLE = ['balance_transaction', 'transfer']

export const transferRoutes = [
  route({
    method: 'GET',
    path: '/v1/transfers',
    parameters: hash({ ...PAGING, created: RANGE, destination: text(), transfer_group: text() }),
    handle: (request, wanted) => {
      requirePlatform(request)
      const expand = expansions(wanted.expand, EXPANDABLE, true)
      const fits = (transfer: Transfer) =>
        (wanted.destination === undefined || transfer.destination === wanted.destination) &&
        (wanted.transfer_group === undefined || transfer.transfer_group === wanted.transfer_group) &&
        isWithin(wanted.created, transfer.created)
      const { transfers } = request.simulation
      return page(transfers, fits, wanted, 'transfer', '/v1/transfers', (each) => render(request, each, expand))
    },
  }),
  route({
    method: 'POST',
    path: '/v1/transfers',
    parameters: hash(
      {
        amount: integer(),
        currency: text(),
        description: text(),
        destination: text(),
        expand: list(text()),
        metadata: map(text(500)),
        source_transaction: text(),
        source_type: choice('bank_account', 'card', 'fpx'),
        transfer_group: text(),
      },
      ['currency', 'destination'],
    ),
    handle: (request, wanted) => {
      requirePlatform(request)
      const expanded = expansions(wanted.expand, EXPANDABLE)
      const { amount, source_transaction } = wanted
      // There are no charge objects here that a transfer could be bound to.
      if (source_transaction !== undefined) throw notFound('charge', source_transaction, 'source_transaction')
      if (amount === undefined) throw missing('amount')
      return render(request, createTransfer(request.simulation, { ...wanted, amount }, request.cause), expanded)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:transfer',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) =>
      render(request, requireTransfer(request, 'transfer'), expansions(expand, EXPANDABLE)),
  }),
  route({
    method: 'POST',
    path: '/v1/transfers/:transfer',
    parameters: hash({ description: text(), expand: list(text()), metadata: clearable(METADATA) }),
    handle: (request, { description, expand, metadata }) => {
      const expanded = expansions(expand, EXPANDABLE)
      const transfer = requireTransfer(request, 'transfer')
      const before = { description: transfer.description, metadata: transfer.metadata }
      if (metadata !== undefined) transfer.metadata = mergeMetadata(transfer.metadata, metadata)
      transfer.description = description ?? transfer.description
      if (
        JSON.stringify(before) !== JSON.stringify({ description: transfer.description, metadata: transfer.metadata })
      ) {
        const { simulation, account, cause } = request
        const after = renderTransfer(transfer)
        simulation.record(account, 'transfer.updated', cause, before, after)
        simulation.events.emit('transfer.updated', account.id, cause, after, before)
      }
      return render(request, transfer, expanded)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:id/reversals',
    parameters: hash({ ...PAGING }),
    handle: (request, wanted) => {
      const expand = expansions(wanted.expand, REVERSAL_EXPANDABLE, true)
      const { id, reversals } = requireTransfer(request, 'id')
      const url = `/v1/transfers/${id}/reversals`
      return page(
        reversals,
        () => true,
        wanted,
        'transfer reversal',
        url,
        (each) => showReversal(request, each, expand),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/v1/transfers/:id/reversals',
    parameters: hash({
      amount: integer(),
      description: text(),
      expand: list(text()),
      metadata: clearable(map(text(500))),
      refund_application_fee: boolean(),
    }),
    handle: (request, { amount, description, expand, metadata, refund_application_fee }) => {
      const expanded = expansions(expand, REVERSAL_EXPANDABLE)
      const transfer = requireTransfer(request, 'id')
      // [assumption] text. A plain transfer carries no fee.
      if (refund_application_fee) {
        throw malformed('This transfer has no application fee to refund.', { param: 'refund_application_fee' })
      }
      const wanted = { amount, description, metadata: metadata ?? {} }
      return showReversal(request, reverseTransfer(request.simulation, transfer, wanted, request.cause), expanded)
    },
  }),
]

function requireTransfer(request: ApiRequest, segment: string): Transfer {
  requirePlatform(request)
  const id = request.segment(segment)
  const transfer = request.simulation.transfers.findLast((each) => each.id === id)
  if (!transfer) throw notFound('transfer', id, segment)
  return transfer
}

function render(request: ApiRequest, transfer: Transfer, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderTransfer(transfer)
  addTransaction(request, rendered, transfer.balance_transaction, expand)
  const destination = expand.has('destination') ? request.simulation.accounts.find(transfer.destination) : undefined
  if (destination) rendered.destination = renderAccount(destination, request.version)
  return rendered
}

function showReversal(request: ApiRequest, reversal: TransferReversal, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderReversal(reversal)
  addTransaction(request, rendered, reversal.balance_transaction, expand)
  const transfer = expand.has('transfer')
    ? request.simulation.transfers.findLast(({ id }) => id === reversal.transfer)
    : undefined
  if (transfer) rendered.transfer = renderTransfer(transfer)
  return rendered
}

function addTransaction(
  { account }: ApiRequest,
  rendered: Record<string, unknown>,
  id: string,
  expand: ReadonlySet<string>,
): void {
  const transaction = expand.has('balance_transaction') ? findTransaction(account, id) : undefined
  if (transaction) rendered.balance_transaction = renderBalanceTransaction(transaction)
}
