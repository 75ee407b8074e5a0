import { AdmissionByKey } from '@/lib/admission'
import { type Buckets, type Rate, rateBelow } from '@/lib/domain/stripe/pace'

/** Whether a person waits for the answer, a background job, or nobody: the sweep can be done at any time. */
export type Lane = 'people' | 'background' | 'sweep'
const LANES: readonly Lane[] = ['people', 'background', 'sweep']

/** The share of each rate that background work may use, the sweep included; the rest is reserved for people. */
export const BACKGROUND_SHARE = 0.75
/** The most of each rate that the sweep may use, so that events and resolving never wait for it. */
const SWEEP_SHARE = 0.5

/** The shortest wait between two tries, in milliseconds. */
const LEAST_WAIT = 5

export type Clock = { now: () => number; sleep: (ms: number) => Promise<void> }

/** Stripe's limits for one platform: requests a second of everything together, and of each endpoint. */
export type StripeLimits = { all: number; endpoint: number }

const ALL = 'all'

/** What background work may send of them in the long run. */
export const backgroundLimits = ({ all, endpoint }: StripeLimits): StripeLimits => ({
  all: rateBelow(all * BACKGROUND_SHARE).perSecond,
  endpoint: rateBelow(endpoint * BACKGROUND_SHARE).perSecond,
})

/**
 * Keeps calls below Stripe's rate limits. Each endpoint has one queue for each lane, and no lane but that of people gets more
 * than its share.
 */
export class Pacer {
  private readonly limits: StripeLimits
  private readonly buckets: Buckets
  private readonly clock: Clock
  private readonly heads = new AdmissionByKey({ active: 1, waiting: 1000 })

  constructor(limits: StripeLimits, buckets: Buckets, clock: Clock) {
    this.limits = limits
    this.buckets = buckets
    this.clock = clock
  }

  /**
   * Resolves to 0 when the call may be sent, or to the milliseconds after which to try again if it would have to wait
   * longer than `patience`.
   */
  async wait({ endpoint, lane, patience }: { endpoint: string; lane: Lane; patience: number }): Promise<number> {
    const endsAt = this.clock.now() + patience
    // Only the first call of each queue competes for tokens; the others wait in order.
    const leave = await this.heads.enter(`${lane} ${endpoint}`, patience)
    if (!leave) return patience
    try {
      for (;;) {
        const wait = await this.buckets.take(this.ratesOf(endpoint, lane))
        if (wait === 0) return 0
        if (this.clock.now() + wait > endsAt) return wait
        await this.clock.sleep(Math.max(wait, LEAST_WAIT))
      }
    } finally {
      leave()
    }
  }

  /**
   * Pauses after Stripe answered 429, and is slower afterwards, every lane by the same share.
   *
   * @param reason which of Stripe's limits was reached; an endpoint's limit does not affect other endpoints
   */
  async close({ endpoint, reason, ms }: { endpoint: string; reason: string; ms: number }): Promise<void> {
    const name = reason.startsWith('endpoint') ? endpoint : ALL
    const names = [name, ...LANES.map((lane) => `${lane} ${name}`)]
    await this.buckets.close(new Map([...this.ratesOf(endpoint, 'sweep')].filter(([each]) => names.includes(each))), ms)
  }

  /** How many calls each lane could send at this moment, if Stripe's limit of all endpoints were the only one. */
  async tokensLeft(): Promise<Map<Lane, number>> {
    const ofAll = (lane: Lane) => [...this.ratesOf('', lane)].filter(([name]) => name.endsWith(ALL))
    const left = await this.buckets.left(new Map(LANES.flatMap(ofAll)))
    return new Map(LANES.map((lane) => [lane, Math.min(...ofAll(lane).map(([name]) => left.get(name) ?? 0))]))
  }

  /** The share of its limit that is used at most, of everything together and of each endpoint that Stripe has slowed down. */
  async shares(): Promise<Map<string, number>> {
    const slowed = await this.buckets.shares()
    const ofPeople = [...slowed].filter(([name]) => !LANES.some((lane) => name.startsWith(`${lane} `)))
    return new Map([[ALL, 1], ...ofPeople])
  }

  private ratesOf(endpoint: string, lane: Lane): Map<string, Rate> {
    return new Map([
      ...this.shareOf(endpoint, '', 1),
      ...(lane === 'people' ? [] : this.shareOf(endpoint, 'background ', BACKGROUND_SHARE)),
      ...(lane === 'sweep' ? this.shareOf(endpoint, 'sweep ', SWEEP_SHARE) : []),
    ])
  }

  private shareOf(endpoint: string, prefix: string, share: number): [string, Rate][] {
    return [
      [prefix + ALL, rateBelow(this.limits.all * share)],
      [prefix + endpoint, rateBelow(this.limits.endpoint * share)],
    ]
  }
}
