import type { AccountRef } from '@/lib/domain/accounts/connected-account'

/** Enough of an account to ask Stripe about one that the list has not met yet. */
export const unknownAccount = (id: string): AccountRef => ({
  id,
  name: id,
  country: '',
  controller: { lossesLiability: 'stripe', requirementCollection: 'stripe', dashboard: 'full', isController: false },
})
