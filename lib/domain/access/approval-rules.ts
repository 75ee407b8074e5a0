import type { Money } from '../money/money'
import type { FieldChange } from '../settings/balance-settings'
import { isUnread } from '../settings/unread'

/** Changes for which the platform may want a second person. Each makes payouts leave earlier, or with less held back. */
export const APPROVAL_RULES = ['delay_down', 'minimum_down', 'debits_off', 'to_automatic'] as const

export type ApprovalRule = (typeof APPROVAL_RULES)[number]

export type Approvals = {
  needed: readonly ApprovalRule[]
  /** How far a minimum balance may be lowered alone, in minor units of one currency; in every other, not at all. */
  tolerance: Money | null
  /** How many accounts a rollout may change alone; null for any number. */
  mostAccounts: number | null
}

/** The rules about the change of one account. */
type ChangeRules = Pick<Approvals, 'needed' | 'tolerance'>

export const APPROVAL_WORDS: Record<ApprovalRule, string> = {
  delay_down: 'Shorter settlement delay',
  minimum_down: 'Lower minimum balance',
  debits_off: 'Debits of negative balances off',
  to_automatic: 'From manual to automatic payouts',
}

/** Milliseconds in which the accounts of all rollouts that one person starts count together, so that none is split. */
export const COUNTED_TOGETHER = 24 * 3_600_000

const accounts = (count: number) => `${count} ${count === 1 ? 'account' : 'accounts'}`

/** @param earlier accounts of other rollouts that the same person started in that time */
export const rolloutRuleWords = (mostAccounts: number, earlier = 0): string =>
  `Rollouts to more than ${accounts(mostAccounts)}${earlier > 0 ? `, counting ${accounts(earlier)} of rollouts that the same person started within 24 hours` : ''}`

/** The rules by which these changes need a second person. What isn't known to be harmless counts. */
export const rulesMet = (changes: readonly FieldChange[], { needed, tolerance }: ChangeRules): ApprovalRule[] =>
  needed.filter((rule) => changes.some((change) => MEETS[rule](change, tolerance)))

/** Whether a rollout to so many accounts needs a second person, whatever it changes. */
export const needsSecondPerson = (accounts: number, { mostAccounts }: Pick<Approvals, 'mostAccounts'>): boolean =>
  mostAccounts !== null && accounts > mostAccounts

/** Whether a stolen session must not save these changes: with them, money leaves that would be missing later. */
export const needProof = (changes: readonly FieldChange[]): boolean =>
  rulesMet(changes, { needed: ['delay_down', 'minimum_down', 'debits_off'], tolerance: null }).length > 0

const MEETS: Record<ApprovalRule, (change: FieldChange, tolerance: Money | null) => boolean> = {
  // Without an override, Stripe's own delay holds, which may be longer or shorter.
  delay_down: ({ field, before, after }) =>
    field === 'delayDaysOverride' && !(typeof before === 'number' && typeof after === 'number' && after > before),
  minimum_down({ field, before, after }, tolerance) {
    if (field !== 'minimumBalances') return false
    if (isUnread(before) || isUnread(after)) return true
    return Object.entries(before ?? {}).some(([currency, amount]) => {
      const allowed = tolerance?.currency === currency ? tolerance.amount : 0
      return (after?.[currency] ?? 0) < amount - allowed
    })
  },
  debits_off: ({ field, after }) => field === 'debitNegativeBalances' && after !== true,
  to_automatic: ({ field, before, after }) =>
    field === 'schedule' &&
    (isUnread(before) || before === null || before.interval === 'manual') &&
    !(after !== null && !isUnread(after) && after.interval === 'manual'),
}
