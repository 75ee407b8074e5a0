import type { ReactNode } from 'react'
import type { WorkerStatus } from '@/lib/record/worker-status'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { Time } from '@/lib/ui/time'
import { DowntimeTable } from './downtime-table'
import { JobsTable } from './jobs-table'
import { lastSeen, problemsOf } from './problems'
import { statusText as text } from './text'
import { UnreadAccounts } from './unread-accounts'

/** The state of the background work at `now`: what needs a person first, then every part of it. */
export function BackgroundStatus({ status, now }: { status: WorkerStatus; now: Date }) {
  const { waitingEvents, oldestEvent, openIntents, oldestIntent, sync, sweep, mail } = status
  return (
    <div className="flex flex-col gap-4">
      <Summary problems={problemsOf(status, now)} seen={lastSeen(status)} />
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-5 [&_time]:whitespace-normal">
        <Figure
          title={text.events}
          says={text.eventsWaiting(waitingEvents)}
          help={oldestEvent ? null : text.eventsHelp}
        >
          {oldestEvent && <Since label={text.oldest} at={oldestEvent} />}
        </Figure>
        <Figure title={text.intents} says={text.intentsOpen(openIntents)} help={oldestIntent ? null : text.intentsHelp}>
          {oldestIntent && <Since label={text.oldest} at={oldestIntent} />}
        </Figure>
        <Figure
          title={text.sync}
          says={sync ? describeSync(sync) : text.neverSynced}
          help={sync ? sync.failure : text.neverSyncedHelp}
        >
          {sync && <Since label={text.syncStarted} at={sync.startedAt} />}
          {sync && sync.skipped > 0 && <p className="text-failed">{text.syncSkipped(sync.skipped)}</p>}
        </Figure>
        <Figure
          title={text.sweep}
          says={sweep.waiting === 0 ? text.sweepDone : text.sweepWaiting(sweep.waiting)}
          help={sweep.waiting + sweep.unreadCount === 0 ? text.sweepHelp : null}
        >
          <UnreadAccounts sweep={sweep} />
        </Figure>
        <Figure
          title={text.mail}
          says={mail.isOn ? text.mailWaiting(mail.waiting) : text.mailOff}
          help={!mail.isOn ? text.mailOffHelp : mail.waiting + mail.failedCount === 0 ? text.mailHelp : null}
        >
          {mail.oldest && <Since label={text.oldest} at={mail.oldest} />}
          {mail.failedCount > 0 && <FailedMails mail={mail} />}
        </Figure>
      </div>
      <Card title={text.jobsTitle}>
        <JobsTable runs={status.jobs} />
      </Card>
      <Card title={text.gaps}>
        <DowntimeTable gaps={status.gaps} />
      </Card>
    </div>
  )
}

function Summary({ problems, seen }: { problems: string[]; seen: Date | null }) {
  return (
    <Notice tone={problems.length > 0 ? 'problem' : 'good'} title={problems.length > 0 ? text.attention : text.well}>
      {problems.length > 0 && (
        <ul className="mt-1 list-disc space-y-0.5 pl-5">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {seen ? <Since label={text.seen} at={seen} /> : <p className="mt-1">{text.neverSeen}</p>}
    </Notice>
  )
}

const FailedMails = ({ mail: { failed, failedCount } }: Pick<WorkerStatus, 'mail'>) => (
  <>
    <p className="text-failed">{text.mailFailed(failedCount)}</p>
    <ul className="space-y-1 text-xs">
      {failed.map(({ id, at, failure }) => (
        <li key={id}>
          <Time at={at} />
          <p className="break-words" translate="no">
            {failure}
          </p>
        </li>
      ))}
    </ul>
  </>
)

function Figure({
  title,
  says,
  help,
  children,
}: {
  title: string
  says: string
  help: string | null
  children: ReactNode
}) {
  return (
    <Card title={title}>
      <div className="space-y-1 px-4 py-3 text-sm">
        <p className="font-medium">{says}</p>
        {help && <p className="text-muted">{help}</p>}
        {children}
      </div>
    </Card>
  )
}

const Since = ({ label, at }: { label: string; at: Date }) => (
  <p className="mt-1">
    <span>{label}</span> <Time at={at} />
  </p>
)

function describeSync(sync: NonNullable<WorkerStatus['sync']>): string {
  if (!sync.isOpen) return sync.failure ? text.syncFailed : text.syncDone(sync.seen)
  if (sync.isRunning) return text.syncRunning(sync.seen, sync.refreshed)
  return sync.failure ? text.syncPaused : text.syncWaiting
}
