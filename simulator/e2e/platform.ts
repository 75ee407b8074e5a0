import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { Rig } from '../testing/rig.ts'

const LOADER = readFileSync(createRequire(import.meta.url).resolve('@stripe/connect-js/dist/pure.esm.js'), 'utf8')
/** The page at this path has a Cross-Origin-Opener-Policy of same-origin. */
export const ISOLATED = '/isolated'

const pageHtml = (simulator: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A platform</title><link rel="icon" href="data:,"></head>
  <body><main><h1>A platform</h1></main></body>
  <script src="${simulator}/v1.0/connect.js"></script>
  <script type="module">
    import { loadConnectAndInitialize } from '/connect-js.js'
    const main = document.querySelector('main')
    window.notifications = []
    window.initialize = (params) => {
      window.instance = loadConnectAndInitialize({
        publishableKey: 'pk_test_simulator',
        fetchClientSecret: () => window.fetchClientSecret(),
        ...params,
      })
    }
    window.place = (tag, listeners, values) => {
      const element = window.instance.create(tag)
      for (const name of ['OnLoaderStart', 'OnLoadError', ...listeners]) {
        element['set' + name]((value) => window.notifications.push([name, value]))
      }
      for (const [name, value] of Object.entries(values)) element['set' + name](value)
      main.append(element)
    }
    window.clear = async () => {
      await window.instance?.logout()
      for (const element of [...main.children].slice(1)) element.remove()
      window.notifications = []
    }
  </script>
</html>`

declare global {
  interface Window {
    instance: { update(options: unknown): void; logout(): Promise<void> }
    initialize(params: object): void
    place(tag: string, listeners: readonly string[], values: Record<string, unknown>): void
    clear(): Promise<void>
    notifications: [listener: string, value: unknown][]
  }
}

/** Components and their features, by their names in an account session. */
export type Components = Record<string, Record<string, boolean>>

/** A platform's page with the unmodified npm loader. It stays open for all tests of a worker. */
export class Platform {
  readonly page: Page
  readonly #rig: Rig
  readonly #server: Server
  /** How many client secrets the page has requested from the platform's server. */
  secrets = 0
  fetchSecret: () => Promise<string> = async () => ''

  private constructor(page: Page, rig: Rig, server: Server) {
    this.page = page
    this.#rig = rig
    this.#server = server
  }

  static async start(page: Page, rig: Rig): Promise<Platform> {
    const server = createServer((incoming, outgoing) => {
      const isScript = incoming.url === '/connect-js.js'
      outgoing.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
      if (incoming.url === ISOLATED) outgoing.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      outgoing.end(isScript ? LOADER : pageHtml(rig.address))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const platform = new Platform(page, rig, server)
    await page.exposeFunction('fetchClientSecret', () => {
      platform.secrets += 1
      return platform.fetchSecret()
    })
    await platform.visit('/')
    return platform
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`)
  }

  /** Removes the components and ends their session. */
  async clear(): Promise<void> {
    await this.page.evaluate(() => window.clear())
    this.secrets = 0
  }

  /** Initializes the npm loader for an account, with what its session enables. */
  async initialize(account: string, components: Components, params: object = {}): Promise<void> {
    await this.initializeWith(() => this.#rig.clientSecret(account, components), params)
  }

  async initializeWith(fetchSecret: () => Promise<string>, params: object = {}): Promise<void> {
    this.fetchSecret = fetchSecret
    await this.page.evaluate((values) => window.initialize(values), params)
  }

  /** Adds a component, and records the values that its listeners receive. */
  async place(
    tag = 'balances',
    listeners: readonly string[] = [],
    values: Record<string, unknown> = {},
  ): Promise<void> {
    await this.page.evaluate((args) => window.place(...args), [tag, listeners, values] as const)
  }

  /** The values that a listener has received. */
  async received(listener: string): Promise<unknown[]> {
    const notifications = await this.page.evaluate(() => window.notifications)
    return notifications.filter(([name]) => name === listener).map(([, value]) => value)
  }
}
