import { expansions } from '../../http/expand.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { hash, list, text } from '../../http/parameters.ts'
import { notFound, refused } from '../../http/stripe-error.ts'
import { findTransaction } from '../../money/money.ts'
import { renderTopup } from '../../money/topups.ts'
import { renderBalanceTransaction } from '../../money/transaction-view.ts'
import { renderReversal, renderTransfer } from '../../money/transfers.ts'
import { transactionsOf } from '../../payouts/payout-transactions.ts'
import { renderPayout } from '../../payouts/payout-view.ts'
import type { Account, BalanceTransaction } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'

export const balanceTransactionRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance_transactions',
    parameters: hash({
      ...PAGING,
      created: RANGE,
      currency: text(),
      payout: text(),
      source: text(),
      type: text(),
    }),
    handle: (request, wanted) => {
      const { account } = request
      const expand = expansions(wanted.expand, ['source'], true)
      const within = wanted.payout === undefined ? undefined : transactionsOfPayout(account, wanted.payout)
      const fits = (transaction: BalanceTransaction) =>
        (wanted.currency === undefined || transaction.currency === wanted.currency.toLowerCase()) &&
        (wanted.type === undefined || transaction.type === wanted.type) &&
        (wanted.source === undefined || transaction.source === wanted.source) &&
        (within === undefined || within.has(transaction)) &&
        isWithin(wanted.created, transaction.created)
      return page(
        account.balance_transactions,
        fits,
        wanted,
        'balance transaction',
        '/v1/balance_transactions',
        (transaction) => render(request, transaction, expand),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/v1/balance_transactions/:id',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => {
      const { account, segment } = request
      const expanded = expansions(expand, ['source'])
      const transaction = findTransaction(account, segment('id'))
      if (!transaction) throw notFound('balance transaction', segment('id'), 'id')
      return render(request, transaction, expanded)
    },
  }),
]

/** [docs] only automatic payouts can be asked for their transactions, and only once Stripe has sorted them out. */
function transactionsOfPayout(account: Account, id: string): Set<BalanceTransaction> {
  const payout = account.payouts.findLast((each) => each.id === id)
  if (!payout) throw notFound('payout', id, 'payout')
  if (payout.reconciliation_status === 'completed') return transactionsOf(account, payout)
  throw refused('Balance transactions can only be filtered by an automatic payout whose reconciliation is completed.', {
    ...(payout.automatic ? { code: 'payout_reconciliation_not_ready' } : {}),
    param: 'payout',
  })
}

function render(request: ApiRequest, transaction: BalanceTransaction, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderBalanceTransaction(transaction)
  if (expand.has('source')) rendered.source = sourceOf(request, transaction) ?? transaction.source
  return rendered
}

/** Charges, refunds and disputes are no objects here: theirs stays an id. */
function sourceOf({ account, simulation, version }: ApiRequest, { source }: BalanceTransaction): unknown {
  const payout = account.payouts.findLast(({ id }) => id === source)
  if (payout) return renderPayout(payout)
  if (account !== simulation.accounts.platform) return undefined
  const topup = simulation.topups.findLast(({ id }) => id === source)
  if (topup) return renderTopup(topup, version)
  const transfer = simulation.transfers.findLast(({ id }) => id === source)
  if (transfer) return renderTransfer(transfer)
  const reversal = simulation.transfers.flatMap(({ reversals }) => reversals).find(({ id }) => id === source)
  return reversal && renderReversal(reversal)
}
