import type { AccountStanding, AccountState } from '../accounts/account-state'
import { addDays } from '../calendar/calendar-date'
import { payoutDayStart, UTC_MIDNIGHT } from '../settings/start-of-day'
import type { AccountMoney } from './account-money'
import { type ExpectedPayout, expectedPayouts } from './expected-payouts'
import type { PayoutCause, PayoutCauseCode, PayoutCauseState } from './payout-cause'
import { describePayoutStatus } from './payout-status'
import { explainPayoutsDisabled } from './payouts-disabled'

/** What is stored of an account; null is what was never read. */
export type StoredFacts = Pick<AccountMoney, 'now' | 'account' | 'morePayouts'> & {
  [K in 'settings' | 'balance' | 'externalAccounts' | 'payouts']: AccountMoney[K] | null
}

type KnownFacts = Pick<StoredFacts, 'account' | 'externalAccounts' | 'payouts'>

/** The epoch ms at which a day ends on which the standing turns; null where no passing day changes it. */
export type DatedStanding = AccountStanding & { until: number | null; expected: readonly ExpectedPayout[] }

const UNKNOWN: DatedStanding = { state: null, reason: null, nextPayoutOn: null, until: null, expected: [] }

const STATES: Record<PayoutCauseState, AccountState> = {
  blocked: 'blocked',
  action_needed: 'action_needed',
  waiting: 'waiting',
  on_schedule: 'paid_as_scheduled',
}

/**
 * How the payouts of an account are doing: the first cause of the payout status, so that the list and the account's page
 * agree. What keeps payouts from leaving is said as soon as it is known; that nothing does is said only where
 * everything is known.
 */
export function standingOf(facts: StoredFacts): DatedStanding {
  const { account, settings, balance, externalAccounts, payouts } = facts
  if (!settings || !balance) {
    const disabled = explainPayoutsDisabled(account, settings?.payoutsStatus ?? null)
    return disabled ? { ...UNKNOWN, state: 'blocked', reason: disabled.code } : UNKNOWN
  }
  const money = {
    ...{ ...facts, settings, balance },
    // As where another platform controls the account, because Stripe doesn't show its bank accounts then.
    account: externalAccounts ? account : { ...account, controller: { ...account.controller, isController: false } },
    externalAccounts: externalAccounts ?? [],
    payouts: payouts ?? [],
    morePayouts: facts.morePayouts || !payouts,
  }
  const causes = describePayoutStatus(money)
  const standing = standingBy(causes, facts)
  if (!standing.state) return UNKNOWN
  const expected = expectedPayouts(money, causes)
  const { nextPayoutOn: next } = standing
  const [turnsOn = null] = [...(next ? [next] : []), ...expected.map(({ day }) => day)].sort()
  const startOfDay = settings.startOfDay ?? UTC_MIDNIGHT
  return { ...standing, until: turnsOn && payoutDayStart(addDays(turnsOn, 1), startOfDay).instant, expected }
}

/** The same by a payout status that was described before; nothing is known where it rests on what isn't. */
export function standingBy(causes: readonly PayoutCause[], facts: KnownFacts): AccountStanding {
  const [first] = causes
  const state = stateOf(causes, facts)
  if (!first || !state) return { state: null, reason: null, nextPayoutOn: null }
  const [next = null] = causes.flatMap(dateOf).sort()
  return { state, reason: first.code, nextPayoutOn: next }
}

/** The state that a payout status means; null where it rests on what isn't known. */
function stateOf(causes: readonly PayoutCause[], facts: KnownFacts): AccountState | null {
  const [first] = causes
  const isSevere = first?.state === 'blocked' || first?.state === 'action_needed'
  if (!first || !(isSevere || isWhole(facts))) return null
  return first.state === 'blocked' && !isAllBlocked(causes) ? 'action_needed' : STATES[first.state]
}

/** Whether no payout is sent in any currency. An account that is paid in one and not in another isn't blocked. */
function isAllBlocked(causes: readonly PayoutCause[]): boolean {
  const blocked = new Set(causes.filter(({ state }) => state === 'blocked').map(({ currency }) => currency))
  return blocked.has(null) || causes.every(({ currency }) => currency === null || blocked.has(currency))
}

const isWhole = ({ account, externalAccounts, payouts }: KnownFacts): boolean =>
  externalAccounts !== null &&
  payouts?.every(({ status }) => status !== null) === true &&
  account.requirementsDue !== null

/** What is stored doesn't say when pending funds settle, so a day that turns on it is none of the list's. */
const BY_SETTLEMENT = new Set<PayoutCauseCode>([
  'settlement_delay',
  'first_payout',
  'below_minimum_balance',
  'negative_balance',
])

const dateOf = ({ code, date }: PayoutCause) => (date === null || BY_SETTLEMENT.has(code) ? [] : [date])
