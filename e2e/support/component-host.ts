import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { world } from './world'

/**
 * A bare page of a platform with Stripe's own npm loader on it, unmodified, and nothing of Spillway: for the components
 * that Spillway itself does not place. It has the app's address because the simulator serves no other page.
 */

const ADDRESS = `${world.appUrl}/component-host`
const loader = () => readFileSync(createRequire(import.meta.url).resolve('@stripe/connect-js/dist/pure.esm.js'), 'utf8')

const HTML = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A platform</title><link rel="icon" href="data:,"></head>
  <body><main><h1>A platform</h1></main></body>
  <script src="${world.simulatorUrl}/v1.0/connect.js"></script>
  <script type="module">
    import { loadConnectAndInitialize } from '/component-host/connect-js.js'
    window.told = []
    window.initialize = (params) => {
      window.instance = loadConnectAndInitialize({
        publishableKey: 'pk_test_simulator',
        fetchClientSecret: () => window.fetchClientSecret(),
        ...params,
      })
      return window.instance
    }
    /** Places a component with these setters; a setter named on… reports what it is told. */
    window.place = (tag, setters = {}, listeners = []) => {
      const element = window.instance.create(tag)
      for (const [name, value] of Object.entries(setters)) element['set' + name](value)
      for (const name of ['OnLoaderStart', 'OnLoadError', ...listeners]) {
        element['set' + name]((value) => window.told.push([tag, name, value ?? null]))
      }
      document.querySelector('main').append(element)
    }
  </script>
</html>`

type Features = Record<string, boolean>
type Instance = { update(options: unknown): void; logout(): Promise<void> }
type Told = [tag: string, listener: string, value: unknown]

declare global {
  interface Window {
    instance: Instance
    initialize(params: object): Instance
    place(tag: string, setters?: object, listeners?: string[]): void
    told: Told[]
  }
}

export type HostOptions = {
  accountId: string
  /** Component and features, by their names in a session. */
  components: Record<string, Features>
  /** What loadConnectAndInitialize gets besides. */
  params?: object
  headers?: Record<string, string>
}

/** A session as a platform's server makes it. */
export async function createClientSecret({ accountId, components }: HostOptions): Promise<string> {
  const form = new URLSearchParams({ account: accountId })
  for (const [component, features] of Object.entries(components)) {
    form.set(`components[${component}][enabled]`, 'true')
    for (const [feature, on] of Object.entries(features)) {
      form.set(`components[${component}][features][${feature}]`, String(on))
    }
  }
  const answer = await fetch(`${world.simulatorUrl}/v1/account_sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.STRIPE_SECRET_KEY ?? 'sk_test_simulator'}`,
      'stripe-version': '2026-10-28.endive',
    },
    body: form,
  })
  const { client_secret: secret, error } = (await answer.json()) as {
    client_secret?: string
    error?: { message: string }
  }
  if (!secret) throw new Error(error?.message)
  return secret
}

/** Opens the page and initialises the loader; answers how often it asked for a secret, and lets a test spoil that. */
export async function openComponentHost(page: Page, options: HostOptions) {
  const host = { secrets: 0, fetchSecret: () => createClientSecret(options) }
  await page.route(`${ADDRESS}/connect-js.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: loader() }),
  )
  await page.route(ADDRESS, (route) =>
    route.fulfill({ contentType: 'text/html', body: HTML, headers: options.headers ?? {} }),
  )
  await page.exposeFunction('fetchClientSecret', () => {
    host.secrets++
    return host.fetchSecret()
  })
  // A page that Playwright answers comes from nowhere in Chromium's eyes, and may not speak to this machine unasked.
  await page.context().grantPermissions(['local-network-access'])
  await page.goto(ADDRESS)
  await page.evaluate((params) => {
    window.initialize(params)
  }, options.params ?? {})
  return host
}

export async function place(page: Page, tag: string, setters: object = {}, listeners: string[] = []) {
  await page.evaluate(([name, values, names]) => window.place(name, values, names), [tag, setters, listeners] as const)
}

/** What the component has told its host, by listener. */
export async function toldTo(page: Page, listener: string): Promise<unknown[]> {
  const told = await page.evaluate(() => window.told)
  return told.filter(([, name]) => name === listener).map(([, , value]) => value)
}
