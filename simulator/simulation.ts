import { countReserve } from './money/money.ts'
import { duesOf, letTimePass } from './passing-time.ts'
import { nextPayoutMoment } from './payouts/payout-rule.ts'
import type { Clock } from './time/clock.ts'
import { AccountSessions } from './world/account-sessions.ts'
import { Accounts } from './world/accounts.ts'
import { Agenda } from './world/agenda.ts'
import { Events } from './world/events.ts'
import { Identifiers } from './world/identifiers.ts'
import { Ledger } from './world/ledger.ts'
import { SeededRandom } from './world/seeded-random.ts'
import type { Account, Cause, LedgerEntry, StripeEvent } from './world/state.ts'

/** The part of a world that outlives the process. Account sessions don't: their secrets are never written down. */
export interface SimulationSnapshot {
  seed: number
  random: number
  ids: number
  platform: Account
  accounts: Account[]
  events: StripeEvent[]
  ledger: LedgerEntry[]
  // Not in files of before there was such a thing.
  instant_payouts?: InstantPayoutPolicy
}

const SAVED_EVENTS = 2_000
const SAVED_LEDGER_ENTRIES = 10_000

export interface InstantPayoutPolicy {
  /** What the platform's Dashboard rules say where an account session leaves `instant_payouts` out. */
  dashboard_rule: boolean
  /** The platform's price for an instant payout, in hundredths of a percent. [docs] it is set in the Dashboard. */
  fee_basis_points: number
}

/** One world: everything that a request may read or change. */
export class Simulation {
  readonly seed: number
  readonly clock: Clock
  readonly random: SeededRandom
  readonly ids: Identifiers
  readonly accounts: Accounts
  readonly events: Events
  readonly ledger = new Ledger()
  readonly agenda = new Agenda()
  readonly sessions: AccountSessions
  readonly instantPayouts: InstantPayoutPolicy = { dashboard_rule: false, fee_basis_points: 150 }
  readonly #changed: () => void

  constructor(
    seed: number,
    clock: Clock,
    platform: Account,
    announce: (event: StripeEvent) => void,
    changed: () => void,
  ) {
    this.seed = seed
    this.clock = clock
    this.random = new SeededRandom(seed)
    this.ids = new Identifiers(clock, this.random)
    this.accounts = new Accounts(platform)
    this.events = new Events(platform.id, clock, this.ids, announce)
    this.sessions = new AccountSessions(clock, this.ids)
    this.#changed = changed
  }

  /** Lets everything happen whose time has come, each at its own time. */
  catchUp(): void {
    const now = this.clock.seconds()
    for (let next = this.agenda.takeDue(now); next; next = this.agenda.takeDue(now)) {
      const { due, accounts } = next
      this.clock.during(due * 1000, () => {
        for (const account of accounts) if (this.accounts.has(account)) letTimePass(this, account)
      })
    }
  }

  /** Time will have to look at this account then. */
  wake(account: Account, due: number): void {
    this.agenda.add(due, account)
  }

  /** For when the schedule, the bank account or the money may have changed what the next payout day has to do. */
  planPayoutDay(account: Account): void {
    const next = nextPayoutMoment(account, this.clock.seconds())
    if (next === account.next_payout) return
    account.next_payout = next
    if (next !== null) this.wake(account, next)
  }

  advanceTo(milliseconds: number): void {
    this.clock.moveTo(milliseconds)
    this.catchUp()
    this.#changed()
  }

  record(account: Account, type: string, cause: Cause, before: unknown, after: unknown): void {
    this.ledger.record(this.clock.seconds(), account, type, cause, before, after)
    this.#changed()
  }

  /** Something was changed that the state file should hold. */
  touch(): void {
    this.#changed()
  }

  snapshot(): SimulationSnapshot {
    return {
      seed: this.seed,
      random: this.random.state,
      ids: this.ids.count,
      platform: this.accounts.platform,
      accounts: [...this.accounts.all()],
      events: this.events.all().slice(-SAVED_EVENTS),
      ledger: this.ledger.entries().slice(-SAVED_LEDGER_ENTRIES),
      instant_payouts: this.instantPayouts,
    }
  }

  restore(saved: SimulationSnapshot): void {
    this.random.state = saved.random
    this.ids.count = saved.ids
    Object.assign(this.instantPayouts, saved.instant_payouts)
    Object.assign(this.accounts.platform, completed(saved.platform))
    this.#resume(this.accounts.platform)
    for (const account of saved.accounts) {
      this.accounts.add(completed(account))
      this.#resume(account)
    }
    this.events.restore(saved.events)
    this.ledger.restore(saved.ledger)
  }

  /** What was on the agenda follows from the state itself. */
  #resume(account: Account): void {
    for (const due of duesOf(account)) this.wake(account, due)
    if (account.next_payout === null) this.planPayoutDay(account)
    countReserve(this, account, 1)
  }
}

/** Files of before there were automatic payouts lack what came with them. */
function completed(account: Account): Account {
  account.next_payout ??= null
  account.activity ??= null
  account.first_payout_hold_days ??= 0
  for (const transaction of account.balance_transactions) transaction.source_type ??= 'card'
  for (const external of account.external_accounts) {
    external.account_type ??= null
    external.funding ??= external.object === 'card' ? 'debit' : null
    external.failed_debits ??= 0
  }
  for (const payout of account.payouts) {
    payout.original_payout ??= null
    payout.reversed_by ??= null
    payout.reconciliation_status ??= !payout.automatic
      ? 'not_applicable'
      : payout.status === 'paid'
        ? 'completed'
        : 'in_progress'
  }
  return account
}
