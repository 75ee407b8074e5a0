import { Admission, AdmissionByKey } from '@/lib/admission'
import type { Caller } from './caller'
import { CircuitBreaker } from './circuit-breaker'
import type { Clock, Lane, Pacer } from './pacer'

/** The longest wait before a call is sent, in milliseconds. A person sees the last known value instead. */
const PATIENCE: Record<Lane, number> = { people: 3000, background: 10_000, sweep: 10_000 }

/** For one account; its page makes four calls in parallel. */
const ACCOUNT = { active: 6, waiting: 12 }
/** For one person across all accounts, so that their other pages load while one account hangs. */
const PERSON = { active: 16, waiting: 32 }

/** Consecutive failures that open the circuit of an endpoint, for one account and for all accounts. */
const ACCOUNT_FAILURES = 5
const ENDPOINT_FAILURES = 15

const PAUSES = { pause: 2000, longestPause: 30_000 }

/** Why a call was not sent. */
export type NotSentReason = 'circuit_open' | 'too_many' | 'rate'

export class NotSentError extends Error {
  override readonly name = 'NotSentError'
  readonly reason: NotSentReason
  /** When it is worth trying again, where that is known. */
  readonly retryInMs: number | undefined

  constructor(reason: NotSentReason, retryInMs?: number) {
    super(`Stripe was not asked: ${reason}`)
    this.reason = reason
    this.retryInMs = retryInMs
  }
}

/** Compares the name: Next bundles several copies of this module, each with a class of its own. */
export const isNotSent = (error: unknown): error is NotSentError =>
  error instanceof Error && error.name === 'NotSentError'

export type Outcome = 'answered' | 'failed' | 'refused'

export type Call = Caller & { endpoint: string }

/**
 * Limits the calls to Stripe of one process: bulkheads for each account, each person and background work, circuit
 * breakers, and Stripe's rate limits. One account that hangs does not slow down the others.
 */
export class StripeBudget {
  private readonly clock: Clock
  private readonly pacer: Pacer | null
  private readonly byAccount = new AdmissionByKey(ACCOUNT)
  private readonly byPerson = new AdmissionByKey(PERSON)
  private readonly background: Admission
  private readonly all: Admission
  private readonly ofAccount: CircuitBreaker
  private readonly ofEndpoint: CircuitBreaker

  /**
   * @param concurrent the most calls in progress; a quarter is reserved for people
   * @param pacer null when there is no rate limit
   */
  constructor({ clock, concurrent, pacer }: { clock: Clock; concurrent: number; pacer: Pacer | null }) {
    this.clock = clock
    this.pacer = pacer
    this.all = new Admission({ active: concurrent, waiting: concurrent * 5 })
    this.background = new Admission({ active: Math.ceil(concurrent * 0.75), waiting: concurrent * 5 })
    this.ofAccount = new CircuitBreaker({ failures: ACCOUNT_FAILURES, ...PAUSES }, clock.now)
    this.ofEndpoint = new CircuitBreaker({ failures: ENDPOINT_FAILURES, ...PAUSES }, clock.now)
  }

  /**
   * Waits until the call may be sent. Resolves to a function that must be called with its outcome.
   *
   * @param within the longest the call may take, waiting included, in milliseconds
   * @throws NotSentError if it may not be sent, or not soon enough
   */
  async admit(call: Call, within: number): Promise<(outcome: Outcome) => void> {
    const { endpoint, lane, accountId, personId } = call
    const endsAt = this.clock.now() + Math.min(PATIENCE[lane], within)
    const left = () => Math.max(0, endsAt - this.clock.now())
    const key = `${endpoint} ${accountId}`
    if (!this.ofEndpoint.admit(endpoint)) throw new NotSentError('circuit_open')
    if (!this.ofAccount.admit(key)) {
      this.ofEndpoint.abandoned(endpoint)
      throw new NotSentError('circuit_open')
    }

    const places: (() => void)[] = []
    const giveUp = (reason: NotSentReason, retryInMs?: number) => {
      for (const leave of places) leave()
      this.ofEndpoint.abandoned(endpoint)
      this.ofAccount.abandoned(key)
      return new NotSentError(reason, retryInMs)
    }
    const take = async (entering: Promise<(() => void) | null>) => {
      const leave = await entering
      if (!leave) throw giveUp('too_many')
      places.push(leave)
    }
    if (accountId) await take(this.byAccount.enter(accountId, left()))
    if (personId) await take(this.byPerson.enter(personId, left()))
    if (lane !== 'people') await take(this.background.enter(left()))
    await take(this.all.enter(left()))
    const pause = Math.max(0, call.notBefore - this.clock.now())
    if (pause > left()) throw giveUp('rate', pause)
    await this.clock.sleep(pause)
    const retryInMs = (await this.pacer?.wait({ endpoint, lane, patience: left() })) ?? 0
    if (retryInMs > 0) throw giveUp('rate', retryInMs)

    return (outcome) => {
      for (const leave of places) leave()
      this.note(outcome, { endpoint, key })
    }
  }

  /** An account counts against its endpoint only until its own circuit opens, so that one account never stops the others. */
  private note(outcome: Outcome, { endpoint, key }: { endpoint: string; key: string }) {
    if (outcome === 'answered') {
      this.ofAccount.succeeded(key)
      this.ofEndpoint.succeeded(endpoint)
    } else if (outcome === 'failed') {
      const failures = this.ofAccount.failed(key)
      if (failures <= ACCOUNT_FAILURES) this.ofEndpoint.failed(endpoint)
      else this.ofEndpoint.abandoned(endpoint)
    } else {
      this.ofAccount.abandoned(key)
      this.ofEndpoint.abandoned(endpoint)
    }
  }

  /** How many calls each lane could send at this moment; empty where nothing limits the rate. */
  async tokensLeft(): Promise<Map<Lane, number>> {
    return (await this.pacer?.tokensLeft()) ?? new Map()
  }

  /** The share of Stripe’s limits that is used at most, by limit; empty where nothing limits the rate. */
  async rateShares(): Promise<Map<string, number>> {
    return (await this.pacer?.shares()) ?? new Map()
  }

  /** Pauses the rate after Stripe answered 429; a locked object has no reason and pauses nothing else. */
  async hold(call: Call, { ms, reason }: { ms: number; reason: string | null }): Promise<void> {
    if (reason && this.pacer) await this.pacer.close({ endpoint: call.endpoint, reason, ms })
  }
}
