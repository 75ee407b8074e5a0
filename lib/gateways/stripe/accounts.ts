import 'server-only'
import type Stripe from 'stripe'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

const PAGE = 100

/** Every connected account of the platform, newest first, page by page as the caller asks on. Throws when Stripe fails. */
export async function* walkAccounts(): AsyncGenerator<AccountProfile> {
  for await (const account of stripe().accounts.list({ limit: PAGE }, { maxNetworkRetries: 2 })) yield fromWire(account)
}

export async function readAccount(access: SystemAccess): Promise<Result<AccountProfile, StripeFailure>> {
  try {
    return succeed(fromWire(await stripe().accounts.retrieve(access.account.id, {}, {})))
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

/** Much of an account may be missing where the platform does not control it; the cautious reading is taken then. */
function fromWire(account: Stripe.Account): AccountProfile {
  const { controller } = account
  const schedule = account.settings?.payouts?.schedule
  return {
    id: account.id,
    name: account.business_profile?.name ?? account.settings?.dashboard?.display_name ?? account.email ?? account.id,
    email: account.email ?? null,
    country: account.country ?? '',
    defaultCurrency: account.default_currency ?? '',
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    detailsSubmitted: account.details_submitted,
    disabledReason: account.requirements?.disabled_reason ?? null,
    requirementsDue: account.requirements?.currently_due?.length ?? 0,
    controller: {
      lossesLiability: controller?.losses?.payments === 'application' ? 'application' : 'stripe',
      requirementCollection: controller?.requirement_collection === 'application' ? 'application' : 'stripe',
      dashboard: dashboardFromWire(controller?.stripe_dashboard?.type),
      isController: controller?.is_controller ?? false,
    },
    createdAt: new Date((account.created ?? 0) * 1000),
    payoutInterval: schedule?.interval ?? null,
    delayDays: schedule?.delay_days ?? null,
  }
}

function dashboardFromWire(type: string | undefined): 'full' | 'express' | 'none' {
  return type === 'none' || type === 'express' ? type : 'full'
}
