import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { type Balance, turnedSince } from '@/lib/domain/money/balance'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'

/**
 * Keeps what Stripe says of the balance, and records when a currency becomes negative or is covered again, no matter who reads it.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function recordBalance(
  access: AccountAccess | SystemAccess,
  balance: Balance,
  readAt: Date,
): Promise<void> {
  await replaceBalance(access, { balance, readAt }, (before) =>
    turnedSince(before, balance).map((money) => ({ type: 'balance.turned', ...money })),
  )
}
