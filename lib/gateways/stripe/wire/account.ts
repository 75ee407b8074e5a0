import 'server-only'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { type Requirements, sortRequirements } from '@/lib/domain/accounts/requirements'
import { isZone } from '@/lib/domain/calendar/zone'
import {
  countryCode,
  currencyCode,
  delayDays,
  type Foreign,
  flag,
  instant,
  list,
  oneOf,
  record,
  text,
} from '@/lib/domain/foreign'

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
  const zone = text(record(settings.dashboard).timezone)
  const names = [record(account.business_profile).name, record(settings.dashboard).display_name]
  const requirements = readRequirements(record(account.requirements))
  return {
    id,
    name: names.map(text).find((name) => name !== null) ?? email ?? id,
    email,
    country: countryCode(account.country),
    defaultCurrency: currencyCode(account.default_currency),
    chargesEnabled: flag(account.charges_enabled),
    payoutsEnabled: flag(account.payouts_enabled),
    detailsSubmitted: flag(account.details_submitted),
    disabledReason: text(record(account.requirements).disabled_reason),
    requirementsDue: requirements && requirements.pastDue.length + requirements.currentlyDue.length,
    requirements,
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
    timeZone: zone !== null && isZone(zone) ? zone : null,
  }
}

/** Far more than Stripe asks for of one account, and of each as long as its names are. */
const [MOST, LONGEST] = [200, 200]

/** Null where Stripe doesn't say what is currently due. A requirement whose name can't be read counts by its place. */
function readRequirements(requirements: Foreign): Requirements | null {
  if (list(requirements.currently_due) === null) return null
  const names = (value: unknown) =>
    (list(value) ?? []).slice(0, MOST).map((name, index) => text(name)?.slice(0, LONGEST) ?? `unknown_${index + 1}`)
  return sortRequirements({
    pastDue: names(requirements.past_due),
    currentlyDue: names(requirements.currently_due),
    eventuallyDue: names(requirements.eventually_due),
    deadline: instant(requirements.current_deadline)?.getTime() ?? null,
  })
}
