import type { WorkerHealth } from '@/lib/record/worker-status'
import { statusText as text } from './text'

/** Milliseconds: an instance notes every 10 seconds that it runs. */
const RUNNING_WITHIN = 60_000

/** Milliseconds that events, writes and mail may take before a person should look. */
const EVENTS_WITHIN = 5 * 60_000
const INTENTS_WITHIN = 2 * 60_000
const MAIL_WITHIN = 10 * 60_000

/** When an instance last noted that it runs; null where none ever did. */
export const lastSeen = ({ jobs }: WorkerHealth): Date | null =>
  jobs.find(({ job }) => job === 'watch')?.finishedAt ?? null

/** What a person should look at, the most severe first. Empty where the background work is well. */
export function problemsOf(status: WorkerHealth, now: Date): string[] {
  const isOlder = (at: Date | null, ms: number) => at !== null && now.getTime() - at.getTime() > ms
  const seen = lastSeen(status)
  const failing = status.jobs.filter(({ failures }) => failures > 0)
  return [
    ...(seen === null || isOlder(seen, RUNNING_WITHIN) ? [text.problems.notRunning] : []),
    ...(status.recordFault === null ? [] : [text.problems.tampered(status.recordFault)]),
    ...failing.map(({ job }) => text.problems.failing(text.jobs[job]?.name ?? job)),
    ...(isOlder(status.oldestIntent, INTENTS_WITHIN) ? [text.problems.openWrites] : []),
    ...(isOlder(status.oldestEvent, EVENTS_WITHIN) ? [text.problems.lateEvents] : []),
    ...(status.gaps.some(({ lostUntil }) => lostUntil !== null) ? [text.problems.lost] : []),
    ...(status.gaps.some(({ finishedAt }) => finishedAt === null) ? [text.problems.catchingUp] : []),
    ...(status.sync && !status.sync.isOpen && status.sync.failure ? [text.problems.syncFailed] : []),
    ...(isOlder(status.mail.oldest, MAIL_WITHIN) ? [text.problems.lateMail] : []),
    ...(status.mail.failedCount > 0 ? [text.problems.failedMail(status.mail.failedCount)] : []),
    ...(status.sweep.unreadCount > 0 ? [text.problems.unread(status.sweep.unreadCount)] : []),
  ]
}
