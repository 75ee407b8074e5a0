import type { BalanceTransaction } from '../world/state.ts'

export function renderBalanceTransaction({ source_type, ...transaction }: BalanceTransaction) {
  return {
    ...transaction,
    object: 'balance_transaction' as const,
    balance_type: 'payments' as const,
    exchange_rate: null,
    net: transaction.amount - transaction.fee,
  }
}
