import type { Payout } from '../world/state.ts'

export function renderPayout(payout: Payout) {
  return {
    ...payout,
    metadata: { ...payout.metadata },
    object: 'payout' as const,
    livemode: false,
    payout_method: payout.payout_method ?? null,
  }
}
