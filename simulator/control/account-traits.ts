import { isJsonObject } from '../http/json-body.ts'
import type { Account, BusinessProfile } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'
import { isCount, readCount, readFlag, readText } from './fields.ts'

const LONGEST_DELAY_DAYS = 31

/** Sets what the body names of an account: its rights, its requirements, its profile. */
export function setTraits(world: World, account: Account, body: Record<string, unknown>): void {
  setPayoutsEnabled(account, readFlag(body, 'payouts_enabled'))
  if (body.disabled_reason !== undefined) {
    account.requirements = { ...account.requirements, disabled_reason: readText(body, 'disabled_reason') ?? null }
  }
  pausePayouts(account, readFlag(body, 'payouts_paused'))
  reject(account, body)
  if (Array.isArray(body.currently_due)) {
    const due = body.currently_due.map(String)
    account.requirements = { ...account.requirements, currently_due: due, eventually_due: due }
  }
  setRequirements(account, body)
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
  if (Array.isArray(body.financial_accounts)) setFinancialAccounts(account, body.financial_accounts.map(String))
  world.saveSoon()
}

/** [docs] What is past due is currently due too, and what is currently due is eventually due too. */
function setRequirements(account: Account, { past_due, eventually_due, current_deadline }: Record<string, unknown>) {
  const { requirements } = account
  const merge = (one: string[], other: string[]) => [...new Set([...one, ...other])]
  if (Array.isArray(past_due)) {
    requirements.past_due = past_due.map(String)
    requirements.currently_due = merge(requirements.past_due, requirements.currently_due)
    requirements.eventually_due = merge(requirements.currently_due, requirements.eventually_due)
  }
  if (Array.isArray(eventually_due))
    requirements.eventually_due = merge(requirements.currently_due, eventually_due.map(String))
  if (current_deadline !== undefined) {
    if (!isCount(current_deadline)) throw new ControlError(400, 'current_deadline must be a time in seconds')
    requirements.current_deadline = current_deadline
  }
}

function setPayoutsEnabled(account: Account, enabled: boolean | undefined): void {
  if (enabled === undefined) return
  account.payouts_enabled = enabled
  account.capabilities = { ...account.capabilities, transfers: enabled ? 'active' : 'inactive' }
  account.requirements = enabled
    ? { ...account.requirements, disabled_reason: null, past_due: [] }
    : { ...account.requirements, disabled_reason: 'requirements.past_due' }
}

/** [docs] The platform does this in its Dashboard, where it is liable for negative balances. */
function pausePayouts(account: Account, paused: boolean | undefined): void {
  if (paused === undefined) return
  requireLiability(account, 'pause payouts of')
  const { disabled_reason } = account.requirements
  if (disabled_reason !== (paused ? null : PAUSED)) {
    throw new ControlError(400, paused ? `The account is disabled already: ${disabled_reason}` : 'It is not paused')
  }
  setPayoutsEnabled(account, !paused)
  if (paused) account.requirements = { ...account.requirements, disabled_reason: PAUSED }
}

const PAUSED = 'platform_paused'
const REJECTIONS: readonly string[] = ['fraud', 'terms_of_service', 'other']

/** [docs api/account/reject] The body has the parameters of that request: `reject` is its reason. */
function reject(account: Account, body: Record<string, unknown>): void {
  const reason = readText(body, 'reject')
  const action = readText(body, 'payouts_action') ?? 'pause'
  if (reason === undefined) return
  requireLiability(account, 'reject')
  if (!REJECTIONS.includes(reason)) throw new ControlError(400, `reject must be ${REJECTIONS.join(', ')}`)
  if (action !== 'pause' && action !== 'none') throw new ControlError(400, 'payouts_action must be pause or none')
  account.charges_enabled = false
  account.payouts_enabled = action === 'none'
  account.capabilities = { card_payments: 'inactive', transfers: 'inactive' }
  account.requirements = { ...account.requirements, disabled_reason: `rejected.platform_${reason}` }
}

function requireLiability({ controller }: Account, what: string): void {
  if (controller?.losses.payments === 'application') return
  throw new ControlError(400, `The platform can only ${what} accounts whose negative balances it is liable for`)
}

function setFinancialAccounts(account: Account, ids: string[]): void {
  const rules = Object.values(account.balance_settings.automatic_transfer_rules_by_currency ?? {}).flat()
  const used = rules.find(({ payout_method }) => !ids.includes(payout_method))
  if (used) throw new ControlError(400, `A transfer rule names ${used.payout_method}`)
  account.financial_accounts = ids
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
