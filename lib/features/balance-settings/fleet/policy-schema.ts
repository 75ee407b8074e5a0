import { z } from 'zod'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { REQUIREMENT_LEVELS } from '@/lib/domain/accounts/requirements'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { findVariantErrors, type PolicyDraft } from '@/lib/domain/fleet/policy'
import { type SegmentFact, YES_OR_NO } from '@/lib/domain/fleet/segment'
import { isKnownCurrency } from '@/lib/domain/money/money'
import { findFieldErrors } from '@/lib/domain/settings/balance-settings'
import { FIELD_SCHEMAS } from '../field-schemas'
import { INTERVALS, MOST_CODES, MOST_PRIORITY, MOST_VARIANTS, NAME, REASON, TYPES } from './submitted-policy'

const someOf = <T extends z.ZodType<string, string>>(value: T) =>
  z
    .array(value)
    .min(1, 'Name at least one, or leave this out.')
    .max(MOST_CODES)
    .refine((all) => new Set(all).size === all.length, 'Name each one once.')

const FACTS: Record<Exclude<SegmentFact, 'delay'>, z.ZodType<string, string>> = {
  country: z.string().regex(/^[A-Z]{2}$/, 'Use two-letter codes in capitals, such as DE.'),
  type: z.enum(TYPES),
  currency: z.string().regex(/^[a-z]{3}$/, 'Use three-letter codes in lower case, such as eur.'),
  schedule: z.enum(INTERVALS),
  payouts: z.enum(YES_OR_NO.payouts),
  state: z.enum(ACCOUNT_STATES),
  reason: z.string().regex(REASON, 'Use a code as in the address of the accounts list, such as requirements_due.'),
  requirement: z.enum(REQUIREMENT_LEVELS),
  balance: z.enum(YES_OR_NO.balance),
  bank: z.enum(YES_OR_NO.bank),
}

const currencyCode = z.string().refine(isKnownCurrency, 'Use three-letter codes in lower case, such as eur.')

/** A balance in a currency, and what of it is available, in its smallest unit; a bound that is left out is open. */
const available = z
  .strictObject({ currency: currencyCode, min: z.int().optional(), max: z.int().optional() })
  .refine(
    ({ min, max }) => min === undefined || max === undefined || min <= max,
    'The minimum is greater than the maximum.',
  )

/** Each fact that is named must have one of its values; none of them means every connected account. */
const accounts = z.strictObject({
  ...(Object.fromEntries(Object.entries(FACTS).map(([fact, value]) => [fact, someOf(value).optional()])) as {
    [F in keyof typeof FACTS]: z.ZodOptional<z.ZodArray<z.ZodType<string, string>>>
  }),
  delay: z
    .array(z.int().min(0).max(999))
    .min(1, 'Name at least one, or leave this out.')
    .max(MOST_CODES)
    .refine((all) => new Set(all).size === all.length, 'Name each one once.')
    .optional(),
  available: available.optional(),
  createdFrom: z
    .string()
    .refine((day) => parseCalendarDate(day) !== null, 'Use a date, such as 2026-11-30.')
    .optional(),
})

const settings = z
  .strictObject({
    schedule: FIELD_SCHEMAS.schedule.change.optional(),
    minimumBalances: z.record(currencyCode, z.int().min(0)).optional(),
    delayDaysOverride: z.int().optional(),
    debitNegativeBalances: z.boolean().optional(),
  })
  .superRefine((values, context) => {
    for (const [field, message] of Object.entries(findFieldErrors(values, null)))
      context.addIssue({ code: 'custom', path: [field], message })
  })

const NOTHING = 'Set at least one setting.'
const isSomething = (values: object) => Object.keys(values).length > 0

const variants = z.array(
  z.strictObject({
    countries: someOf(FACTS.country).optional(),
    types: someOf(FACTS.type).optional(),
    settings: settings.refine(isSomething, NOTHING),
  }),
)

/** A policy as it is written, before the rules between its parts. */
export const policyShape = z.strictObject({
  /** Only to rename a policy of this installation; without it, a policy is known by its name. */
  id: z.uuid().optional(),
  name: NAME,
  priority: z.int().min(-MOST_PRIORITY).max(MOST_PRIORITY).default(0),
  /** Whether it is applied to accounts that are created from now on. */
  default: z.boolean().default(false),
  accounts: accounts.default({}),
  settings: settings.default({}),
  /** Other settings for some of its accounts; the most specific one decides. */
  variants: variants.max(MOST_VARIANTS).default([]),
})

/** A policy as it is written in a file. Amounts are in the smallest unit of their currency, as in Stripe’s API. */
export const writtenPolicy = policyShape.superRefine((written, context) => {
  if (![written.settings, ...written.variants.map((each) => each.settings)].some(isSomething))
    context.addIssue({ code: 'custom', path: ['settings'], message: NOTHING })
  for (const message of findVariantErrors(draftOf(written)))
    context.addIssue({ code: 'custom', path: ['variants'], message })
})

export type WrittenPolicy = z.input<typeof policyShape>
type Written = z.output<typeof policyShape>

export function draftOf({
  name,
  priority,
  default: isDefault,
  accounts,
  settings: values,
  variants,
}: Written): PolicyDraft {
  const { createdFrom = '', delay, available: range, ...facts } = accounts
  return {
    ...{ name, priority, isDefault, values },
    segment: {
      facts: { ...facts, ...(delay && { delay: delay.map(String) }) },
      available: range ? { currency: range.currency, min: range.min ?? null, max: range.max ?? null } : null,
      createdFrom: parseCalendarDate(createdFrom),
    },
    variants: variants.map(({ countries = [], types = [], settings }) => ({ countries, types, values: settings })),
  }
}

/** The policy as `draftOf` reads it. */
export function writtenOf({ name, priority, isDefault, segment, values, variants }: PolicyDraft): WrittenPolicy {
  const { facts, available: range, createdFrom } = segment
  const accounts = {
    ...facts,
    ...(facts.delay && { delay: facts.delay.map(Number) }),
    ...(range && {
      available: {
        currency: range.currency,
        ...(range.min !== null && { min: range.min }),
        ...(range.max !== null && { max: range.max }),
      },
    }),
    ...(createdFrom !== null && { createdFrom }),
  }
  return {
    name,
    ...(priority !== 0 && { priority }),
    ...(isDefault && { default: true }),
    ...(Object.keys(accounts).length > 0 && { accounts: accounts as WrittenPolicy['accounts'] }),
    settings: values as WrittenPolicy['settings'],
    ...(variants.length > 0 && {
      variants: variants.map(({ countries, types, values: settings }) => ({
        ...(countries.length > 0 && { countries }),
        ...(types.length > 0 && { types }),
        settings,
      })) as WrittenPolicy['variants'],
    }),
  }
}
