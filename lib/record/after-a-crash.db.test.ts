// What a process that died still held, with a clock that jumps from one time at which a job is due to the next. CRASHES
// sets how many random histories are tried.
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { beginIntent } from '@/lib/gateways/db/intents'
import { claimStripeEvents, receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { tally } from '@/scripts/campaigns/tally'
import { Rig } from '@/simulator/testing/rig'
import { LEASE, newLease } from './lease'
import { processWaitingEvents } from './process-events'
import { resolveIntents } from './resolve-intents'

/** A server needs at least a second to be ready, and everything is settled five seconds later. */
const SETTLED_WITHIN = 6_000

const key = process.env.STRIPE_SECRET_KEY ?? ''
let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
})
afterAll(() => rig.stop())
afterEach(() => vi.useRealTimers())

async function leaveSave(id: string): Promise<string> {
  const changes = diffBalanceSettings(DAILY, { ...DAILY, statementDescriptor: 'OURS' })
  const intent = { event: { type: 'balance_settings.update' as const, changes }, reason: null, origin: NO_ORIGIN }
  const begun = await beginIntent(editorOf(profileOf(id)), { ...intent, lock: id, confirmationId: null }, newLease())
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  const form = 'payments[payouts][statement_descriptor]=OURS'
  await rig.post('/v1/balance_settings', form, { key, account: id, idempotencyKey: begun.entryId })
  return begun.entryId
}

const deliver = (accountId: string, idempotencyKey: string | null) =>
  receiveStripeEvent(
    {
      id: `evt_${crypto.randomUUID()}`,
      type: 'balance_settings.updated',
      accountId,
      objectId: null,
      idempotencyKey,
      createdAt: new Date(),
      livemode: false,
    },
    new Date(),
  )

const jump = (ms: number) => vi.setSystemTime(Date.now() + ms)

test('what a dead process held is settled as soon as its leases have ended, whichever job comes first', async () => {
  const events = { name: 'events', run: () => processWaitingEvents() }
  const intents = { name: 'intents', run: () => resolveIntents(200) }
  const history = fc.record({
    jobs: fc.constantFrom([events, intents], [intents, events]),
    atOnce: fc.boolean(),
    arrivals: fc.array(fc.record({ wait: fc.nat({ max: 400 }), isOurs: fc.boolean(), isClaimed: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
    startsAfter: fc.nat({ max: LEASE }),
  })
  let arrived = 0
  await fc.assert(
    fc.asyncProperty(history, async ({ jobs, atOnce, arrivals, startsAfter }) => {
      vi.useFakeTimers({ toFake: ['Date'] })
      const id = await rig.newAccount()
      await saveAccountProfiles([profileOf(id)], new Date())
      const entryId = await leaveSave(id)
      for (const { wait, isOurs, isClaimed } of arrivals) {
        jump(wait)
        await deliver(id, isOurs ? entryId : null)
        arrived++
        if (isClaimed) await claimStripeEvents(new Date(), newLease())
      }
      const diedAt = Date.now()
      jump(startsAfter)

      const db = await database()
      const left = async () =>
        (await db.openIntent.count({ where: { accountId: id } })) +
        (await db.stripeEvent.count({ where: { accountId: id, processedAt: null } }))
      while ((await left()) > 0) {
        expect(Date.now() - diedAt).toBeLessThan(SETTLED_WITHIN)
        const due: (Date | null)[] = []
        if (atOnce) due.push(...(await Promise.all(jobs.map(({ run }) => run()))))
        else for (const { run } of jobs) due.push(await run())
        const times = due.flatMap((at) => (at ? [at.getTime()] : []))
        jump(Math.max(Math.min(...times, Date.now() + 30_000) - Date.now(), 10))
      }
      const entries = await db.auditEntry.findMany({ where: { accountId: id }, include: { outcomes: true } })
      expect(entries.map(({ type, outcomes }) => [type, ...outcomes.map(({ outcome }) => outcome)])).toEqual([
        ['balance_settings.update', 'applied'],
      ])
    }),
    { numRuns: Number(process.env.CRASHES ?? 15), endOnFailure: true },
  )
  tally(arrived, 'events before a crash')
}, 3_600_000)
