import 'server-only'
import { database } from './client'

/** How much waits for the background work, and since when the oldest of it does. */
export type WaitingWork = {
  waitingEvents: number
  oldestEvent: Date | null
  /** Writes of which the outcome isn't known. */
  openIntents: number
  oldestIntent: Date | null
  mail: { oldest: Date | null; failedCount: number }
  /** Accounts that could not be read at the last look. */
  sweep: { unreadCount: number }
  /** What is wrong with the record, as it was verified last; null where nothing is. */
  recordFault: string | null
}

/** Not from a column itself, so SQLite gives a time as it is stored. */
type Time = Date | string | number | null
type Count = number | bigint

type Row = Record<'oldestEvent' | 'oldestIntent' | 'oldestMail' | 'oldestNotice', Time> &
  Record<'events' | 'intents' | 'failedMails' | 'unread', Count> & { fault: string | null }

/** By one statement, because the home page asks for it each time. Each part is read from an index. */
export async function readWaitingWork(): Promise<WaitingWork> {
  const [row] = await (await database()).$queryRaw<[Row]>`
    SELECT
      (SELECT MIN("receivedAt") FROM "StripeEvent" WHERE "processedAt" IS NULL) AS "oldestEvent",
      (SELECT COUNT(*) FROM "StripeEvent" WHERE "processedAt" IS NULL) AS "events",
      (SELECT "at" FROM "AuditEntry" WHERE "id" = (SELECT MIN("entryId") FROM "OpenIntent")) AS "oldestIntent",
      (SELECT COUNT(*) FROM "OpenIntent") AS "intents",
      (SELECT MIN("createdAt") FROM "Mail" WHERE "state" = 'waiting') AS "oldestMail",
      (SELECT MIN("at") FROM "PendingNotice") AS "oldestNotice",
      (SELECT COUNT(*) FROM "Mail" WHERE "state" = 'failed') AS "failedMails",
      (SELECT COUNT(*) FROM "UnreadAccount") AS "unread",
      (SELECT "fault" FROM "LogState" WHERE "id" = 1) AS "fault"`
  const mails = [toDate(row.oldestMail), toDate(row.oldestNotice)].filter((at) => at !== null)
  return {
    ...{ waitingEvents: Number(row.events), oldestEvent: toDate(row.oldestEvent) },
    ...{ openIntents: Number(row.intents), oldestIntent: toDate(row.oldestIntent) },
    mail: {
      oldest: mails.length > 0 ? new Date(Math.min(...mails.map(Number))) : null,
      failedCount: Number(row.failedMails),
    },
    sweep: { unreadCount: Number(row.unread) },
    recordFault: row.fault,
  }
}

const toDate = (time: Time): Date | null => (time === null ? null : new Date(time))
