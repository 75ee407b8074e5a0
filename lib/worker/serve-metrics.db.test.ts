import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { beginIntent, closeIntent } from '@/lib/gateways/db/intents'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { serveMetrics } from './serve-metrics'

let server: Server
let address: string
beforeAll(async () => {
  vi.stubEnv('STRIPE_REQUESTS_PER_SECOND', '100')
  await openTestDatabase()
  server = await serveMetrics(0, '127.0.0.1')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** Each value by its name; of those with labels, none. */
async function scrape(): Promise<Record<string, number>> {
  const text = await (await fetch(`${address}/metrics`)).text()
  return Object.fromEntries(
    [...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name as string, Number(value)]),
  )
}

test('the metrics say how many writes are open and how long Stripe’s oldest event has waited', async () => {
  expect(await scrape()).toMatchObject({
    spillway_open_intents: 0,
    spillway_open_intent_age_seconds: 0,
    spillway_event_lag_seconds: 0,
  })
  const account = profileOf('acct_metrics')
  await saveAccountProfiles([account], new Date())
  const changes = diffBalanceSettings(DAILY, { ...DAILY, statementDescriptor: 'OURS' })
  const event = { type: 'balance_settings.update' as const, changes }
  const begun = await beginIntent(
    editorOf(account),
    { event, reason: null, origin: NO_ORIGIN, lock: account.id, confirmationId: null },
    new Date(Date.now() + 60_000),
  )
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  await receiveStripeEvent(
    {
      id: 'evt_metrics',
      type: 'balance.available',
      accountId: account.id,
      objectId: null,
      idempotencyKey: null,
      createdAt: new Date(),
      livemode: false,
    },
    new Date(Date.now() - 90_000),
  )
  const waiting = await scrape()
  expect(waiting.spillway_open_intents).toBe(1)
  expect(waiting.spillway_event_lag_seconds).toBeGreaterThanOrEqual(90)
  await closeIntent(begun.entryId, { outcome: 'refused', stripeRequestId: null, message: null })
  expect(await scrape()).toMatchObject({ spillway_open_intents: 0, spillway_open_intent_age_seconds: 0 })
})

test('before the first sync its progress is left out, rather than reported as zero', async () => {
  expect(await scrape()).not.toHaveProperty('spillway_sync_accounts')
})

test('the tokens left for calls to Stripe are there for each lane', async () => {
  const text = await (await fetch(`${address}/metrics`)).text()
  const tokens = [...text.matchAll(/^spillway_stripe_tokens\{lane="(\w+)"\} (\d+)$/gm)].map(([, lane, left]) => [
    lane,
    Number(left),
  ])
  expect(tokens).toEqual([
    ['people', 16],
    ['background', 12],
    ['sweep', 8],
  ])
  expect(text).toContain('spillway_stripe_rate_share{limit="all"} 1')
})

test('memory and the event loop are part of it, and nothing else is served on this port', async () => {
  const values = await scrape()
  expect(values.process_resident_memory_bytes).toBeGreaterThan(10_000_000)
  expect(values).toHaveProperty('nodejs_eventloop_lag_p99_seconds')
  for (const path of ['/', '/metrics/', '/accounts']) expect((await fetch(`${address}${path}`)).status).toBe(404)
  expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404)
})

test('a port that is taken is an error, not silence', async () => {
  const { port } = server.address() as AddressInfo
  await expect(serveMetrics(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE')
})
