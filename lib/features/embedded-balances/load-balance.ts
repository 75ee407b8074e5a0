import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Balance } from '@/lib/domain/money/balance'
import { type Reading, readingOf, type Snapshot } from '@/lib/domain/reading'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { recordBalance } from '@/lib/record/balance-record'

/** The account's balance at Stripe, and the last known one while Stripe doesn't answer. */
export async function loadBalance(access: AccountAccess, last: Snapshot<Balance> | null): Promise<Reading<Balance>> {
  const readAt = new Date()
  const answer = await readBalance(access)
  if (answer.ok) await recordBalance(access, answer.value, readAt)
  return readingOf(answer, { readAt, last })
}
