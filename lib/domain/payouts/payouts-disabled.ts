import type { AccountProfile } from '../accounts/connected-account'
import type { BalanceSettings } from '../settings/balance-settings'
import { isolate, plural } from '../text'

export type PayoutsDisabledCode =
  | 'disabled_by_platform'
  | 'rejected'
  | 'under_review'
  | 'requirements_due'
  | 'disabled_by_stripe'

/** Why payouts of an account are disabled, and when they resume or who can help: one sentence each. */
export type PayoutsDisabled = { code: PayoutsDisabledCode; cause: string; next: string }

const ASK_SUPPORT = 'The platform can contact Stripe Support about it.'

/**
 * The only text about disabled payouts, for badges, notices, the payout status and the payout offer; null where payouts
 * are enabled. The reasons are those of Stripe's `requirements.disabled_reason`.
 *
 * @param payoutsStatus what the balance settings say, or null where they aren't known
 */
export function explainPayoutsDisabled(
  {
    payoutsEnabled,
    disabledReason: reason,
    requirementsDue,
  }: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'>,
  payoutsStatus: BalanceSettings['payoutsStatus'],
): PayoutsDisabled | null {
  const due = requirementsDue ?? 0
  // Unknown is no reason to say that they are disabled.
  if (payoutsEnabled !== false && payoutsStatus !== 'disabled') return null
  if (reason === 'platform_paused') {
    return {
      code: 'disabled_by_platform',
      cause: 'The platform paused this account, so payouts are disabled.',
      next: 'Payouts resume once the platform lifts the pause.',
    }
  }
  const rejectedBy = whoRejected(reason)
  if (rejectedBy)
    return {
      code: 'rejected',
      cause: `${rejectedBy} rejected this account, so payouts are disabled.`,
      next: ASK_SUPPORT,
    }
  if (reason === 'under_review' || reason === 'requirements.pending_verification') {
    const what = reason === 'under_review' ? 'reviewing this account' : 'verifying the details of this account'
    return {
      code: 'under_review',
      cause: `Stripe is ${what}, so payouts are disabled.`,
      next: `Payouts resume once ${due > 0 ? `${describeDue(due)} and ` : ''}Stripe has finished.`,
    }
  }
  if (reason?.startsWith('requirements.') || (reason === null && due > 0)) {
    return {
      code: 'requirements_due',
      cause: `Payouts are disabled because ${due > 0 ? plural(due, 'requirement') : 'some requirements'} ${due === 1 ? 'is' : 'are'} due.`,
      next: 'Payouts resume once the details that Stripe requires are complete.',
    }
  }
  return {
    code: 'disabled_by_stripe',
    cause: reason
      ? `Stripe disabled payouts and gives the reason “${isolate(reason.replaceAll(/[._]/g, ' '))}”.`
      : 'Stripe disabled payouts and gives no reason.',
    next: ASK_SUPPORT,
  }
}

const whoRejected = (reason: string | null): string | null =>
  reason?.startsWith('rejected.') ? (reason.startsWith('rejected.platform_') ? 'The platform' : 'Stripe') : null

/**
 * That an account was rejected although its payouts aren't disabled; null for every other account. Stripe docs, reject an
 * account: `payouts_action` can leave payouts enabled.
 */
export function explainRejection(
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'>,
  payoutsStatus: BalanceSettings['payoutsStatus'],
): PayoutsDisabled | null {
  const rejectedBy = whoRejected(account.disabledReason)
  const areEnabled = arePayoutsEnabled(account, payoutsStatus)
  if (!rejectedBy || areEnabled === false) return null
  const next = areEnabled ? `Funds in the balance can still be paid out. ${ASK_SUPPORT}` : ASK_SUPPORT
  const cause = areEnabled
    ? `${rejectedBy} rejected this account, and payouts are still enabled.`
    : `${rejectedBy} rejected this account. It isn’t known whether payouts are enabled.`
  return { code: 'rejected', cause, next }
}

/** Why payouts that were already made may not arrive on their day. */
export type PayoutPause = 'paused' | 'maybe_paused' | 'disabled'

/**
 * Whether a pause holds payouts that were already made. The platform's pause does (Stripe docs, pausing payouts); what
 * other reasons do to them Stripe doesn't say. A platform may pause payments alone, and then payouts continue. Where
 * neither the account nor its settings say whether payouts are enabled, they may be paused.
 */
export function pauseOf(
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'>,
  payoutsStatus: BalanceSettings['payoutsStatus'],
): PayoutPause | null {
  const disabled = explainPayoutsDisabled(account, payoutsStatus)
  if (disabled) return disabled.code === 'disabled_by_platform' ? 'paused' : 'disabled'
  return arePayoutsEnabled(account, payoutsStatus) === null ? 'maybe_paused' : null
}

/** Stripe docs, pausing payouts: counted from the day on which a payout was made. */
export const PAUSE_HOLDS_DAYS = 10

/** Null where neither the account nor its settings say. */
export function arePayoutsEnabled(
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'>,
  payoutsStatus: BalanceSettings['payoutsStatus'],
): boolean | null {
  if (explainPayoutsDisabled(account, payoutsStatus)) return false
  return account.payoutsEnabled ?? (payoutsStatus === 'enabled' ? true : null)
}

const describeDue = (due: number) => `${plural(due, 'due requirement')} ${due === 1 ? 'is' : 'are'} met`
