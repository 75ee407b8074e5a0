import { AccountSessions } from './account-sessions.ts'
import { Accounts } from './accounts.ts'
import { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import { Events } from './events.ts'
import { Identifiers } from './identifiers.ts'
import { Ledger } from './ledger.ts'
import { countReserve, settleWhenDue } from './money.ts'
import { scheduleNextStep } from './payouts.ts'
import { SeededRandom } from './seeded-random.ts'
import type { Account, Cause, LedgerEntry, StripeEvent } from './state.ts'

/** The part of a world that outlives the process. Account sessions don't: their secrets are never written down. */
export interface SimulationSnapshot {
  seed: number
  random: number
  ids: number
  platform: Account
  accounts: Account[]
  events: StripeEvent[]
  ledger: LedgerEntry[]
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

  /** Lets everything happen whose time has come. */
  catchUp(): void {
    const now = this.clock.seconds()
    for (let task = this.agenda.takeDue(now); task; task = this.agenda.takeDue(now)) task.run()
  }

  /** Moves the clock step by step, so that what happens on the way happens at its own time. */
  advanceTo(milliseconds: number): void {
    for (let due = this.agenda.nextDue; due !== undefined && due * 1000 <= milliseconds; due = this.agenda.nextDue) {
      if (due * 1000 > this.clock.now()) this.clock.moveTo(due * 1000)
      this.catchUp()
    }
    this.clock.moveTo(milliseconds)
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
    }
  }

  restore(saved: SimulationSnapshot): void {
    this.random.state = saved.random
    this.ids.count = saved.ids
    Object.assign(this.accounts.platform, saved.platform)
    this.#resume(this.accounts.platform)
    for (const account of saved.accounts) {
      this.accounts.add(account)
      this.#resume(account)
    }
    this.events.restore(saved.events)
    this.ledger.restore(saved.ledger)
  }

  /** What was on the agenda follows from the state itself. */
  #resume(account: Account): void {
    for (const [currency, balance] of Object.entries(account.balances)) {
      for (const lot of balance.pending) settleWhenDue(this, account, currency, lot.available_on)
    }
    for (const payout of account.payouts) scheduleNextStep(this, account, payout)
    countReserve(this, account, 1)
  }
}
