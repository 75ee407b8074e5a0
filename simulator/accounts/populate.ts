import { calendarOf } from '../banks/bank-holidays.ts'
import { offersInstantPayouts } from '../banks/countries.ts'
import { minorUnits } from '../banks/currencies.ts'
import { ownFingerprint } from '../banks/fingerprints.ts'
import { post } from '../money/post.ts'
import { addBusinessDays, DAY_SECONDS } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { BUSINESSES, type Business } from './businesses.ts'
import { addHistory } from './history.ts'
import { bankAccount, debitCard, newAccount } from './new-account.ts'
import { controllerOf } from './profiles.ts'

export const PLATFORM_ID = 'acct_1SpwPlatform'

export function createPlatform(now: number): Account {
  const platform = newAccount({
    id: PLATFORM_ID,
    sequence: 0,
    created: now - 900 * DAY_SECONDS,
    country: 'US',
    controller: null,
    name: 'Harbour Market',
    email: 'platform@harbour.example',
    url: 'https://harbour.example',
  })
  // It can change its own settings.
  platform.platform_controls = true
  return platform
}

/** Fills an empty world. The same seed and size give the same accounts; all times are relative to now. */
export function populate(world: World, size: number): void {
  const { platform } = world.accounts
  platform.external_accounts.push(bankAccount(world.ids.next('ba'), platform, 'usd', false))
  post(world, platform, { type: 'payment', currency: 'usd', amount: 1_250_000, description: 'Platform fees' })
  // The businesses with names are created last, because lists start with the newest.
  for (let extra = size - BUSINESSES.length; extra > 0; extra -= 1) addNumbered(world, extra, size)
  BUSINESSES.slice(Math.max(0, BUSINESSES.length - size)).forEach((business, index, all) => {
    addBusiness(world, business, (all.length - index) * 5 * DAY_SECONDS + world.random.integer(0, DAY_SECONDS))
  })
}

function addBusiness(world: World, business: Business, age: number): void {
  const { random, ids, accounts } = world
  const created = world.clock.seconds() - age - 150 * DAY_SECONDS
  const account = newAccount({
    id: business.id ?? `acct_1${ids.letters(16)}`,
    sequence: accounts.nextSequence(),
    created,
    country: business.country,
    controller: controllerOf(business.profile),
    name: business.name,
    email: `accounts@${business.slug}.example`,
    mcc: business.mcc,
    url: `https://${business.slug}.example`,
    individual: business.individual ?? false,
  })
  account.platform_controls = !business.uncontrolled
  account.delay_floor = business.delay_floor ?? account.delay_floor
  account.metadata = { internal_id: String(1000 + account.sequence) }
  if (business.financial_account) account.financial_accounts.push(`fa_1${ids.letters(16)}`)
  setSettings(account, business)
  setRequirements(world, account, business)
  addExternalAccounts(world, account, business)
  accounts.add(account)
  for (const [currency, [available, pending]] of Object.entries(business.funds)) {
    const units = minorUnits(currency)
    addHistory(world, account, {
      currency,
      available: Math.round(available * units),
      pending: Math.round(pending * units),
      payouts: business.payouts ?? random.integer(1, 4),
      failed: currency === account.default_currency ? (business.failed ?? null) : null,
    })
  }
  account.payouts.sort((one, other) => one.created - other.created)
  account.balance_transactions.sort((one, other) => one.created - other.created)
}

function setSettings(account: Account, business: Business): void {
  const settings = account.balance_settings
  const { schedule } = business
  if (typeof schedule === 'string') {
    settings.interval = schedule
  } else if ('weekly' in schedule) {
    settings.interval = 'weekly'
    settings.weekly_payout_days = [...schedule.weekly]
  } else {
    settings.interval = 'monthly'
    settings.monthly_payout_days = [...schedule.monthly]
  }
  settings.debit_negative_balances = business.debit_negative_balances ?? settings.debit_negative_balances
  settings.delay_days_override = business.delay_days_override ?? null
  settings.statement_descriptor = business.statement_descriptor ?? null
  settings.start_of_day = business.start_of_day ?? null
  if (business.transfer_rules) {
    const [payout_method = ''] = account.financial_accounts
    settings.automatic_transfer_rules_by_currency = Object.fromEntries(
      Object.entries(business.transfer_rules).map(([currency, most]) => [
        currency,
        [
          most === 'all'
            ? { payout_method, type: 'transfer_all', transfer_up_to_amount: null }
            : { payout_method, type: 'transfer_up_to_amount', transfer_up_to_amount: most * minorUnits(currency) },
        ],
      ]),
    )
  }
  if (business.minimum) {
    settings.minimum_balance_by_currency = Object.fromEntries(
      Object.entries(business.minimum).map(([currency, amount]) => [currency, amount * minorUnits(currency)]),
    )
  }
}

function setRequirements(world: World, account: Account, business: Business): void {
  const { disabled, due_soon, rejected } = business
  if (disabled) {
    account.payouts_enabled = false
    account.charges_enabled = disabled.reason !== 'requirements.past_due'
    account.capabilities = { card_payments: account.charges_enabled ? 'active' : 'inactive', transfers: 'inactive' }
    account.requirements.disabled_reason = disabled.reason
    account.requirements.currently_due = [...disabled.due]
    account.requirements.past_due = [...disabled.due]
    account.requirements.eventually_due = [...disabled.due]
    if (disabled.reason === 'requirements.pending_verification') {
      account.requirements.pending_verification = ['individual.verification.document']
    }
  }
  if (rejected) {
    account.charges_enabled = false
    account.capabilities = { card_payments: 'inactive', transfers: 'inactive' }
    account.requirements.disabled_reason = `rejected.platform_${rejected}`
  }
  if (due_soon) {
    account.requirements.currently_due = [...due_soon]
    account.requirements.eventually_due = [...due_soon]
    account.requirements.current_deadline = addBusinessDays(world.clock.seconds(), 15, calendarOf(account))
  }
}

function addExternalAccounts(world: World, account: Account, business: Business): void {
  const { ids, clock } = world
  const next = () => ids.next('ba')
  const instant = offersInstantPayouts(account.country)
  if (!business.without_bank) {
    account.external_accounts.push(bankAccount(next(), account, account.default_currency, instant))
  } else {
    account.requirements.currently_due.push('external_account')
    account.requirements.eventually_due.push('external_account')
  }
  if (business.second_bank) account.external_accounts.push(bankAccount(next(), account, business.second_bank, false))
  if (business.debit_card) {
    const year = new Date(clock.now()).getUTCFullYear() + 3
    account.external_accounts.push(debitCard(ids.next('card'), account, year))
  }
  if (!business.test_numbers)
    for (const external of account.external_accounts) external.fingerprint = ownFingerprint(external.id)
  const main = account.external_accounts[0]
  if (business.failed && main) {
    main.failure_code = business.failed
    main.status = 'errored'
  }
}

/** For worlds with more accounts than names: a business like another one, with a number and no history. */
function addNumbered(world: World, number: number, size: number): void {
  const { random, ids, accounts } = world
  const model = random.pick(BUSINESSES)
  const account = newAccount({
    id: `acct_1${ids.letters(16)}`,
    sequence: accounts.nextSequence(),
    created: world.clock.seconds() - 400 * DAY_SECONDS - number * Math.max(1, Math.floor((300 * DAY_SECONDS) / size)),
    country: model.country,
    controller: controllerOf(model.profile),
    name: `${model.name} ${number}`,
    email: `accounts${number}@${model.slug}.example`,
    mcc: model.mcc,
    url: null,
  })
  setSettings(account, model)
  const currency = account.default_currency
  const bank = bankAccount(ids.next('ba'), account, currency, offersInstantPayouts(account.country))
  account.external_accounts.push({ ...bank, fingerprint: ownFingerprint(bank.id) })
  accounts.add(account)
  const amount = random.integer(-50, 5_000) * minorUnits(currency)
  if (amount !== 0) post(world, account, { type: 'payment', currency, amount, created: account.created })
}
