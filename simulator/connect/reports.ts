import { hash, integer, readParameters, text } from '../http/parameters.ts'
import { malformed } from '../http/stripe-error.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import type { BalanceTransaction } from '../world/state.ts'
import { parameters, requireComponent, type SessionRequest } from './session-request.ts'

const net = (transactions: BalanceTransaction[]) => transactions.reduce((sum, { amount, fee }) => sum + amount - fee, 0)

const PERIOD = { before: integer(), from: integer() }
const REPORT = hash({ ...PERIOD, currency: text() }, ['before', 'currency', 'from'])
const RECONCILIATION = hash(PERIOD, ['before', 'from'])

function checkPeriod({ from, before }: { from: number; before: number }): void {
  if (from >= before) throw malformed('The period must end after it begins.', { param: 'before' })
}

/** The balance at both ends of a period and what moved it in between, by Stripe's reporting categories. */
export function balanceReport(request: SessionRequest) {
  requireComponent(request, 'balance_report')
  const wanted = readParameters(REPORT, parameters(request))
  checkPeriod(wanted)
  const { account } = request
  const all = account.balance_transactions.filter(({ currency }) => currency === wanted.currency)
  const within = all.filter(({ created }) => created >= wanted.from && created < wanted.before)
  const categories = Object.entries(Object.groupBy(within, ({ reporting_category: category }) => category))
  return {
    currency: wanted.currency,
    starting: net(all.filter(({ created }) => created < wanted.from)),
    ending: net(all.filter(({ created }) => created < wanted.before)),
    categories: categories.map(([category, transactions = []]) => ({
      category,
      count: transactions.length,
      gross: transactions.reduce((sum, { amount }) => sum + amount, 0),
      fees: transactions.reduce((sum, { fee }) => sum + fee, 0),
      net: net(transactions),
    })),
  }
}

/** [docs] Stripe knows which transactions a payout holds for automatic payouts only. */
export function reconciliationReport(request: SessionRequest) {
  requireComponent(request, 'payout_reconciliation_report')
  const wanted = readParameters(RECONCILIATION, parameters(request))
  checkPeriod(wanted)
  const automatic = request.account.payouts.filter((payout) => payout.automatic)
  return {
    is_available: automatic.length > 0,
    payouts: automatic
      .filter(({ arrival_date: day }) => day >= wanted.from && day < wanted.before)
      .reverse()
      .map(renderPayout),
  }
}
