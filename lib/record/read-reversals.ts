import 'server-only'
import { openForJob } from '@/lib/domain/access/permissions'
import { reversalsOf } from '@/lib/domain/payouts/reversals'
import { claimForReversals, saveReversals } from '@/lib/gateways/db/reversals'
import { listReversals } from '@/lib/gateways/stripe/balance-transactions'

const DAY = 24 * 3_600_000

/** Days of which refunds and disputes are read, and the most transactions of them: one page of Stripe's list. */
const LOOKED_BACK = 90
const TRANSACTIONS = 100

const AT_ONCE = 20

/** Reads refunds and disputes of accounts that owe money, of each once a day, as the sweep reads: when nobody else asks. */
export async function readReversals(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = new Date()
    const claimed = await claimForReversals({ before: new Date(now.getTime() - DAY), now }, AT_ONCE)
    for (const account of claimed) {
      if (signal.aborted) return
      const access = openForJob('sweep', account)
      const since = new Date(now.getTime() - LOOKED_BACK * DAY)
      const answer = await listReversals(access, { since, limit: TRANSACTIONS })
      if (!answer.ok) continue
      const { transactions, isWhole } = answer.value
      const oldest = transactions.at(-1)?.createdAt ?? since
      await saveReversals(access, reversalsOf(transactions, isWhole ? since : oldest))
    }
    if (claimed.length < AT_ONCE) return
  }
}
