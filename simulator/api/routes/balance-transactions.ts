import { expansions } from '../../http/expand.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { hash, list, text } from '../../http/parameters.ts'
import { notFound, refused } from '../../http/stripe-error.ts'
import { findTransaction } from '../../money/post.ts'
import { renderBalanceTransaction } from '../../money/transaction-view.ts'
import { transactionsOf } from '../../payouts/payout-transactions.ts'
import { renderPayout } from '../../payouts/payout-view.ts'
import type { Account, BalanceTransaction } from '../../world/state.ts'
import { route } from '../route.ts'

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
      const isWanted = (transaction: BalanceTransaction) =>
        (wanted.currency === undefined || transaction.currency === wanted.currency.toLowerCase()) &&
        (wanted.type === undefined || transaction.type === wanted.type) &&
        (wanted.source === undefined || transaction.source === wanted.source) &&
        (within === undefined || within.has(transaction)) &&
        isWithin(wanted.created, transaction.created)
      return page(
        account.balance_transactions,
        isWanted,
        wanted,
        'balance transaction',
        '/v1/balance_transactions',
        (transaction) => render(account, transaction, expand),
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
      return render(account, transaction, expanded)
    },
  }),
]

/** [docs] Only for automatic payouts, and only once their reconciliation is completed. */
function transactionsOfPayout(account: Account, id: string): Set<BalanceTransaction> {
  const payout = account.payouts.findLast((each) => each.id === id)
  if (!payout) throw notFound('payout', id, 'payout')
  if (payout.reconciliation_status === 'completed') return transactionsOf(account, payout)
  throw refused('Balance transactions can only be filtered by an automatic payout whose reconciliation is completed.', {
    ...(payout.reconciliation_status === 'in_progress' ? { code: 'payout_reconciliation_not_ready' } : {}),
    param: 'payout',
  })
}

function render(account: Account, transaction: BalanceTransaction, expand: ReadonlySet<string>) {
  const rendered: Record<string, unknown> = renderBalanceTransaction(transaction)
  // Only payouts exist as objects here; any other source stays an id.
  const payout = expand.has('source') ? account.payouts.findLast(({ id }) => id === transaction.source) : undefined
  if (payout) rendered.source = renderPayout(payout)
  return rendered
}
