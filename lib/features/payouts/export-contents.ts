import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { amountCell, csvRow, textCell } from '@/lib/domain/csv'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type BalanceTransaction, isPayoutItself } from '@/lib/domain/payouts/payout-contents'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { download, noDownload } from '@/lib/download'
import { listPayoutTransactions, type TransactionPage } from '@/lib/gateways/stripe/balance-transactions'
import { contentsText } from './contents-text'
import { whyUnlisted } from './load-contents'
import { loadPayout } from './load-payout'

const LARGEST = 100

const HEADER = [
  ...['Transaction', 'Type', 'Created (UTC)', 'Available on (UTC)', 'Currency', 'Gross', 'Fee', 'Net'],
  ...['Source', 'Description'],
]

/**
 * Everything that a payout contains as a file, read page by page while it is sent; null where the account has no such
 * payout. Who downloads it is recorded. A file that Stripe doesn't let us finish breaks off, so that the browser reports a
 * failed download.
 */
export async function exportContents(access: AccountAccess, payoutId: string): Promise<Response | null> {
  const reading = await loadPayout(access, payoutId)
  if (!reading) return null
  if (reading.kind === 'missing') return noDownload(502, `${contentsText.missing}. ${reading.because}`)
  const { payout } = reading.value
  const unlisted = whyUnlisted(payout)
  if (unlisted) return noDownload(409, unlisted)
  const first = await listPayoutTransactions(access, payout.id, { limit: LARGEST })
  if (!first.ok) {
    const { failure } = first
    return failure.kind === 'invalid'
      ? noDownload(409, contentsText.refused)
      : noDownload(502, `${contentsText.missing}. ${describeReadFailure(failure)}`)
  }
  await recordFor(access, { type: 'payout.contents_exported', payoutId: payout.id })
  return download(rowsOf(access, payout, first.value), { name: `${payout.id}.csv`, type: 'text/csv' })
}

async function* rowsOf(access: AccountAccess, payout: Payout, first: TransactionPage): AsyncGenerator<string> {
  yield csvRow(HEADER)
  for (let page = first; ; ) {
    yield page.transactions
      .filter((transaction) => !isPayoutItself(transaction, payout))
      .map(rowOf)
      .join('')
    if (page.isLast) return
    if (page.next === null) throw new Error('Stripe does not say where the next page starts')
    const answer = await listPayoutTransactions(access, payout.id, { limit: LARGEST, after: page.next })
    if (!answer.ok) throw new Error(describeReadFailure(answer.failure))
    page = answer.value
  }
}

function rowOf(transaction: BalanceTransaction): string {
  const { id, type, createdAt, availableOn, currency, amount, fee, net, source, description } = transaction
  return csvRow([
    textCell(id),
    textCell(type),
    createdAt?.toISOString() ?? '',
    availableOn?.toISOString() ?? '',
    textCell(currency?.toUpperCase() ?? null),
    ...[amount, fee, net].map((minorUnits) => amountCell(minorUnits, currency)),
    textCell(source),
    textCell(description),
  ])
}
