// One statement for the home page against the readers of the single tables.
import { beforeAll, expect, test } from 'vitest'
import { database } from './client'
import { readOpenIntents } from './intents'
import { readVerified } from './log/verified'
import { readOutbox } from './outbox'
import { readWaitingEvents } from './stripe-events'
import { readSweepProgress } from './sweep'
import { openTestDatabase } from './testing/test-database'
import { readWaitingWork } from './waiting-work'

beforeAll(async () => {
  await openTestDatabase()
}, 60_000)

const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 12, minute))

async function readEach() {
  const [events, intents, outbox, sweep, verified] = await Promise.all([
    readWaitingEvents(),
    readOpenIntents(),
    readOutbox(10),
    readSweepProgress(new Date(), 20),
    readVerified(),
  ])
  return {
    ...{ waitingEvents: events.waiting, oldestEvent: events.oldest },
    ...{ openIntents: intents.open, oldestIntent: intents.oldest },
    mail: { oldest: outbox.oldest, failedCount: outbox.failedCount },
    sweep: { unreadCount: sweep.unreadCount },
    recordFault: verified?.fault ?? null,
  }
}

test('what waits and what failed is what each reader says of its own, from nothing to something of each', async () => {
  const db = await database()
  const steps: [what: string, change: () => Promise<unknown>][] = [
    ['nothing', async () => {}],
    [
      'events',
      () =>
        db.stripeEvent.createMany({
          data: [3, 2, 4].map((minute) => ({
            id: `evt_${minute}`,
            type: 'payout.paid',
            createdAt: at(minute),
            receivedAt: at(minute),
            processedAt: minute === 2 ? at(5) : null,
          })),
        }),
    ],
    ['a notice', () => db.pendingNotice.create({ data: { entryId: 'entry', at: at(7) } })],
    [
      'mails',
      () =>
        db.mail.createMany({
          data: (['waiting', 'failed', 'failed'] as const).map((state, index) => ({
            ...{ id: `mail_${index}`, state, personId: `person_${index}`, entryId: 'entry', tokenHash: `${index}` },
            ...{ createdAt: at(6 + index), dueAt: at(6) },
          })),
        }),
    ],
    [
      'an account',
      () => db.unreadAccount.create({ data: { accountId: 'acct_1', part: 'balance', because: 'fault', at: at(1) } }),
    ],
  ]
  for (const [what, change] of steps) {
    await change()
    expect(await readWaitingWork(), what).toEqual(await readEach())
  }
  expect(await readWaitingWork()).toMatchObject({
    ...{ waitingEvents: 2, oldestEvent: at(3), sweep: { unreadCount: 1 } },
    mail: { oldest: at(6), failedCount: 2 },
  })
})
