import { z } from 'zod'
import { WEEKDAYS } from '@/lib/domain/calendar/weekday'
import type { BalanceSettingsField, FieldPatch, FieldValue } from '@/lib/domain/settings/fields'
import { plainText } from './plain-text'

const schedule = z.discriminatedUnion('interval', [
  z.strictObject({ interval: z.literal('manual') }),
  z.strictObject({ interval: z.literal('daily') }),
  z.strictObject({ interval: z.literal('weekly'), weekdays: z.array(z.enum(WEEKDAYS)).max(7) }),
  z.strictObject({ interval: z.literal('monthly'), monthDays: z.array(z.int()).max(31) }),
])
const startOfDay = z.strictObject({ hour: z.int(), minutes: z.int(), zone: z.string().max(60) })
/** As on Stripe's wire, where there are more than three-letter ones; `__proto__` and the like are refused. */
const currency = z.string().regex(/^[a-z][a-z0-9]{1,15}$/, 'Currencies are lower-case codes.')
const byCurrency = <T extends z.ZodType>(value: T) =>
  z.record(currency, value).refine((map) => Object.keys(map).length <= 200, 'Stripe has fewer currencies than that.')
const transferRule = z.strictObject({ payoutMethod: z.string().max(5000), upTo: z.int().nullable() })
/** A rule that this version doesn't know comes back with what the form was loaded with. */
const transferRules = z.array(z.union([transferRule, z.strictObject({ unread: z.string().max(500) })])).max(100)

/** What a browser may send of each field: a change, and the value that the form was loaded with. */
export const FIELD_SCHEMAS: {
  [F in BalanceSettingsField]: { change: z.ZodType<FieldPatch<F>>; base: z.ZodType<FieldValue<F>> }
} = {
  schedule: { change: schedule, base: schedule },
  minimumBalances: { change: byCurrency(z.int().nullable()), base: byCurrency(z.int()) },
  transferRules: { change: byCurrency(transferRules.nullable()), base: byCurrency(transferRules) },
  delayDaysOverride: { change: z.int().nullable(), base: z.int() },
  startOfDay: { change: startOfDay.nullable(), base: startOfDay },
  debitNegativeBalances: { change: z.boolean(), base: z.boolean() },
  statementDescriptor: { change: plainText(100).nullable(), base: z.string().max(5000) },
}
