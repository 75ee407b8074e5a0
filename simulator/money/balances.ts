import type { Account, CurrencyBalance, PendingLot, SourceType } from '../world/state.ts'

/** The balance in a currency; an empty one is created if there is none. */
export function balanceIn(account: Account, currency: string): CurrencyBalance {
  const existing = account.balances[currency]
  if (existing) return existing
  const created: CurrencyBalance = { available: { card: 0 }, pending: [] }
  account.balances[currency] = created
  return created
}

/** What is available of all source types together. */
export function availableAmount({ available }: Pick<CurrencyBalance, 'available'>): number {
  return (available.card ?? 0) + (available.bank_account ?? 0) + (available.fpx ?? 0)
}

/** What is pending of one source type, or of all together. */
export function pendingAmount({ pending }: CurrencyBalance, of?: SourceType): number {
  return pending.reduce((sum, lot) => (of === undefined || lot.source_type === of ? sum + lot.amount : sum), 0)
}

/** What banks still have to send. */
export function amountAtBanks(lots: readonly Pick<PendingLot, 'amount' | 'at_bank'>[]): number {
  return lots.reduce((sum, { amount, at_bank }) => (at_bank ? sum + amount : sum), 0)
}

/** How much of this source type can be paid out or transferred: never more than is available of all together [docs]. */
export function spendableAmount(account: Account, currency: string, sourceType: SourceType): number {
  const balance = account.balances[currency]
  return balance ? Math.min(balance.available[sourceType] ?? 0, availableAmount(balance)) : 0
}

/** How much the balance is below zero, pending money included. */
export function shortfall(account: Account, currency: string): number {
  const balance = account.balances[currency]
  return balance ? Math.max(0, -(availableAmount(balance) + pendingAmount(balance))) : 0
}
