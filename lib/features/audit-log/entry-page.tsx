import type { ReactNode } from 'react'
import { labelOfEvent } from '@/lib/domain/audit/audit-entry'
import { dashboardLinks } from '@/lib/domain/stripe/dashboard-links'
import { stripeMode } from '@/lib/env'
import type { WholeEntry } from '@/lib/gateways/db/audit-log'
import { Card } from '@/lib/ui/card'
import { CopyId } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import { LocalTime, RecordedTime } from '@/lib/ui/time'
import { asOfText } from './as-of-text'
import { ActorName, EntryDetails } from './entry-details'
import { actorWords, entryWords } from './entry-words'
import { OutcomeBadge } from './outcome-badge'
import { filterText, entryPageText as text } from './text'

/** Everything that is recorded of one entry. Auditors read it without links to pages that are closed to them. */
export function EntryPage({ whole, opensAccounts }: { whole: WholeEntry; opensAccounts: boolean }) {
  const { entry, origin, idempotencyKey, leaf } = whole
  const { actor, account, event } = entry
  // Each outcome has its own line below.
  const happened = { ...entry, reason: null, outcomeMessage: null, stripeRequestId: null }
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Card title={labelOfEvent(event)}>
        <div className="border-b border-line p-4 text-sm">
          <EntryDetails entry={entryWords(happened)} />
        </div>
        <dl className="grid gap-x-6 gap-y-2.5 p-4 text-sm sm:grid-cols-[160px_minmax(0,1fr)]">
          <Row label={text.time}>
            <span className="tabular">{entry.at.toISOString().replace('T', ' ').replace('Z', '')}</span>
          </Row>
          <Row label={text.localTime}>
            <LocalTime at={entry.at} />
          </Row>
          <Row label={text.actor}>
            <ActorName actor={actorWords(actor)} />
          </Row>
          {actor.kind === 'person' && actor.id !== '' && (
            <Row label={text.actorId}>
              <CopyId id={actor.id} />
            </Row>
          )}
          <Row label={text.origin}>{filterText.origins[actor.kind]}</Row>
          {account && (
            <Row label={text.account}>
              {opensAccounts ? (
                <PageLink href={`/accounts/${account.id}/history`} className="font-medium hover:underline">
                  <bdi translate="no">{account.name}</bdi>
                </PageLink>
              ) : (
                <bdi translate="no" className="font-medium">
                  {account.name}
                </bdi>
              )}{' '}
              <CopyId id={account.id} />
              <br />
              <PageLink href={`/audit?account=${account.id}`} className={linkClasses}>
                {text.accountEntries}
              </PageLink>
              {opensAccounts && 'changes' in event && (
                <>
                  <br />
                  <PageLink href={`/accounts/${account.id}/as-of?at=${entry.id}`} className={linkClasses}>
                    {asOfText.ofEntry}
                  </PageLink>
                </>
              )}
            </Row>
          )}
          {opensAccounts && 'rolloutId' in event && event.rolloutId !== undefined && (
            <Row label={text.rollout}>
              <PageLink href={`/fleet/rollouts/${event.rolloutId}`} className={linkClasses}>
                {text.openRollout}
              </PageLink>
            </Row>
          )}
          {entry.reason && (
            <Row label={text.reason}>
              <bdi translate="no" className="break-words whitespace-pre-wrap">
                {entry.reason}
              </bdi>
            </Row>
          )}
          <Row label={text.address}>
            <span className="font-mono text-xs">{origin.ipAddress ?? text.noAddress}</span>
          </Row>
          <Row label={text.requestId}>
            {origin.requestId ? <CopyId id={origin.requestId} /> : <span>{text.noAddress}</span>}
          </Row>
          {idempotencyKey && (
            <Row label={text.idempotencyKey}>
              <CopyId id={idempotencyKey} />
            </Row>
          )}
          <Row label={text.entryId}>
            <CopyId id={entry.id} />
          </Row>
          <StripeLinks whole={whole} />
          <Row label={text.leaf}>
            <span className="tabular">{leaf === null ? text.noLeaf : text.leafNumber(leaf)}</span>
          </Row>
          <Row label={text.proof}>
            <a href={`/audit/${entry.id}/proof`} download className={linkClasses}>
              {text.downloadProof}
            </a>
            <p className="mt-0.5 text-xs text-muted">{text.proofHelp}</p>
          </Row>
        </dl>
      </Card>
      <Outcomes whole={whole} />
    </div>
  )
}

const linkClasses = 'text-accent underline underline-offset-2'

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words max-sm:mb-1.5">{children}</dd>
    </>
  )
}

function StripeLinks({ whole: { entry, outcomes } }: { whole: WholeEntry }) {
  const stripeRequestIds = outcomes.flatMap(({ stripeRequestId }) => stripeRequestId ?? [])
  const links = dashboardLinks(stripeMode(), { ...entry, stripeRequestIds })
  if (links.length === 0) return null
  return (
    <Row label={text.stripe}>
      <ul className="flex flex-col gap-1">
        {links.map(({ id, href }) => (
          <li key={href}>
            <a
              href={href}
              target="_blank"
              rel="noreferrer"
              translate="no"
              className={`font-mono text-xs ${linkClasses}`}
            >
              {id}
            </a>
          </li>
        ))}
      </ul>
    </Row>
  )
}

function Outcomes({ whole: { idempotencyKey, outcomes } }: { whole: WholeEntry }) {
  return (
    <Card title={text.outcomes}>
      {outcomes.length === 0 ? (
        <p className="p-4 text-sm text-muted">{idempotencyKey ? text.noOutcomes : text.noWrite}</p>
      ) : (
        <ol className="divide-y divide-line">
          {outcomes.map(({ at, outcome, stripeRequestId, message }) => (
            <li
              key={`${at.getTime()} ${outcome}`}
              className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm"
            >
              <OutcomeBadge outcome={outcome} />
              <RecordedTime at={at} />
              {stripeRequestId && <CopyId id={stripeRequestId} />}
              {message && (
                <p className="basis-full break-words text-muted">
                  <bdi translate="no">{message}</bdi>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
