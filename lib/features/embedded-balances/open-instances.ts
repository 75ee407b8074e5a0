import type { StripeConnectInstance } from '@stripe/connect-js/pure'

/** One per place and account for the life of the tab: sign-out and a change of person load a new document. */
export const openInstances = new Map<string, Promise<StripeConnectInstance>>()

/** Destroys the sessions of every component in this tab; to be awaited before our own session ends. */
export async function logoutInstances(): Promise<void> {
  await Promise.allSettled([...openInstances.values()].map(async (instance) => (await instance).logout()))
  openInstances.clear()
}
