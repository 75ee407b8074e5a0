import type { SourceType } from '../world/state.ts'

/** [sdk types] How money was paid in. Each type is held and paid out separately. */
export const SOURCE_TYPES: readonly SourceType[] = ['card', 'bank_account', 'fpx']

// [sdk types] The older ACH debits of the United States, and a Malaysian bank transfer.
const ONLY_IN: Partial<Record<SourceType, string>> = { bank_account: 'usd', fpx: 'myr' }

export function isHeldIn(type: SourceType, currency: string): boolean {
  return (ONLY_IN[type] ?? currency) === currency
}
