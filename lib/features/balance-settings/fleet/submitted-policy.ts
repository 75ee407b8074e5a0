import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { REQUIREMENT_LEVELS } from '@/lib/domain/accounts/requirements'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { WEEKDAYS, type Weekday } from '@/lib/domain/calendar/weekday'
import { findVariantErrors, type PolicyDraft, type PolicyValues, type PolicyVariant } from '@/lib/domain/fleet/policy'
import { type AvailableRange, type Segment, YES_OR_NO } from '@/lib/domain/fleet/segment'
import { isKnownCurrency } from '@/lib/domain/money/money'
import { readAmount, readSignedAmount } from '@/lib/domain/money/typed-amount'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { findFieldErrors } from '@/lib/domain/settings/balance-settings'
import { type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import type { PayoutSchedule } from '@/lib/domain/settings/payout-schedule'
import { plainText } from '../plain-text'
import { formProblems as text } from './text'

export const TYPES = ['custom', 'express', 'standard'] as const
/** Stripe may add reasons, so only their form is checked. */
export const REASON = /^[a-z0-9_.]{1,80}$/
export const INTERVALS = ['daily', 'weekly', 'monthly', 'manual'] as const

export const MOST_PRIORITY = 1000
export const MOST_CODES = 200

/** Variants of one policy at most: every country with every type would be more than anybody reads. */
export const MOST_VARIANTS = 50

export const NAME = plainText(80).trim().min(1)

/** The policy that a submitted form describes, or what to correct in it, one sentence for each field. */
export function readSubmittedPolicy(form: FormData): Result<PolicyDraft, string[]> {
  const problems: string[] = []
  const problem = (sentence: string) => {
    problems.push(sentence)
    return null
  }
  const name = NAME.safeParse(textOf(form, 'name'))
  if (!name.success) problem(text.name)
  const priority = wholeNumber(textOf(form, 'priority'))
  if (priority === null || Math.abs(priority) > MOST_PRIORITY) problem(text.priority)
  const segment = readSegment(form, problem)
  const values = readValues(form, problem)
  const variants = readVariants(form, problem)
  if (problems.length === 0) {
    if ([values, ...variants.map((variant) => variant.values)].every((each) => Object.keys(each).length === 0))
      problem(text.nothing)
    problems.push(...findVariantErrors({ values, variants, segment }))
  }
  if (problems.length > 0 || !name.success || priority === null) return fail(problems)
  return succeed({ name: name.data, segment, values, variants, priority, isDefault: form.has('isDefault') })
}

/** The name and the values of a change that no policy asks for, or what to correct. */
export function readSubmittedChange(form: FormData): Result<Pick<PolicyDraft, 'name' | 'values'>, string[]> {
  const problems: string[] = []
  const name = NAME.safeParse(textOf(form, 'name'))
  if (!name.success) problems.push(text.name)
  const values = readValues(form, (sentence) => {
    problems.push(sentence)
    return null
  })
  if (problems.length === 0 && Object.keys(values).length === 0) problems.push(text.nothing)
  return problems.length > 0 || !name.success ? fail(problems) : succeed({ name: name.data, values })
}

type Report = (sentence: string) => null

function readSegment(form: FormData, report: Report): Segment {
  const countries = codesIn(textOf(form, 'countries').toUpperCase(), /^[A-Z]{2}$/) ?? report(text.countries) ?? []
  const currencies = codesIn(textOf(form, 'currencies').toLowerCase(), /^[a-z]{3}$/) ?? report(text.currencies) ?? []
  const typed = textOf(form, 'createdFrom')
  const createdFrom = typed === '' ? null : (parseCalendarDate(typed) ?? report(text.createdFrom))
  const delays = codesIn(textOf(form, 'delays'), /^\d{1,3}$/) ?? report(text.delays) ?? []
  const chosenIn = (name: string, values: readonly string[]) =>
    values.filter((value) => form.getAll(name).includes(value))
  const facts = {
    country: countries,
    type: chosenIn('types', TYPES),
    currency: currencies,
    schedule: chosenIn('schedules', INTERVALS),
    payouts: chosenIn('payouts', YES_OR_NO.payouts),
    state: chosenIn('states', ACCOUNT_STATES),
    reason: [...new Set(form.getAll('reasons'))]
      .filter((code) => typeof code === 'string')
      .filter((code) => REASON.test(code)),
    requirement: chosenIn('requirements', REQUIREMENT_LEVELS),
    delay: delays.map((days) => String(Number(days))),
    balance: chosenIn('balance', YES_OR_NO.balance),
    bank: chosenIn('bank', YES_OR_NO.bank),
  }
  return {
    facts: Object.fromEntries(Object.entries(facts).filter(([, values]) => values.length > 0)),
    available: readRange(form, report),
    createdFrom,
  }
}

function readRange(form: FormData, report: Report): AvailableRange | null {
  const [least, most] = [textOf(form, 'availableFrom'), textOf(form, 'availableUpTo')]
  const currency = textOf(form, 'availableCurrency').toLowerCase()
  if (currency === '') return least === '' && most === '' ? null : report(text.available)
  if (!isKnownCurrency(currency)) return report(text.available)
  const [min, max] = [least, most].map((typed) => {
    if (typed === '') return null
    const read = readSignedAmount(typed, currency)
    return read.kind === 'amount' ? read.amount : report(`${text.available} ${read.because}`)
  })
  if (min != null && max != null && min > max) return report(text.available)
  return { currency, min: min ?? null, max: max ?? null }
}

/** Null where one of them isn't a code. */
function codesIn(typed: string, code: RegExp): string[] | null {
  const codes = [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
  return codes.length <= MOST_CODES && codes.every((each) => code.test(each)) ? codes : null
}

/** Those that have anything, in the order of the form; one whose box to remove it is checked is left out. */
function readVariants(form: FormData, report: Report): PolicyVariant[] {
  const prefixes = Array.from({ length: MOST_VARIANTS }, (_, index) => variantPrefix(index))
  return prefixes.flatMap((prefix, index) => {
    if (form.has(`${prefix}remove`)) return []
    const countries = codesIn(textOf(form, `${prefix}countries`).toUpperCase(), /^[A-Z]{2}$/)
    if (countries === null) report(text.countries)
    const types = TYPES.filter((type) => form.getAll(`${prefix}types`).includes(type))
    const values = readValues(form, report, prefix)
    const isNamed = (countries ?? []).length + types.length > 0
    if (isNamed && Object.keys(values).length === 0) report(text.emptyVariant(index + 1))
    return isNamed || Object.keys(values).length > 0 ? [{ countries: countries ?? [], types, values }] : []
  })
}

/** What the names of a variant's fields begin with. */
export const variantPrefix = (index: number): string => `variant${index}.`

function readValues(form: FormData, report: Report, prefix = ''): PolicyValues {
  const schedule = readSchedule(form, prefix)
  const delay = textOf(form, `${prefix}delay`)
  const delayDaysOverride = delay === '' ? null : wholeNumber(delay)
  if (delay !== '' && delayDaysOverride === null) report(text.delay)
  const debits = textOf(form, `${prefix}debits`)
  const minimumBalances = readMinimums(textOf(form, `${prefix}minimums`), report)
  const values: PolicyValues = {
    ...(schedule && { schedule }),
    ...(minimumBalances && { minimumBalances }),
    ...(delayDaysOverride !== null && { delayDaysOverride }),
    ...((debits === 'on' || debits === 'off') && { debitNegativeBalances: debits === 'on' }),
  }
  // What depends on the country is said of each account by the plan.
  for (const [field, error] of Object.entries(findFieldErrors(values, null)))
    report(`${labelOf(field as BalanceSettingsField)}: ${error}`)
  return values
}

function readSchedule(form: FormData, prefix: string): PayoutSchedule | null {
  const interval = INTERVALS.find((each) => each === textOf(form, `${prefix}schedule`))
  switch (interval) {
    case undefined:
      return null
    case 'weekly':
      return { interval, weekdays: WEEKDAYS.filter((day: Weekday) => form.getAll(`${prefix}weekdays`).includes(day)) }
    case 'monthly': {
      const typed = textOf(form, `${prefix}monthDays`).split(/[\s,;]+/)
      // What isn't a number is a day that no month has, which the schedule's own rule reports.
      return { interval, monthDays: typed.filter(Boolean).map((day) => wholeNumber(day) ?? 0) }
    }
    default:
      return { interval }
  }
}

function readMinimums(typed: string, report: Report): Record<string, number> | null {
  if (typed === '') return null
  const minimums: Record<string, number> = {}
  for (const part of typed.split(';').filter((each) => each.trim() !== '')) {
    const currency = /\b[a-z]{3}\b/i.exec(part)?.[0].toLowerCase() ?? ''
    if (!isKnownCurrency(currency) || minimums[currency] !== undefined) return report(text.minimums)
    const read = readAmount(part, currency)
    if (read.kind !== 'amount') return report(`${text.minimums} ${read.because}`)
    minimums[currency] = read.amount
  }
  return minimums
}

export const wholeNumber = (typed: string): number | null => (/^-?\d{1,9}$/.test(typed) ? Number(typed) : null)

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
