import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Balance } from '@/lib/domain/money/balance'
import { isSettlingKnown, type PendingTransaction, settlingFundsOf } from '@/lib/domain/money/settling-funds'
import { type Reading, readingOf, type Snapshot } from '@/lib/domain/reading'
import { succeed } from '@/lib/domain/result'
import { isKnownBalance } from '@/lib/gateways/db/recorded-balances'
import { type LatestTransactions, listLatestTransactions } from '@/lib/gateways/stripe/balance-transactions'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { recordBalance } from '@/lib/record/balance-record'

/** Stripe's largest page, and how many are read at most to learn when pending funds settle. */
const LARGEST = 100
const MOST_PAGES = 5

/**
 * The account's balance at Stripe, with the moments at which pending funds settle, and the last known balance while Stripe
 * doesn't answer.
 */
export async function loadBalance(access: AccountAccess, last: Snapshot<Balance> | null): Promise<Reading<Balance>> {
  const readAt = new Date()
  const hadPending = !last || last.value.pending.some(({ amount }) => amount !== 0)
  // Beside the balance where something was pending before, so that neither waits for the other.
  const first = hadPending ? listLatestTransactions(access, { limit: LARGEST }) : null
  const answer = await readBalance(access)
  if (!answer.ok) return readingOf(answer, { readAt, last })
  if (!last || !isKnownBalance(last, answer.value, readAt)) await recordBalance(access, answer.value, readAt)
  const settling = await readSettling(access, answer.value, first)
  return readingOf(succeed({ ...answer.value, settling }), { readAt, last })
}

/** Page by page, until the transactions add up to what is pending. Where Stripe doesn't answer, what is known so far. */
async function readSettling(
  access: AccountAccess,
  balance: Balance,
  first: ReturnType<typeof listLatestTransactions> | null,
) {
  const read: PendingTransaction[] = []
  let next: string | null = null
  for (let page = 0; page < MOST_PAGES && !isSettlingKnown(balance, settlingFundsOf(balance, read)); page++) {
    if (page > 0 && next === null) break
    const answer: Awaited<ReturnType<typeof listLatestTransactions>> =
      page === 0 && first
        ? await first
        : await listLatestTransactions(access, { limit: LARGEST, after: next ?? undefined })
    if (!answer.ok) break
    const { transactions, next: following }: LatestTransactions = answer.value
    read.push(...transactions)
    next = following
  }
  return settlingFundsOf(balance, read)
}
