import type { AccountRef } from '../accounts/connected-account'

/**
 * Everything Spillway knows about one balance setting: how to compare it, check it, lock it, edit it and put it in words.
 *
 * @typeParam Value the setting where it is set; null means that Stripe knows the field and it is not set
 * @typeParam Draft what the form holds while somebody types, which may not be a value yet
 * @typeParam Change how a change is sent: the new value, unless Stripe merges it into the old one
 */
export type FieldDefinition<Value, Draft, Change = Value | null> = {
  label: string
  /** The names of the field in Stripe's error messages, one segment of the parameter's path each. */
  stripeParameters: readonly string[]
  /** Whether an admin may let owners edit it. Not where it moves the platform's risk. */
  canBeGivenToOwners: boolean
  /** Whether Stripe can be asked to unset it. Where it cannot, a value is only ever replaced by another. */
  canBeCleared: boolean
  /** The one form of equal values, so that they are equal as JSON; null where the value means "not set". */
  canonical(value: Value): Value | null
  /** A value in words, such as "Every Monday" or "Not set". */
  describe(value: Value | null): string
  /** What is wrong with a change before Stripe is asked, as a sentence. Stripe has the last word. */
  findError(change: Change, country: string | null): string | undefined
  /** Why Stripe does not offer the field to an account, or null where it does. */
  findLock(account: AccountRef): string | null
  /** Whether Stripe replaces the value by what is sent; otherwise it merges a change into the value. */
  isReplacedAsWhole: boolean
  changeBetween(before: Value | null, after: Value | null): Change
  applyChange(value: Value | null, change: Change): Value | null
  toDraft(value: Value | null): Draft
  fromDraft(draft: Draft): { value: Value | null } | { error: string }
}

export const replacedAsWhole = {
  isReplacedAsWhole: true,
  changeBetween: <Value>(_before: Value | null, after: Value | null) => after,
  applyChange: <Value>(_value: Value | null, change: Value | null) => change,
}
