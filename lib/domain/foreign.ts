/**
 * What Stripe answers and what earlier or later versions stored is foreign data: a field may be missing, null, empty, new or of
 * another type. These readers take anything and give null for what they cannot read, never "", 0 or false.
 */
export type Foreign = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Foreign =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object, or one without any field. */
export const record = (value: unknown): Foreign => (isRecord(value) ? value : {})

/** Null for what is not a list. */
export const list = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null)

/** What shows nothing: blanks, also those that Unicode counts as letters, signs or marks, and control characters. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Joiners and tags are left at an end, where they belong to a letter or an emoji. */
const AT_THE_ENDS = /^[\s\p{Cf}]+|(?:(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])[\s\p{Cf}])+$/gu

/** What PostgreSQL does not store is replaced: the character 0 and half a surrogate pair. */
export const storable = (value: string): string => value.replaceAll(/[\0\p{Cs}]/gu, '\ufffd')

/** A text that shows something, without blanks, zero-width and direction marks at either end. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string' || value.replaceAll(UNSEEN, '') === '') return null
  return storable(value.replaceAll(AT_THE_ENDS, ''))
}

export const integer = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null)

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

/** One of the values that this version knows; null for a new one. */
export const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | null =>
  known.find((each) => each === value) ?? null

/** The id of an object, whether it is expanded or not. */
export const idOf = (value: unknown): string | null => text(isRecord(value) ? value.id : value)

/** Lower-case ISO 4217, as on the wire; a currency that Stripe has added since counts, and a longer code such as usdc. */
export function currencyCode(value: unknown): string | null {
  const code = text(value)?.toLowerCase() ?? ''
  return /^[a-z][a-z0-9]{2,15}$/.test(code) ? code : null
}

const MOST_DAYS = 366

/** A settlement delay. Beyond a year it is taken for a mistake. */
export function delayDays(value: unknown): number | null {
  const days = integer(value)
  return days !== null && days >= 0 && days <= MOST_DAYS ? days : null
}

/** ISO 3166 alpha-2, upper case. */
export function countryCode(value: unknown): string | null {
  const code = text(value)?.toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(code) ? code : null
}

const LAST_INSTANT = 253_402_300_799

/** Seconds since 1970, to the end of the year 9999. */
export function seconds(value: unknown): number | null {
  const number = integer(value)
  return number !== null && number > 0 && number <= LAST_INSTANT ? number : null
}

export function instant(value: unknown): Date | null {
  const number = seconds(value)
  return number === null ? null : new Date(number * 1000)
}
