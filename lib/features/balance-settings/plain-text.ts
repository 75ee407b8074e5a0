import { z } from 'zod'

/** Half characters and control characters are refused by PostgreSQL, by log readers or by both. */
export const plainText = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine(
      (text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
      'Leave out control characters and broken characters.',
    )
