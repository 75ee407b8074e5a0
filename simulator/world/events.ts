import { DAY_SECONDS } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import { BoundedLog } from './bounded-log.ts'
import type { Identifiers } from './identifiers.ts'
import type { Cause, StripeEvent } from './state.ts'

const API_VERSION = '2026-10-28.endive'
const KEPT_DAYS = 30 // [from memory] how long GET /v1/events returns them

/** The events of the platform and its accounts, of the last 30 days. */
export class Events {
  readonly #platform: string
  readonly #clock: Clock
  readonly #ids: Identifiers
  readonly #onEvent: (event: StripeEvent) => void
  readonly #log = new BoundedLog<StripeEvent>(20_000)
  readonly #byId = new Map<string, StripeEvent>()
  readonly #byAccount = new Map<string, StripeEvent[]>()

  constructor(platform: string, clock: Clock, ids: Identifiers, onEvent: (event: StripeEvent) => void) {
    this.#platform = platform
    this.#clock = clock
    this.#ids = ids
    this.#onEvent = onEvent
  }

  emit(
    type: string,
    account: string,
    cause: Cause,
    object: unknown,
    previousAttributes?: Record<string, unknown>,
  ): StripeEvent {
    const byRequest = cause.actor === 'api'
    const event: StripeEvent = {
      id: this.#ids.next('evt'),
      object: 'event',
      // Only events of connected accounts have an account.
      ...(account === this.#platform ? {} : { account }),
      api_version: API_VERSION,
      created: this.#clock.seconds(),
      data: previousAttributes === undefined ? { object } : { object, previous_attributes: previousAttributes },
      livemode: false,
      pending_webhooks: 0,
      request: byRequest ? { id: cause.request_id, idempotency_key: cause.idempotency_key } : null,
      type,
    }
    this.#keep(event)
    this.#onEvent(event)
    return event
  }

  find(id: string): StripeEvent | undefined {
    this.#forgetOld(this.#clock.seconds())
    return this.#byId.get(id)
  }

  /** Undefined if the event belongs to another account: the platform, too, only sees its own. */
  findOf(account: string, id: string): StripeEvent | undefined {
    const event = this.find(id)
    return event && this.#ownerOf(event) === account ? event : undefined
  }

  /** Oldest first. */
  all(account?: string): readonly StripeEvent[] {
    this.#forgetOld(this.#clock.seconds())
    return account === undefined ? this.#log.toArray() : (this.#byAccount.get(account) ?? [])
  }

  restore(events: StripeEvent[]): void {
    for (const event of events) this.#keep(event)
  }

  #keep(event: StripeEvent): void {
    const owner = this.#ownerOf(event)
    const dropped = this.#log.append(event)
    if (dropped) this.#forget(dropped)
    this.#forgetOld(event.created)
    this.#byId.set(event.id, event)
    const own = this.#byAccount.get(owner)
    if (own) own.push(event)
    else this.#byAccount.set(owner, [event])
  }

  #forgetOld(now: number): void {
    const oldestKept = now - KEPT_DAYS * DAY_SECONDS
    while (this.#log.oldest && this.#log.oldest.created < oldestKept) {
      const old = this.#log.dropOldest()
      if (old) this.#forget(old)
    }
  }

  #forget(event: StripeEvent): void {
    const owner = this.#ownerOf(event)
    this.#byId.delete(event.id)
    const own = this.#byAccount.get(owner)
    own?.shift()
    if (own?.length === 0) this.#byAccount.delete(owner)
  }

  #ownerOf(event: StripeEvent): string {
    return event.account ?? this.#platform
  }
}
