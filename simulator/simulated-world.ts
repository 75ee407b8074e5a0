import { countReserve } from './money/post.ts'
import { duesOf, letTimePass } from './passing-time.ts'
import { nextPayoutMoment } from './payouts/next-payout.ts'
import type { Clock } from './time/clock.ts'
import { AccountSessions } from './world/account-sessions.ts'
import { Accounts } from './world/accounts.ts'
import { Agenda } from './world/agenda.ts'
import { Events } from './world/events.ts'
import { Identifiers } from './world/identifiers.ts'
import { Ledger } from './world/ledger.ts'
import { SeededRandom } from './world/seeded-random.ts'
import type { Account, Cause, InstantPayoutSettings, LedgerEntry, StripeEvent } from './world/state.ts'
import type { World } from './world/world.ts'

/** The part of a world that the state file keeps. Account sessions are left out: their secrets are never written down. */
export interface WorldSnapshot {
  seed: number
  random: number
  ids: number
  platform: Account
  accounts: Account[]
  /** Left out by earlier versions. */
  disconnected?: Account[]
  events: StripeEvent[]
  ledger: LedgerEntry[]
  instant_payouts: InstantPayoutSettings
}

const SAVED_EVENTS = 2_000
const SAVED_LEDGER_ENTRIES = 10_000

interface Listeners {
  /** Gets each event as it happens. */
  onEvent?: (event: StripeEvent) => void
  /** Is called after each change that the state file should keep. */
  onChange?: () => void
}

/** A world with its agenda, its ledger and its snapshot: what happens when time passes, and what outlives the process. */
export class SimulatedWorld implements World {
  readonly seed: number
  readonly clock: Clock
  readonly random: SeededRandom
  readonly ids: Identifiers
  readonly accounts: Accounts
  readonly events: Events
  readonly ledger = new Ledger()
  readonly agenda = new Agenda()
  readonly sessions: AccountSessions
  readonly instantPayouts: InstantPayoutSettings = { dashboard_rule: false, fee_basis_points: 150 }
  readonly #onChange: () => void

  constructor(seed: number, clock: Clock, platform: Account, { onEvent, onChange }: Listeners = {}) {
    this.seed = seed
    this.clock = clock
    this.random = new SeededRandom(seed)
    this.ids = new Identifiers(clock, this.random)
    this.accounts = new Accounts(platform)
    this.events = new Events(platform.id, clock, this.ids, onEvent ?? (() => {}))
    this.sessions = new AccountSessions(clock, this.ids)
    this.#onChange = onChange ?? (() => {})
  }

  catchUp(): void {
    const now = this.clock.seconds()
    for (let next = this.agenda.takeDue(now); next; next = this.agenda.takeDue(now)) {
      const { due, accounts } = next
      this.clock.during(due * 1000, () => {
        for (const account of accounts) if (this.accounts.has(account)) letTimePass(this, account)
      })
    }
  }

  advanceTo(milliseconds: number): void {
    this.clock.moveTo(milliseconds)
    this.catchUp()
    this.#onChange()
  }

  schedule(account: Account, due: number): void {
    this.agenda.add(due, account)
  }

  planPayoutDay(account: Account): void {
    const next = nextPayoutMoment(account, this.clock.seconds())
    if (next === account.next_payout) return
    account.next_payout = next
    if (next !== null) this.schedule(account, next)
  }

  record(account: Account, type: string, cause: Cause, before: unknown, after: unknown): void {
    this.ledger.record(this.clock.seconds(), account, type, cause, before, after)
    this.#onChange()
  }

  saveSoon(): void {
    this.#onChange()
  }

  snapshot(): WorldSnapshot {
    return {
      seed: this.seed,
      random: this.random.state,
      ids: this.ids.count,
      platform: this.accounts.platform,
      accounts: [...this.accounts.all()],
      disconnected: [...this.accounts.disconnected()],
      events: this.events.all().slice(-SAVED_EVENTS),
      ledger: this.ledger.entries().slice(-SAVED_LEDGER_ENTRIES),
      instant_payouts: this.instantPayouts,
    }
  }

  restore(saved: WorldSnapshot): void {
    this.random.state = saved.random
    this.ids.count = saved.ids
    Object.assign(this.instantPayouts, saved.instant_payouts)
    Object.assign(this.accounts.platform, saved.platform)
    this.resume(this.accounts.platform)
    for (const account of saved.accounts) {
      this.accounts.add(account)
      this.resume(account)
    }
    for (const account of saved.disconnected ?? []) this.accounts.restoreDisconnected(account)
    this.events.restore(saved.events)
    this.ledger.restore(saved.ledger)
  }

  /** The agenda isn't saved: it follows from the accounts. */
  resume(account: Account): void {
    for (const due of duesOf(account)) this.schedule(account, due)
    if (account.next_payout === null) this.planPayoutDay(account)
    countReserve(this, account, 1)
  }
}
