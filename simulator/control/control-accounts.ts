import { changeAccount, deauthorize } from '../accounts/account-changes.ts'
import { renderAccount } from '../accounts/account-view.ts'
import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { controllerOf, isProfileName, type ProfileName } from '../accounts/profiles.ts'
import { findCountry, offersInstantPayouts } from '../banks/countries.ts'
import { isCurrency } from '../banks/currencies.ts'
import { renderExternalAccount } from '../banks/external-accounts.ts'
import { PREVIEW } from '../http/api-version.ts'
import { formFromJson } from '../http/form-body.ts'
import { isJsonObject } from '../http/json-body.ts'
import { readParameters } from '../http/parameters.ts'
import { renderBalance } from '../money/balance-view.ts'
import { availableAmount, pendingAmount, post } from '../money/money.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { applyBalanceSettings, changedBalanceSettings } from '../settings/balance-settings.ts'
import { changeFromGa, GA_UPDATE, gaName } from '../settings/balance-settings-parameters.ts'
import { renderBalanceSettings } from '../settings/balance-settings-view.ts'
import { settlementOf } from '../settings/payout-schedule.ts'
import type { Simulation } from '../simulation.ts'
import type { Account, BusinessProfile, Controller, SourceType } from '../world/state.ts'
import { BY_DASHBOARD, count, flag, sourceType, text, whole } from './control-call.ts'
import { ControlError } from './control-error.ts'

/** Newest first. */
export function listAccounts(simulation: Simulation, search: string, limit: number | undefined) {
  const { accounts } = simulation
  const found: Account[] = []
  for (const account of accounts.newestFirst()) {
    if (found.length === limit) break
    if (isFound(account, search.trim().toLowerCase())) found.push(account)
  }
  return {
    data: found.map((account) => ({
      id: account.id,
      name: account.business_profile.name,
      email: account.email,
      country: account.country,
      controller: account.controller,
      profile: account.controller && profileOf(account.controller),
      payouts_enabled: account.payouts_enabled,
      interval: account.balance_settings.interval,
      balance: balanceAmounts(account),
      next_payout: account.next_payout,
      created: account.created,
    })),
    total: accounts.size,
  }
}

function isFound(account: Account, search: string): boolean {
  const { id, email, country, business_profile } = account
  return (
    search === '' || [id, email, country, business_profile.name].some((word) => word?.toLowerCase().includes(search))
  )
}

const PROFILE_NAMES: readonly ProfileName[] = ['standard', 'express', 'custom', 'no_dashboard']

function profileOf(controller: Controller): ProfileName | null {
  const same = JSON.stringify(controller)
  return PROFILE_NAMES.find((name) => JSON.stringify(controllerOf(name)) === same) ?? null
}

export function createAccount(simulation: Simulation, body: Record<string, unknown>) {
  const { ids, clock, accounts } = simulation
  const country = text(body, 'country') ?? 'US'
  if (!findCountry(country)) throw new ControlError(400, `The simulator knows no country ${country}`)
  const profile = body.profile ?? 'custom'
  if (!isProfileName(profile)) throw new ControlError(400, 'profile must be standard, express, custom or no_dashboard')
  const id = text(body, 'id') ?? ids.next('acct')
  if (!/^acct_[A-Za-z0-9]+$/.test(id)) throw new ControlError(400, 'id must be acct_ and letters or digits')
  if (accounts.find(id) || id === accounts.platform.id) throw new ControlError(409, `There is an account ${id} already`)
  const name = text(body, 'name') ?? `Test Business ${accounts.size + 1}`
  const account = newAccount({
    id,
    sequence: accounts.nextSequence(),
    created: clock.seconds(),
    country,
    controller: controllerOf(profile),
    name,
    email: body.email === null ? null : (text(body, 'email') ?? `owner.${id.slice(5).toLowerCase()}@accounts.example`),
    first_payout_hold_days: readDays(body, 'first_payout_hold_days', LONGEST_HOLD_DAYS),
  })
  account.external_accounts.push(
    bankAccount(ids.next('ba'), account, account.default_currency, offersInstantPayouts(country)),
  )
  setTraits(simulation, account, body)
  if (body.settings !== undefined) account.balance_settings = settingsFrom(account, body.settings)
  const balance = readBalance(body.balance)
  accounts.add(account)
  setBalance(simulation, account, balance)
  simulation.record(account, 'account.created', BY_DASHBOARD, null, { id: account.id })
  return renderAccount(account)
}

const LONGEST_DELAY_DAYS = 31
const LONGEST_HOLD_DAYS = 90

function readDays(body: Record<string, unknown>, name: string, most: number): number | undefined {
  const days = count(body, name)
  if (days === undefined || days <= most) return days
  throw new ControlError(400, `${name} must be 0 to ${most}`)
}

export function updateAccount(simulation: Simulation, account: Account, body: Record<string, unknown>) {
  const balance = readBalance(body.balance)
  changeAccount(simulation, account, BY_DASHBOARD, () => setTraits(simulation, account, body))
  if (balance.length > 0) {
    const before = balanceAmounts(account)
    setBalance(simulation, account, balance)
    simulation.record(account, 'balance.set', BY_DASHBOARD, before, balanceAmounts(account))
    simulation.events.emit('balance.available', account.id, BY_DASHBOARD, renderBalance(simulation, account, false))
  }
  return renderAccount(account)
}

export function deleteAccount(simulation: Simulation, account: Account) {
  deauthorize(simulation, account, BY_DASHBOARD)
  return { id: account.id, object: 'account', deleted: true }
}

export function changeSettings(simulation: Simulation, account: Account, body: Record<string, unknown>) {
  const changed = applyBalanceSettings(simulation, account, settingsFrom(account, body), BY_DASHBOARD)
  return { changed, balance_settings: renderBalanceSettings(account) }
}

export function showAccount(simulation: Simulation, account: Account) {
  return {
    account: renderAccount(account),
    balance_settings: renderBalanceSettings(account),
    balance_settings_preview: renderBalanceSettings(account, PREVIEW),
    balance: renderBalance(simulation, account, account.controller !== null),
    balances: account.balances,
    next_payout: account.next_payout,
    delay_floor: account.delay_floor,
    platform_controls: account.platform_controls,
    financial_accounts: account.financial_accounts,
    first_payout_hold_days: account.first_payout_hold_days,
    external_accounts: account.external_accounts.map((external) => ({
      ...renderExternalAccount(account, external),
      default_for_currency: external.default_for_currency,
      failure_code: external.failure_code,
    })),
    payouts: [...account.payouts].reverse().map(renderPayout),
    balance_transactions: account.balance_transactions.length,
  }
}

function settingsFrom(account: Account, body: unknown) {
  const form = formFromJson(body)
  if (!(form instanceof Map)) throw new ControlError(400, 'The settings must be a JSON object')
  return changedBalanceSettings(account, changeFromGa(readParameters(GA_UPDATE, form)), gaName)
}

function setTraits(simulation: Simulation, account: Account, body: Record<string, unknown>): void {
  const payoutsEnabled = flag(body, 'payouts_enabled')
  if (payoutsEnabled !== undefined) {
    account.payouts_enabled = payoutsEnabled
    account.capabilities = { ...account.capabilities, transfers: payoutsEnabled ? 'active' : 'inactive' }
    if (payoutsEnabled) account.requirements = { ...account.requirements, disabled_reason: null, past_due: [] }
    else account.requirements = { ...account.requirements, disabled_reason: 'requirements.past_due' }
  }
  if (body.disabled_reason !== undefined) {
    account.requirements = { ...account.requirements, disabled_reason: text(body, 'disabled_reason') ?? null }
  }
  if (Array.isArray(body.currently_due)) {
    const due = body.currently_due.map(String)
    account.requirements = { ...account.requirements, currently_due: due, eventually_due: due }
  }
  account.charges_enabled = flag(body, 'charges_enabled') ?? account.charges_enabled
  account.platform_controls = flag(body, 'platform_controls') ?? account.platform_controls
  account.delay_floor = readDays(body, 'delay_floor', LONGEST_DELAY_DAYS) ?? account.delay_floor
  if (text(body, 'email') !== undefined) account.email = text(body, 'email') ?? null
  if (isJsonObject(body.business_profile)) {
    account.business_profile = { ...account.business_profile, ...readProfile(account, body.business_profile) }
  }
  if (text(body, 'name') !== undefined) {
    account.business_profile = { ...account.business_profile, name: text(body, 'name') ?? null }
  }
  if (isJsonObject(body.metadata)) {
    account.metadata = Object.fromEntries(Object.entries(body.metadata).map(([key, value]) => [key, String(value)]))
  }
  if (Array.isArray(body.financial_accounts)) account.financial_accounts = body.financial_accounts.map(String)
  simulation.touch()
}

function readProfile(account: Account, wanted: Record<string, unknown>): Partial<BusinessProfile> {
  for (const [name, value] of Object.entries(wanted)) {
    if (!Object.hasOwn(account.business_profile, name))
      throw new ControlError(400, `There is no business_profile.${name}`)
    if (value !== null && typeof value !== 'string') {
      throw new ControlError(400, `business_profile.${name} must be a string or null`)
    }
  }
  return wanted
}

interface WantedBalance {
  currency: string
  available: number | undefined
  pending: number | undefined
  /** Undefined: all of them together, by what is added to or taken from the card balance. */
  source_type: SourceType | undefined
}

/** {currency: {available?, pending?, source_type?}} in minor units. */
function readBalance(wanted: unknown): WantedBalance[] {
  if (wanted === undefined) return []
  if (!isJsonObject(wanted)) throw new ControlError(400, 'balance must be {currency: {available, pending}}')
  return Object.entries(wanted).map(([currency, amounts]) => {
    if (!isCurrency(currency) || !isJsonObject(amounts)) throw new ControlError(400, `balance.${currency} is not valid`)
    return {
      currency,
      available: whole(amounts, 'available'),
      pending: whole(amounts, 'pending'),
      source_type: sourceType(amounts, currency),
    }
  })
}

/** The difference is posted, so the books still add up. */
function setBalance(simulation: Simulation, account: Account, wanted: WantedBalance[]): void {
  for (const { currency, available, pending, source_type } of wanted) {
    const balance = account.balances[currency] ?? { available: {}, pending: [] }
    if (available !== undefined) {
      const former = source_type === undefined ? availableAmount(balance) : (balance.available[source_type] ?? 0)
      adjust(simulation, account, currency, available - former, source_type)
    }
    if (pending !== undefined) {
      const due = settlementOf(account, simulation.clock.seconds(), currency)
      adjust(simulation, account, currency, pending - pendingAmount(balance, source_type), source_type, due)
    }
  }
}

function adjust(
  simulation: Simulation,
  account: Account,
  currency: string,
  amount: number,
  source_type: SourceType = 'card',
  availableOn?: number,
): void {
  if (amount === 0) {
    account.balances[currency] ??= { available: { card: 0 }, pending: [] }
    return
  }
  post(simulation, account, {
    type: 'adjustment',
    currency,
    amount,
    source_type,
    description: 'Set by the control API',
    ...(availableOn === undefined ? {} : { available_on: availableOn }),
  })
}

function balanceAmounts(account: Account) {
  return Object.fromEntries(
    Object.entries(account.balances).map(([currency, balance]) => [
      currency,
      { available: availableAmount(balance), pending: pendingAmount(balance) },
    ]),
  )
}
