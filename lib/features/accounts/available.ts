import type { Money } from '@/lib/domain/money/money'
import type { AccountRow } from '@/lib/gateways/db/account-list'

/** What is available in the account's own currency, or else in its first one; the others are never added up. */
export function availableOf({ available, defaultCurrency }: Pick<AccountRow, 'available' | 'defaultCurrency'>): {
  main: Money | null
  others: Money[]
} {
  const main = available.find((money) => money.currency === defaultCurrency) ?? available[0] ?? null
  return { main, others: available.filter((money) => money !== main) }
}
