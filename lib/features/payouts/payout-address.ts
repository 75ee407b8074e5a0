import type { Route } from 'next'
import type { AccountAccess } from '@/lib/domain/access/permissions'

type Whose = Pick<AccountAccess, 'person' | 'account'>

/** Where this person sees a payout: staff below the account, its own people below their balance. */
export const payoutAddress = ({ person, account }: Whose, payoutId: string): Route =>
  (person.staffRole
    ? `/accounts/${account.id}/payouts/${payoutId}`
    : `/balance/payouts/${payoutId}?account=${account.id}`) as Route

/** Where this person sees the account's payouts. */
export const payoutsAddress = ({ person, account }: Whose): Route =>
  (person.staffRole ? `/accounts/${account.id}/payouts` : `/balance/payouts?account=${account.id}`) as Route

/** The file with everything that the payout contains. */
export const contentsAddress = ({ person, account }: Whose, payoutId: string): string =>
  person.staffRole
    ? `/accounts/${account.id}/payouts/${payoutId}/contents.csv`
    : `/balance/payouts/${payoutId}/contents.csv?account=${account.id}`
