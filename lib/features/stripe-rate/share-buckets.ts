import 'server-only'
import { environment } from '@/lib/env'
import { providerOf } from '@/lib/gateways/db/client'
import { bucketsInDatabase } from '@/lib/gateways/db/stripe-buckets'
import { shareBuckets } from '@/lib/gateways/stripe/client'

/** Stripe counts a platform's requests across processes, so on PostgreSQL they share the buckets. SQLite allows one process. */
export function shareStripeRate(): void {
  if (providerOf(environment().DATABASE_URL) === 'postgresql') shareBuckets(bucketsInDatabase)
}
