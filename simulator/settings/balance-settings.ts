import { rulesOf } from '../banks/country-rules.ts'
import { isCurrency } from '../banks/currencies.ts'
import { missing } from '../http/parameters.ts'
import { forbidden, malformed, refused } from '../http/stripe-error.ts'
import type { StartOfDay, Weekday } from '../time/calendar.ts'
import { previousAttributes } from '../world/previous-attributes.ts'
import type { Account, AutomaticTransferRule, BalanceSettings, Cause, Interval } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { renderBalanceSettings } from './balance-settings-view.ts'

export const LONGEST_DESCRIPTOR = 22
const LONGEST_DELAY = 31
// [docs changelog 2026-05-27] of the rules; the message is [assumption].
const RULE_CURRENCIES: readonly string[] = ['usd', 'gbp', 'eur']
const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The changes in a request: an absent field stays as it is, null clears it. */
export interface BalanceSettingsChange {
  debit_negative_balances?: boolean
  interval?: Interval
  weekly_payout_days?: Weekday[]
  monthly_payout_days?: number[]
  statement_descriptor?: string
  minimum_balance_by_currency?: Record<string, number | null> | null
  automatic_transfer_rules_by_currency?: Record<string, WantedTransferRule[] | null> | null
  delay_days_override?: number | null
  start_of_day?: Partial<StartOfDay> | null
}

export interface WantedTransferRule {
  payout_method: string
  type: AutomaticTransferRule['type']
  transfer_up_to_amount?: number
}

/** The name of a field in the shape of the request, for the error's `param`. */
export type NameOfField = (field: keyof BalanceSettingsChange) => string

/** Checks a change and returns the settings that result from it; changes nothing. */
export function changedBalanceSettings(
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): BalanceSettings {
  const next = structuredClone(account.balance_settings)
  if (change.debit_negative_balances !== undefined) next.debit_negative_balances = change.debit_negative_balances
  if (change.statement_descriptor !== undefined) next.statement_descriptor = change.statement_descriptor
  changeSchedule(next, account, change, nameOf)
  changeMinimumBalances(next, account, change, nameOf)
  changeTransferRules(next, account, change, nameOf)
  changeDelay(next, account, change, nameOf)
  changeStartOfDay(next, account, change, nameOf)
  return next
}

/** Applies new settings, with ledger entry and event. Returns false if they equal the current ones. */
export function applyBalanceSettings(world: World, account: Account, next: BalanceSettings, cause: Cause): boolean {
  const before = renderBalanceSettings(account)
  const current = account.balance_settings
  account.balance_settings = next
  const after = renderBalanceSettings(account)
  const previous = previousAttributes(before, after)
  if (Object.keys(previous).length === 0) {
    account.balance_settings = current
    return false
  }
  world.planPayoutDay(account)
  world.record(account, 'balance_settings.updated', cause, before, after)
  world.events.emit('balance_settings.updated', account.id, cause, after, previous)
  return true
}

/** [docs] Some accounts only change their payout settings in their own Dashboard. The message is [assumption]. */
export function requirePayoutControls(account: Account): void {
  if (account.platform_controls) return
  throw forbidden(
    'This account controls its own payout settings. Your platform does not have controls over its payouts.',
  )
}

function changeSchedule(
  next: BalanceSettings,
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): void {
  const interval = change.interval ?? next.interval
  const { intervals } = rulesOf(account.country)
  if (change.interval !== undefined && intervals && !intervals.includes(interval)) {
    // The message is [assumption].
    throw refused(
      `Accounts in ${account.country} cannot have ${interval} payouts: the interval must be ${intervals.join(' or ')}.`,
      { param: nameOf('interval') },
    )
  }
  const isSwitch = interval !== next.interval
  checkDayList(change, 'weekly_payout_days', 'weekly', interval, isSwitch, nameOf)
  checkDayList(change, 'monthly_payout_days', 'monthly', interval, isSwitch, nameOf)
  const invalid = change.monthly_payout_days?.find((day) => day < 1 || day > 31)
  if (invalid !== undefined) {
    throw malformed(`Invalid ${nameOf('monthly_payout_days')}: must be between 1 and 31`, {
      param: nameOf('monthly_payout_days'),
    })
  }
  if (isSwitch) {
    next.interval = interval
    next.weekly_payout_days = []
    next.monthly_payout_days = []
  }
  // [assumption] Repeated days count once, and are sorted.
  if (change.weekly_payout_days) {
    const days = new Set(change.weekly_payout_days)
    next.weekly_payout_days = WEEK.filter((day) => days.has(day))
  }
  if (change.monthly_payout_days) {
    next.monthly_payout_days = [...new Set(change.monthly_payout_days)].sort((a, b) => a - b)
  }
}

function checkDayList(
  change: BalanceSettingsChange,
  field: 'monthly_payout_days' | 'weekly_payout_days',
  belongsTo: Interval,
  interval: Interval,
  isSwitch: boolean,
  nameOf: NameOfField,
): void {
  const days = change[field]
  if (days === undefined) {
    // [sdk types] Required if the interval changes to this one.
    if (interval === belongsTo && isSwitch) throw missing(nameOf(field))
    return
  }
  // [assumption] Days of another interval are an error; the docs only call them not applicable.
  if (interval !== belongsTo) {
    throw malformed(`You can only set \`${field}\` when the payout interval is \`${belongsTo}\`.`, {
      param: nameOf(field),
    })
  }
  if (days.length === 0) throw missing(nameOf(field))
}

function changeMinimumBalances(
  next: BalanceSettings,
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): void {
  const wanted = change.minimum_balance_by_currency
  if (wanted === undefined) return
  if (rulesOf(account.country).withoutMinimumBalance) {
    // [docs] the rule; the message is [assumption]
    throw refused(`Minimum balances are not available for accounts in ${account.country}.`, {
      param: nameOf('minimum_balance_by_currency'),
    })
  }
  next.minimum_balance_by_currency = merged(
    next.minimum_balance_by_currency,
    wanted,
    nameOf('minimum_balance_by_currency'),
    (amount, name) => {
      // [assumption] The docs don't mention negative amounts. 0 stays 0.
      if (amount < 0) throw malformed('This value must be greater than or equal to 0.', { param: name })
      return amount
    },
  )
}

function changeTransferRules(
  next: BalanceSettings,
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): void {
  const wanted = change.automatic_transfer_rules_by_currency
  if (wanted === undefined) return
  next.automatic_transfer_rules_by_currency = merged(
    next.automatic_transfer_rules_by_currency,
    wanted,
    nameOf('automatic_transfer_rules_by_currency'),
    (rules, name, currency) => {
      if (!RULE_CURRENCIES.includes(currency)) {
        throw refused(`Automatic transfers are only available in ${RULE_CURRENCIES.join(', ')}.`, { param: name })
      }
      if (rules.length === 0) throw missing(name)
      if (new Set(rules.map(({ payout_method }) => payout_method)).size > 1) {
        // [docs treasury] of the rule; the message is [assumption]
        throw refused('All rules of a currency must name the same financial account.', { param: name })
      }
      return rules.map((rule, index) => transferRule(account, rule, `${name}[${index}]`))
    },
  )
}

function transferRule(account: Account, rule: WantedTransferRule, name: string): AutomaticTransferRule {
  if (!account.financial_accounts.includes(rule.payout_method)) {
    throw refused(`No such financial account: '${rule.payout_method}'`, {
      code: 'resource_missing',
      param: `${name}[payout_method]`,
    })
  }
  const { payout_method, type, transfer_up_to_amount: amount } = rule
  const param = `${name}[transfer_up_to_amount]`
  if (type === 'transfer_all') {
    // [assumption] The docs only call it not applicable.
    if (amount !== undefined) throw malformed(`You cannot pass \`${param}\` when \`type\` is \`${type}\`.`, { param })
    return { payout_method, type, transfer_up_to_amount: null }
  }
  if (amount === undefined) throw missing(param)
  if (amount < 1) throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param })
  return { payout_method, type, transfer_up_to_amount: amount }
}

/** [docs] Maps merge: a currency is added or replaced, '' removes it, '' for the map removes all. */
function merged<Wanted, Value>(
  current: Record<string, Value> | null,
  wanted: Record<string, Wanted | null> | null,
  name: string,
  check: (value: Wanted, name: string, currency: string) => Value,
): Record<string, Value> | null {
  if (wanted === null) return null
  const result: Record<string, Value> = { ...current }
  for (const [currency, value] of Object.entries(wanted)) {
    if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: `${name}[${currency}]` })
    if (value === null) delete result[currency]
    else result[currency] = check(value, `${name}[${currency}]`, currency)
  }
  return Object.keys(result).length === 0 ? null : result
}

function changeDelay(
  next: BalanceSettings,
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): void {
  const override = change.delay_days_override
  if (override === undefined) return
  const param = nameOf('delay_days_override')
  if (account.controller && account.controller.losses.payments !== 'application') {
    // [docs] the rule; the message is [assumption]
    throw refused(
      "You cannot change this account's settlement delay because Stripe is liable for its negative balances.",
      {
        param,
      },
    )
  }
  if (override !== null && override > LONGEST_DELAY) {
    throw malformed(`Invalid ${param}: must be at most ${LONGEST_DELAY}`, { param })
  }
  if (override !== null && override < account.delay_floor) {
    // [repos] Stripe's own message, seen in the Accounts API
    throw refused(`You cannot lower this merchant's delay below ${account.delay_floor}`, { param })
  }
  next.delay_days_override = override
}

function changeStartOfDay(
  next: BalanceSettings,
  account: Account,
  change: BalanceSettingsChange,
  nameOf: NameOfField,
): void {
  const wanted = change.start_of_day
  if (wanted === undefined) return
  const param = nameOf('start_of_day')
  const zones = rulesOf(account.country).startOfDay
  if (zones === undefined) {
    // [docs] the rule; the message is [assumption]
    throw refused(`A customized start of day is not generally available for accounts in ${account.country}.`, { param })
  }
  if (wanted === null) {
    next.start_of_day = null
    return
  }
  const { hour, minutes, timezone } = { ...next.start_of_day, ...wanted }
  // [assumption] All three are required at first; later each can be changed alone.
  if (hour === undefined) throw missing(`${param}[hour]`)
  if (minutes === undefined) throw missing(`${param}[minutes]`)
  if (timezone === undefined) throw missing(`${param}[timezone]`)
  const isUtc = timezone === 'Etc/UTC'
  if (!isUtc && !zones.includes(timezone)) {
    throw malformed(`Invalid ${param}[timezone]: must be one of ${[...zones, 'Etc/UTC'].join(', ')}`, {
      param: `${param}[timezone]`,
    })
  }
  if (minutes !== 0 && minutes !== 30) {
    throw malformed(`Invalid ${param}[minutes]: must be either 0 or 30`, { param: `${param}[minutes]` })
  }
  const latestHour = isUtc ? 0 : 4
  if (hour < 0 || hour > latestHour || (hour === latestHour && minutes > 0)) {
    throw malformed(
      `Invalid ${param}[hour]: the start of day must be between 00:00 and 0${latestHour}:00 in ${timezone}`,
      { param: `${param}[hour]` },
    )
  }
  next.start_of_day = { hour, minutes, timezone }
}
