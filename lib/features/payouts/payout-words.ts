import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Payout, PayoutStatus } from '@/lib/domain/payouts/payout'
import { namePayoutMethod } from '@/lib/domain/payouts/payout-split'
import { capitalize } from '@/lib/domain/text'
import type { Tone } from '@/lib/ui/badge'
import { payoutsText as text } from './text'

const TONES: Record<PayoutStatus, Tone> = {
  paid: 'paid',
  pending: 'pending',
  in_transit: 'transit',
  canceled: 'canceled',
  failed: 'failed',
}

export const toneOf = (status: PayoutStatus | null): Tone => (status === null ? 'canceled' : TONES[status])

/** "Automatic payout, standard", as far as Stripe says it. */
export const describeType = (payout: Pick<Payout, 'amount' | 'automatic' | 'reverses' | 'method'>): string =>
  [typeOf(payout), payout.method].filter(Boolean).join(', ')

function typeOf({ amount, automatic, reverses }: Pick<Payout, 'amount' | 'automatic' | 'reverses'>): string {
  if (reverses) return text.types.reversal
  if (amount < 0) return text.types.debit
  if (automatic === null) return text.types.unknown
  return automatic ? text.types.automatic : text.types.manual
}

/** Where a payout goes. `banks` are the account's bank accounts and cards, null where they aren't known. */
export function nameDestination(
  { destinationId, payoutMethodId }: Payout,
  banks: readonly ExternalAccount[] | null,
): string {
  if (destinationId === null)
    return payoutMethodId === null ? text.unknownAccount : capitalize(namePayoutMethod(payoutMethodId))
  const account = banks?.find(({ id }) => id === destinationId)
  if (account) return nameExternalAccount(account)
  return banks ? text.removedAccount : text.unknownAccount
}
