import type { ReactNode } from 'react'
import { APPROVAL_WORDS, rolloutRuleWords } from '@/lib/domain/access/approval-rules'
import { type ItemReason, SKIP_CODES, UNREAD_CODES } from '@/lib/domain/fleet/plan'
import type { PlanSummary } from '@/lib/domain/fleet/plan-summary'
import { describeValues } from '@/lib/domain/fleet/policy'
import { ITEM_STATES, ITEM_WORDS, type ItemCounts, type ItemState, stagesOf } from '@/lib/domain/fleet/rollout'
import { describeQuiet } from '@/lib/domain/fleet/rollout-hours'
import { formatMoney } from '@/lib/domain/money/money'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import type { RolloutItem } from '@/lib/gateways/db/rollout-items'
import { Badge, type Tone } from '@/lib/ui/badge'
import { Card } from '@/lib/ui/card'
import { ChipLink } from '@/lib/ui/chip-link'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'
import { Pager } from '@/lib/ui/pager'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { Lines, RolloutStatusBadge } from './fleet-page'
import type { LoadedRollout } from './load-fleet'
import { type ItemQuery, rolloutUrl } from './query'
import { RetryButton } from './rollout-actions'
import { describeChosen, REASON_WORDS, rolloutText as text, UNREAD_WORDS } from './text'

const TONES: Record<ItemState, Tone> = {
  pending: 'accent',
  applied: 'paid',
  unchanged: 'canceled',
  skipped: 'pending',
  unread: 'pending',
  conflict: 'pending',
  refused: 'failed',
  sending: 'transit',
  unresolved: 'transit',
  unknown: 'failed',
}

/** One rollout: what it would do or has done, in figures and account by account. */
export function RolloutPage({
  loaded,
  query,
  mayManage,
}: {
  loaded: LoadedRollout
  query: ItemQuery
  mayManage: boolean
}) {
  const { rollout, counts, items, hasMore } = loaded
  const { id } = rollout
  const all = allOf(counts)
  const last = items.at(-1)
  return (
    <>
      <Facts loaded={loaded} />
      {loaded.failures.length > 0 && <Failures rolloutId={id} failures={loaded.failures} mayManage={mayManage} />}
      <section aria-label={text.items} className="rounded-md border border-line bg-surface">
        <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line p-3">
          <nav aria-label={text.counts} className="flex flex-wrap gap-1.5">
            <ChipLink href={rolloutUrl(id, EVERY_ITEM)} isOn={query.state === null && query.because === null}>
              {counted(text.all, all)}
            </ChipLink>
            {ITEM_STATES.filter((state) => counts[state] || query.state === state).map((state) => (
              <ChipLink key={state} href={rolloutUrl(id, { ...EVERY_ITEM, state })} isOn={query.state === state}>
                {counted(ITEM_WORDS[state], counts[state] ?? 0)}
              </ChipLink>
            ))}
            {query.because && (
              <ChipLink href={rolloutUrl(id, { ...EVERY_ITEM, because: query.because })} isOn>
                {REASON_WORDS[query.because]}
              </ChipLink>
            )}
          </nav>
          <a href={rolloutUrl(id, { ...query, after: 0 }, '/accounts.csv')} className={linkClasses}>
            {text.export}
          </a>
        </div>
        <section
          aria-label={text.itemsScroll}
          className="relative overflow-x-auto"
          tabIndex={items.length > 0 ? 0 : undefined}
        >
          <Table
            columns={columnsOf(loaded)}
            rows={items}
            rowKey={(item) => item.id}
            empty={<EmptyState title={text.none} hint={text.noneHelp} />}
          />
        </section>
      </section>
      <Pager
        label={text.pages}
        words={[text.first, text.next]}
        previous={query.after > 0 ? rolloutUrl(id, { ...query, after: 0 }) : null}
        next={hasMore && last ? rolloutUrl(id, { ...query, after: last.position }) : null}
      />
    </>
  )
}

const EVERY_ITEM: ItemQuery = { state: null, because: null, after: 0 }

const allOf = (counts: ItemCounts) => ITEM_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
const counted = (words: string, count: number) => `${words} ${count.toLocaleString('en-GB')}`
const linkClasses = 'text-sm text-accent underline underline-offset-2'

function Facts({ loaded }: { loaded: LoadedRollout }) {
  const { rollout, counts, needs, tooMany, policy, payoutCost, perSecond, waits } = loaded
  const { summary } = rollout
  const { of, status, pace, total, plannedBy, startedBy, approvedBy, reason, createdAt, haltedBecause } = rollout
  const isOutdated = 'policyId' in of && status === 'draft' && policy?.version !== of.version
  const all = allOf(counts)
  const pending = counts.pending ?? 0
  const hasLapsed = status === 'awaiting_approval' && haltedBecause === 'approver'
  const isBeforeStart = status === 'draft' || status === 'awaiting_approval'
  const because = [
    ...needs.map((rule) => APPROVAL_WORDS[rule]),
    ...(tooMany && isBeforeStart ? [rolloutRuleWords(tooMany.mostAccounts, tooMany.earlier)] : []),
  ]
  return (
    <Card title={text.facts} aside={<RolloutStatusBadge status={status} />}>
      {status === 'draft' && all === 0 && (
        <div className="px-4 pt-4">
          <Notice tone="warning" title={text.empty} />
        </div>
      )}
      {isOutdated && (
        <div className="px-4 pt-4">
          <Notice tone="warning" title={text.outdated} />
        </div>
      )}
      {status === 'halted' && haltedBecause && haltedBecause !== 'approver' && (
        <div className="px-4 pt-4">
          <Notice tone="problem" title={text.halted[haltedBecause]} />
        </div>
      )}
      {hasLapsed && approvedBy && (
        <div className="px-4 pt-4">
          <Notice tone="problem" title={text.lapsed(approvedBy.name)} />
        </div>
      )}
      <dl className="grid gap-x-6 gap-y-2.5 p-4 text-sm sm:grid-cols-[200px_minmax(0,1fr)]">
        {status === 'planning' && <Row label={text.status}>{text.planning(rollout.planned)}</Row>}
        {'policyId' in of ? (
          <Row label={policy?.isAdHoc ? text.change : text.policy}>
            {policy?.isAdHoc ? (
              <Lines lines={describeValues(policy.values)} />
            ) : (
              <>
                <bdi translate="no">{policy?.name ?? rollout.name}</bdi> <span>{text.version(of.version)}</span>
              </>
            )}
          </Row>
        ) : (
          <Row label={text.rollbackOf}>
            <PageLink href={`/fleet/rollouts/${of.rolloutId}`} className={linkClasses}>
              {text.rollbackLink}
            </PageLink>
          </Row>
        )}
        {rollout.chosen && (
          <Row label={text.chosen}>
            <bdi translate="no">{describeChosen(rollout.chosen)}</bdi>
          </Row>
        )}
        <Row label={text.by}>
          <bdi translate="no">{plannedBy.name}</bdi> <Time at={createdAt} />
        </Row>
        {startedBy && (
          <Row label={text.startedBy}>
            <bdi translate="no">{startedBy.name}</bdi>
          </Row>
        )}
        {approvedBy && !hasLapsed && (
          <Row label={text.approvedBy}>
            <bdi translate="no">{approvedBy.name}</bdi>
          </Row>
        )}
        {reason && (
          <Row label={text.reason}>
            <bdi translate="no" className="whitespace-pre-wrap">
              {reason}
            </bdi>
          </Row>
        )}
        {because.length > 0 && (
          <Row label={text.approval}>
            {summary && summary.needApproval > 0 ? (
              <>
                <ReasonLink rolloutId={rollout.id} because="approval">
                  {text.approvalOf(summary.needApproval)}
                </ReasonLink>{' '}
                <span>{because.join(', ')}</span>
              </>
            ) : (
              because.join(', ')
            )}
          </Row>
        )}
        {summary && <SummaryRows rolloutId={rollout.id} summary={summary} payoutCost={payoutCost} />}
        {total > 0 && startedBy && (
          <Row label={text.stages}>
            <Lines
              lines={[
                text.stagesOf(stagesOf(pace, total)),
                text.haltsAbove(pace.haltAbove),
                ...(pace.waits ? [text.waits] : []),
              ]}
            />
          </Row>
        )}
        {pace.hours && (startedBy || status === 'in_progress') && (
          <Row label={text.hours}>
            {pace.hours.startsAt !== null && (
              <span className="block">
                <span>{text.startsAt}</span> <Time at={new Date(pace.hours.startsAt)} />
              </span>
            )}
            {pace.hours.quiet && (
              <span className="block">{text.quiet(describeQuiet(pace.hours.quiet, pace.hours.zone))}</span>
            )}
          </Row>
        )}
        {status === 'in_progress' && waits !== null && (
          <Row label={text.waitsUntil}>
            <Time at={new Date(waits)} />
          </Row>
        )}
        {pending > 0 && perSecond !== null && <Row label={text.duration}>{text.durationOf(pending, perSecond)}</Row>}
      </dl>
    </Card>
  )
}

type SummaryProps = { rolloutId: string; summary: PlanSummary; payoutCost: LoadedRollout['payoutCost'] }

/** Why accounts of the plan aren't changed, and what the change does to payouts. */
function SummaryRows({ rolloutId, summary, payoutCost }: SummaryProps) {
  const { skipped, unread, payoutsPerYear, later, sooner } = summary
  const money = (sums: PlanSummary['later']) =>
    Object.entries(sums).map(([currency, amount]) => formatMoney({ amount, currency }))
  const cost = payoutCost && { ...payoutCost, amount: Math.abs(payoutsPerYear) * payoutCost.amount }
  const effect = [
    ...(payoutsPerYear === 0 ? [] : [text.payouts(payoutsPerYear)]),
    ...(cost && cost.amount > 0 ? [text.cost(formatMoney(cost), payoutsPerYear < 0)] : []),
    ...(money(later).length > 0 ? [text.later(money(later))] : []),
    ...(money(sooner).length > 0 ? [text.sooner(money(sooner))] : []),
  ]
  const reasons = SKIP_CODES.flatMap((code) => (skipped[code] ? [[code, skipped[code]] as const] : []))
  const unknown = UNREAD_CODES.flatMap((code) => (unread[code] ? [[code, unread[code]] as const] : []))
  return (
    <>
      {reasons.length > 0 && (
        <Row label={text.notPossible}>
          <Reasons rolloutId={rolloutId} reasons={reasons} />
        </Row>
      )}
      {unknown.length > 0 && (
        <Row label={text.notKnown}>
          <Reasons rolloutId={rolloutId} reasons={unknown} />
        </Row>
      )}
      {effect.length > 0 && (
        <Row label={text.effect}>
          <Lines lines={effect} />
        </Row>
      )}
    </>
  )
}

type ReasonsProps = { rolloutId: string; reasons: readonly (readonly [ItemReason, number])[] }

/** Why accounts aren’t changed, each with the accounts of which that is so. */
const Reasons = ({ rolloutId, reasons }: ReasonsProps) => (
  <ul>
    {reasons.map(([because, count]) => (
      <li key={because}>
        <ReasonLink rolloutId={rolloutId} because={because}>
          {text.because(REASON_WORDS[because], count)}
        </ReasonLink>
      </li>
    ))}
  </ul>
)

type ReasonLinkProps = { rolloutId: string; because: ItemReason; children: string }

const ReasonLink = ({ rolloutId, because, children }: ReasonLinkProps) => (
  <PageLink href={rolloutUrl(rolloutId, { ...EVERY_ITEM, because })} className={linkClasses}>
    {children}
  </PageLink>
)

type FailuresProps = { rolloutId: string; failures: LoadedRollout['failures']; mayManage: boolean }

const Failures = ({ rolloutId, failures, mayManage }: FailuresProps) => (
  <Card title={text.failures}>
    <div className="flex flex-col gap-3 p-4">
      <ul className="flex flex-col gap-2 text-sm">
        {failures.map(({ state, message, count, isCut }) => (
          <li key={`${state} ${message}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={TONES[state]}>
              {text.failed(ITEM_WORDS[state], `${count.toLocaleString('en-GB')}${isCut ? '+' : ''}`)}
            </Badge>
            <bdi translate="no" className="min-w-0 flex-1">
              {message ?? text.noReason}
            </bdi>
            {mayManage && (
              <RetryButton
                rolloutId={rolloutId}
                failed={{ state, message }}
                label={text.retryOf(count, message ?? text.noReason)}
              />
            )}
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted">{text.failuresHelp}</p>
    </div>
  </Card>
)

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words max-sm:mb-1.5">{children}</dd>
    </>
  )
}

/** What an account's settings change from and to, one line for each. */
export const changeLines = ({ changes }: RolloutItem): string[] =>
  (changes ?? []).map(
    (change) =>
      `${labelOf(change.field)}: ${describeFieldValue(change, 'before')} → ${describeFieldValue(change, 'after')}`,
  )

/** Why an account is in its state, where there is more to say. */
export function noteOf({ because, message }: RolloutItem): string | null {
  const unread = UNREAD_CODES.find((code) => code === because)
  return unread ? UNREAD_WORDS[unread] : message
}

const columnsOf = ({ moves, items }: LoadedRollout): Column<RolloutItem>[] => [
  {
    header: text.itemColumns.account,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ account }) => (
      <PageLink href={`/accounts/${account.id}/settings`} data-row className="hover:underline">
        <bdi translate="no">{account.name}</bdi>
      </PageLink>
    ),
  },
  {
    header: text.itemColumns.outcome,
    cell: ({ state }) => <Badge tone={TONES[state]}>{ITEM_WORDS[state]}</Badge>,
  },
  {
    header: text.itemColumns.changes,
    className: 'min-w-56',
    cell: (item) => <ForeignLines lines={changeLines(item)} />,
  },
  ...(items.some(({ variant }) => variant !== null)
    ? [{ header: text.itemColumns.variant, cell: ({ variant }: RolloutItem) => variant }]
    : []),
  ...(moves.size > 0
    ? [{ header: text.itemColumns.dates, cell: ({ account }: RolloutItem) => moves.get(account.id) }]
    : []),
  {
    header: text.itemColumns.note,
    className: 'max-md:hidden',
    cell: (item) => (
      <>
        {noteOf(item) !== null && (
          <bdi translate="no" className="block max-w-prose text-muted">
            {noteOf(item)}
          </bdi>
        )}
        {item.entryId && (
          <PageLink href={`/audit/${item.entryId}`} className={linkClasses}>
            {text.entry}
          </PageLink>
        )}
      </>
    ),
  },
]

/** Lines with values that somebody else wrote. */
export const ForeignLines = ({ lines }: { lines: readonly string[] }) => (
  <ul className="flex flex-col gap-0.5">
    {lines.map((line) => (
      <li key={line}>
        <bdi translate="no">{line}</bdi>
      </li>
    ))}
  </ul>
)
