import { authorize, changeAccount, deauthorize } from '../accounts/account-changes.ts'
import { renderAccount } from '../accounts/account-view.ts'
import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { controllerOf, isProfileName, profileOf } from '../accounts/profiles.ts'
import { findCountry, offersInstantPayouts } from '../banks/countries.ts'
import { renderExternalAccount } from '../banks/external-account-view.ts'
import { PREVIEW } from '../http/api-version.ts'
import { formFromJson } from '../http/form-body.ts'
import { readParameters } from '../http/parameters.ts'
import { renderBalance } from '../money/balance-view.ts'
import { isHeld } from '../payouts/held-payouts.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { applyBalanceSettings, changedBalanceSettings } from '../settings/balance-settings.ts'
import { changeFromGa, GA_UPDATE, gaName } from '../settings/balance-settings-parameters.ts'
import { renderBalanceSettings } from '../settings/balance-settings-view.ts'
import type { Account } from '../world/state.ts'
import { balanceAmounts, readBalances, setBalances } from './account-balances.ts'
import { setTraits } from './account-traits.ts'
import { BY_DASHBOARD, type Call, requireAccount, requireAccountOrPlatform } from './control-call.ts'
import { ControlError } from './control-error.ts'
import { queryCount, queryText, readCount, readText } from './fields.ts'

/** Newest first. */
export function listAccounts({ world: { accounts }, query }: Call) {
  const search = (queryText(query, 'search') ?? '').trim().toLowerCase()
  const limit = queryCount(query, 'limit')
  const found: Account[] = []
  for (const account of accounts.newestFirst()) {
    if (found.length === limit) break
    if (matches(account, search)) found.push(account)
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

function matches({ id, email, country, business_profile }: Account, search: string): boolean {
  return (
    search === '' || [id, email, country, business_profile.name].some((word) => word?.toLowerCase().includes(search))
  )
}

const LONGEST_HOLD_DAYS = 90

/** Creates an account with one bank account. */
export function createAccount({ world, body }: Call) {
  const { ids, clock, accounts } = world
  const country = readText(body, 'country') ?? 'US'
  if (!findCountry(country)) throw new ControlError(400, `The simulator knows no country ${country}`)
  const profile = body.profile ?? 'custom'
  if (!isProfileName(profile)) throw new ControlError(400, 'profile must be standard, express, custom or no_dashboard')
  const id = readText(body, 'id') ?? ids.next('acct')
  if (!/^acct_[A-Za-z0-9]+$/.test(id)) throw new ControlError(400, 'id must be acct_ and letters or digits')
  if (accounts.find(id) || id === accounts.platform.id) throw new ControlError(409, `There is an account ${id} already`)
  const email = readText(body, 'email') ?? `owner.${id.slice(5).toLowerCase()}@accounts.example`
  const account = newAccount({
    id,
    sequence: accounts.nextSequence(),
    created: clock.seconds(),
    country,
    controller: controllerOf(profile),
    name: readText(body, 'name') ?? `Test Business ${accounts.size + 1}`,
    email: body.email === null ? null : email,
    first_payout_hold_days: readCount(body, 'first_payout_hold_days', LONGEST_HOLD_DAYS),
  })
  account.external_accounts.push(
    bankAccount(ids.next('ba'), account, account.default_currency, offersInstantPayouts(country)),
  )
  setTraits(world, account, body)
  if (body.settings !== undefined) account.balance_settings = readSettings(account, body.settings)
  const balances = readBalances(body.balance)
  accounts.add(account)
  setBalances(world, account, balances)
  world.record(account, 'account.created', BY_DASHBOARD, null, { id: account.id })
  return renderAccount(account)
}

export function updateAccount(call: Call) {
  const { world, body } = call
  const account = requireAccount(call)
  const balances = readBalances(body.balance)
  changeAccount(world, account, BY_DASHBOARD, () => setTraits(world, account, body))
  if (balances.length > 0) {
    const before = balanceAmounts(account)
    setBalances(world, account, balances)
    world.record(account, 'balance.set', BY_DASHBOARD, before, balanceAmounts(account))
    world.events.emit('balance.available', account.id, BY_DASHBOARD, renderBalance(world, account, false))
  }
  return renderAccount(account)
}

export function deleteAccount(call: Call) {
  const account = requireAccount(call)
  deauthorize(call.world, account, BY_DASHBOARD)
  return { id: account.id, object: 'account', deleted: true }
}

export function authorizeAccount({ world, segment }: Call) {
  const id = segment('account')
  if (world.accounts.find(id)) throw new ControlError(409, `The account ${id} is connected`)
  const account = world.accounts.findDisconnected(id)
  if (!account) throw new ControlError(404, `There is no disconnected account ${id}`)
  authorize(world, account, BY_DASHBOARD)
  return renderAccount(account)
}

/** A change in Stripe's Dashboard: the event has no request. */
export function changeSettings(call: Call) {
  const account = requireAccountOrPlatform(call)
  const changed = applyBalanceSettings(call.world, account, readSettings(account, call.body), BY_DASHBOARD)
  return { changed, balance_settings: renderBalanceSettings(account) }
}

function readSettings(account: Account, body: unknown) {
  const form = formFromJson(body)
  if (!(form instanceof Map)) throw new ControlError(400, 'The settings must be a JSON object')
  return changedBalanceSettings(account, changeFromGa(readParameters(GA_UPDATE, form)), gaName)
}

/** What payouts have brought to each financial account; the simulator knows nothing else about it. */
function financialAccountBalances({ payouts, financial_accounts }: Account) {
  const balances: Record<string, Record<string, number>> = Object.fromEntries(financial_accounts.map((id) => [id, {}]))
  for (const { amount, currency, payout_method, status } of payouts) {
    const balance = status === 'paid' && payout_method !== undefined ? balances[payout_method] : undefined
    if (balance) balance[currency] = (balance[currency] ?? 0) + amount
  }
  return balances
}

export function showAccount(call: Call) {
  const account = requireAccountOrPlatform(call)
  return {
    account: renderAccount(account),
    balance_settings: renderBalanceSettings(account),
    balance_settings_preview: renderBalanceSettings(account, PREVIEW),
    balance: renderBalance(call.world, account, account.controller !== null),
    balances: account.balances,
    next_payout: account.next_payout,
    delay_floor: account.delay_floor,
    platform_controls: account.platform_controls,
    financial_accounts: account.financial_accounts,
    financial_account_balances: financialAccountBalances(account),
    first_payout_hold_days: account.first_payout_hold_days,
    external_accounts: account.external_accounts.map((external) => ({
      ...renderExternalAccount(account, external),
      default_for_currency: external.default_for_currency,
      failure_code: external.failure_code,
    })),
    payouts: [...account.payouts].reverse().map(renderPayout),
    held_payouts: account.payouts.filter((payout) => isHeld(account, payout)).map(({ id }) => id),
    balance_transactions: account.balance_transactions.length,
  }
}
