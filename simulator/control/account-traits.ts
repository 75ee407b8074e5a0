import { isJsonObject } from '../http/json-body.ts'
import type { Account, BusinessProfile } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'
import { readCount, readFlag, readText } from './fields.ts'

const LONGEST_DELAY_DAYS = 31

/** Sets what the body names of an account: its rights, its requirements, its profile. */
export function setTraits(world: World, account: Account, body: Record<string, unknown>): void {
  setPayoutsEnabled(account, readFlag(body, 'payouts_enabled'))
  if (body.disabled_reason !== undefined) {
    account.requirements = { ...account.requirements, disabled_reason: readText(body, 'disabled_reason') ?? null }
  }
  if (Array.isArray(body.currently_due)) {
    const due = body.currently_due.map(String)
    account.requirements = { ...account.requirements, currently_due: due, eventually_due: due }
  }
  account.charges_enabled = readFlag(body, 'charges_enabled') ?? account.charges_enabled
  account.platform_controls = readFlag(body, 'platform_controls') ?? account.platform_controls
  account.delay_floor = readCount(body, 'delay_floor', LONGEST_DELAY_DAYS) ?? account.delay_floor
  account.email = readText(body, 'email') ?? account.email
  if (isJsonObject(body.business_profile)) {
    account.business_profile = { ...account.business_profile, ...readProfile(account, body.business_profile) }
  }
  const name = readText(body, 'name')
  if (name !== undefined) account.business_profile = { ...account.business_profile, name }
  if (isJsonObject(body.metadata)) {
    account.metadata = Object.fromEntries(Object.entries(body.metadata).map(([key, value]) => [key, String(value)]))
  }
  if (Array.isArray(body.financial_accounts)) account.financial_accounts = body.financial_accounts.map(String)
  world.saveSoon()
}

function setPayoutsEnabled(account: Account, enabled: boolean | undefined): void {
  if (enabled === undefined) return
  account.payouts_enabled = enabled
  account.capabilities = { ...account.capabilities, transfers: enabled ? 'active' : 'inactive' }
  account.requirements = enabled
    ? { ...account.requirements, disabled_reason: null, past_due: [] }
    : { ...account.requirements, disabled_reason: 'requirements.past_due' }
}

function readProfile(account: Account, wanted: Record<string, unknown>): Partial<BusinessProfile> {
  for (const [name, value] of Object.entries(wanted)) {
    if (!Object.hasOwn(account.business_profile, name)) {
      throw new ControlError(400, `There is no business_profile.${name}`)
    }
    if (value !== null && typeof value !== 'string') {
      throw new ControlError(400, `business_profile.${name} must be a string or null`)
    }
  }
  return wanted
}
