import { z } from 'zod'
import type { BalanceSettingsPatch, WritableBalanceSettings } from '@/lib/domain/settings/balance-settings'

/** Half characters and control characters are refused by PostgreSQL, by log readers or by both. */
const plainText = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine(
      (text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
      'Leave out control characters and broken characters.',
    )

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])

const schedule = z.discriminatedUnion('interval', [
  z.strictObject({ interval: z.literal('manual') }),
  z.strictObject({ interval: z.literal('daily') }),
  z.strictObject({ interval: z.literal('weekly'), weekdays: z.array(weekday).max(7) }),
  z.strictObject({ interval: z.literal('monthly'), monthDays: z.array(z.int()).max(31) }),
])

const startOfDay = z.strictObject({ hour: z.int(), minutes: z.int(), zone: z.string().max(60) })
/** Lower-case ISO 4217; a map with any other key, `__proto__` among them, is refused. */
const currency = z.string().regex(/^[a-z]{3}$/, 'Currencies are three lower-case letters.')
const fewCurrencies = (map: object) => Object.keys(map).length <= 200

const patch = z.strictObject({
  schedule: schedule.optional(),
  minimumBalances: z
    .record(currency, z.int().nullable())
    .refine(fewCurrencies, 'That is more currencies than there are.')
    .optional(),
  debitNegativeBalances: z.boolean().optional(),
  statementDescriptor: plainText(100).nullable().optional(),
  delayDaysOverride: z.int().nullable().optional(),
  startOfDay: startOfDay.nullable().optional(),
})

/** What the form was loaded with, so that a change made meanwhile by someone else is seen. */
const base = z.strictObject({
  schedule: schedule.nullable(),
  debitNegativeBalances: z.boolean().nullable(),
  statementDescriptor: z.string().max(5000).nullable(),
  delayDaysOverride: z.int().nullable().optional(),
  minimumBalances: z.record(currency, z.int()).refine(fewCurrencies).nullable().optional(),
  startOfDay: startOfDay.nullable().optional(),
})

export const submissionSchema = z.strictObject({
  patch,
  base,
  reason: plainText(500)
    .trim()
    .transform((text) => text || null)
    .nullable(),
})

export type Submission = { patch: BalanceSettingsPatch; base: WritableBalanceSettings; reason: string | null }
