import type { Payout } from './state.ts'

export function renderPayout(payout: Payout) {
  return {
    ...payout,
    metadata: { ...payout.metadata },
    object: 'payout' as const,
    livemode: false,
    payout_method: null,
  }
}
