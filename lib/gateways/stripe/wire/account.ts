import 'server-only'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { countryCode, currencyCode, delayDays, flag, instant, list, oneOf, record, text } from '@/lib/domain/foreign'

const WHO = ['stripe', 'application'] as const

/** An account as Stripe answers it; null only where it has no id. Much may be missing where another platform controls it. */
export function readAccountWire(wire: unknown): AccountProfile | null {
  const account = record(wire)
  const id = text(account.id)
  if (id === null) return null
  const settings = record(account.settings)
  const schedule = record(record(settings.payouts).schedule)
  const controller = record(account.controller)
  const email = text(account.email)
  const names = [record(account.business_profile).name, record(settings.dashboard).display_name]
  const requirements = record(account.requirements)
  return {
    id,
    name: names.map(text).find((name) => name !== null) ?? email ?? id,
    email,
    country: countryCode(account.country),
    defaultCurrency: currencyCode(account.default_currency),
    chargesEnabled: flag(account.charges_enabled),
    payoutsEnabled: flag(account.payouts_enabled),
    detailsSubmitted: flag(account.details_submitted),
    disabledReason: text(requirements.disabled_reason),
    requirementsDue: list(requirements.currently_due)?.length ?? null,
    controller: {
      lossesLiability: oneOf(record(controller.losses).payments, WHO),
      requirementCollection: oneOf(controller.requirement_collection, WHO),
      dashboard: oneOf(record(controller.stripe_dashboard).type, ['full', 'express', 'none']),
      // Stripe leaves `is_controller` out where no platform controls the account (Stripe docs, accounts).
      isController: controller.type === 'account' ? false : flag(controller.is_controller),
    },
    createdAt: instant(account.created),
    payoutInterval: text(schedule.interval),
    delayDays: delayDays(schedule.delay_days),
  }
}
