import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPlatform, populate } from './accounts/populate.ts'
import { ApiKeys } from './api/api-keys.ts'
import { ApiServer } from './api/api-server.ts'
import { RateLimits } from './api/rate-limits.ts'
import { ConnectServer } from './connect/connect-server.ts'
import { CONNECT_FILES, serveConnectFile } from './connect/static-files.ts'
import { handleControl } from './control/control-server.ts'
import { Exchange } from './http/exchange.ts'
import { FaultPlan } from './http/faults.ts'
import { IdempotencyStore } from './http/idempotency.ts'
import { RequestLog } from './http/request-log.ts'
import type { SimulatorOptions } from './options.ts'
import { SimulatedWorld } from './simulated-world.ts'
import { StateFile } from './state-file.ts'
import { Clock } from './time/clock.ts'
import { Webhooks } from './webhooks/webhooks.ts'

const TICK_MS = 1000

/** The running simulator: one world, the servers in front of it, and planned faults, limits and webhooks. */
export class Simulator {
  readonly options: SimulatorOptions
  readonly clock = new Clock()
  readonly faults = new FaultPlan()
  readonly requests = new RequestLog()
  readonly limits = new RateLimits()
  readonly webhooks: Webhooks
  keys: ApiKeys
  world: SimulatedWorld
  idempotency: IdempotencyStore
  readonly #server: Server
  readonly #stateFile: StateFile | null
  #tick: NodeJS.Timeout | null = null

  constructor(options: SimulatorOptions) {
    this.options = options
    this.webhooks = new Webhooks(this.clock, {
      ...(options.webhook && { connect: { ...options.webhook, enabled: true } }),
      ...(options.platformWebhook && { platform: { ...options.platformWebhook, enabled: true } }),
    })
    this.limits.set(options.limits)
    this.keys = new ApiKeys(options.secretKey, options.restrictedKeys)
    this.#stateFile = options.stateFile === null ? null : new StateFile(options.stateFile, () => this.#snapshot())
    this.idempotency = new IdempotencyStore(this.clock)
    this.world = this.#restore() ?? this.#newWorld(options.seed, options.accounts)
    const api = new ApiServer(this)
    const connect = new ConnectServer(this)
    this.#server = createServer((incoming, outgoing) => {
      const exchange = new Exchange(incoming, outgoing)
      this.#serve(exchange, api, connect).catch((error: unknown) => {
        // Callers that hang up while they send their body end here too.
        if (!incoming.destroyed) console.error(error)
        outgoing.destroy()
      })
    })
    // Longer than any client keeps a socket, so the simulator never closes one that a client is about to use.
    this.#server.keepAliveTimeout = 120_000
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.options.port, this.options.host, resolve)
    })
    // Payouts arrive and events are sent without any request, too.
    this.#tick = setInterval(() => this.world.catchUp(), TICK_MS)
    const { port } = this.#server.address() as AddressInfo
    return `http://${this.options.host}:${port}`
  }

  async close(): Promise<void> {
    if (this.#tick) clearInterval(this.#tick)
    this.webhooks.clear()
    this.#stateFile?.saveNow()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** Starts a new world on the same port, at real time or with the clock frozen at a moment in milliseconds. */
  reset(seed: number, accounts: number, frozenAt: number | null = null): void {
    this.clock.restore({ offset: 0, frozen_at: frozenAt })
    this.faults.clear()
    this.requests.clear()
    this.webhooks.clear()
    this.limits.set(this.options.limits)
    this.keys = new ApiKeys(this.options.secretKey, this.options.restrictedKeys)
    this.idempotency = new IdempotencyStore(this.clock)
    this.world = this.#newWorld(seed, accounts)
    this.#stateFile?.saveSoon()
  }

  async #serve(exchange: Exchange, api: ApiServer, connect: ConnectServer): Promise<void> {
    const { path } = exchange
    if (path.startsWith('/v1/') || path.startsWith('/v2/')) return api.handle(exchange)
    if (path.startsWith('/connect/')) return connect.handle(exchange)
    if (path.startsWith('/_sim')) return handleControl(exchange, this)
    if (CONNECT_FILES.has(path)) return serveConnectFile(exchange, this.faults)
    exchange.sendJson(404, { error: { type: 'invalid_request_error', message: `The simulator has no ${path}` } })
  }

  #emptyWorld(seed: number): SimulatedWorld {
    return new SimulatedWorld(seed, this.clock, createPlatform(this.clock.seconds()), {
      onEvent: (event) => this.webhooks.send(event),
      onChange: () => this.#stateFile?.saveSoon(),
    })
  }

  #newWorld(seed: number, accounts: number): SimulatedWorld {
    const world = this.#emptyWorld(seed)
    populate(world, accounts)
    return world
  }

  #snapshot() {
    return {
      ...this.world.snapshot(),
      clock: this.clock.snapshot(),
      idempotency: this.idempotency.snapshot(),
      restricted_keys: this.keys.restricted(),
    }
  }

  #restore(): SimulatedWorld | null {
    const saved = this.#stateFile?.load()
    if (!saved) return null
    this.clock.restore(saved.clock)
    this.idempotency.restore(saved.idempotency)
    for (const { key, permissions } of saved.restricted_keys) {
      // A key from the environment overrides a saved one.
      if (!this.keys.find(key)) this.keys.add(key, permissions ?? {})
    }
    const world = this.#emptyWorld(saved.seed)
    world.restore(saved)
    return world
  }
}
