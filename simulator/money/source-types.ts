import type { SourceType } from '../world/state.ts'

/** [sdk types] how the money came in: each kind is held, and paid out, on its own. */
export const SOURCE_TYPES: readonly SourceType[] = ['card', 'bank_account', 'fpx']

// [sdk types] the older ACH debits of the United States, and a Malaysian bank transfer.
const ONLY_IN: Partial<Record<SourceType, string>> = { bank_account: 'usd', fpx: 'myr' }

export function isHeldIn(type: SourceType, currency: string): boolean {
  return (ONLY_IN[type] ?? currency) === currency
}
