import { refused } from '../../http/stripe-error.ts'
import type { ApiRequest } from '../route.ts'

/** [docs] transfers and top-ups are the platform's; text [assumption]. */
export function requirePlatform({ account, simulation }: ApiRequest): void {
  if (account === simulation.accounts.platform) return
  throw refused('Only the platform itself can do this: leave the Stripe-Account header out.')
}
