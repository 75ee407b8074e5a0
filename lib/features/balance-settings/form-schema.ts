import { z } from 'zod'
import type { BalanceSettingsPatch, WritableBalanceSettings } from '@/lib/domain/settings/balance-settings'
import {
  type BalanceSettingsField,
  type FieldPatch,
  type FieldValue,
  forEveryField,
} from '@/lib/domain/settings/fields'
import { FIELD_SCHEMAS } from './field-schemas'
import { plainText } from './plain-text'

const patch: z.ZodType<BalanceSettingsPatch> = z.strictObject(
  forEveryField((field) => FIELD_SCHEMAS[field].change.optional()) as {
    [F in BalanceSettingsField]: z.ZodOptional<z.ZodType<FieldPatch<F>>>
  },
)
/** Sent back so that a change made meanwhile by someone else is seen. */
const base: z.ZodType<WritableBalanceSettings> = z.strictObject({
  ...(forEveryField((field) => FIELD_SCHEMAS[field].base.nullish()) as {
    [F in BalanceSettingsField]: z.ZodOptional<z.ZodNullable<z.ZodType<FieldValue<F>>>>
  }),
  unread: z.strictObject(forEveryField(() => z.string().max(500).optional())).optional(),
})

export const submissionSchema = z
  .strictObject({
    patch,
    base,
    reason: plainText(500)
      .trim()
      .transform((text) => text || null)
      .nullable(),
  })
  .refine((sent) => Object.keys(sent.patch).every((field) => field in sent.base), {
    error: 'This field wasn’t part of the form. Reload the page and try again.',
    path: ['form'],
  })

export type Submission = z.infer<typeof submissionSchema>
