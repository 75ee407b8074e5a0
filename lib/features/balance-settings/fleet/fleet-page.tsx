import { describeValues, describeVariants, type Policy } from '@/lib/domain/fleet/policy'
import type { RolloutStatus } from '@/lib/domain/fleet/rollout'
import { describeSegment } from '@/lib/domain/fleet/segment'
import type { Tone } from '@/lib/ui/badge'
import { Badge } from '@/lib/ui/badge'
import { buttonClasses } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import type { Fleet } from './load-fleet'
import { driftUrl } from './query'
import { STATUS_WORDS, fleetText as text } from './text'

const TONES: Record<RolloutStatus, Tone> = {
  planning: 'transit',
  draft: 'accent',
  awaiting_approval: 'pending',
  in_progress: 'transit',
  paused: 'pending',
  halted: 'failed',
  complete: 'paid',
  canceled: 'canceled',
}

export const RolloutStatusBadge = ({ status }: { status: RolloutStatus }) => (
  <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>
)

/** Lines that we wrote, one below the other. */
export const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className="flex flex-col gap-0.5">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

const policyColumns = (mayManage: boolean, drift: Fleet['drift']): Column<Policy>[] => [
  {
    header: text.policyColumns.name,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ id, name }) =>
      mayManage ? (
        <PageLink href={`/fleet/policies/${id}`} data-row className="text-accent hover:underline">
          <bdi translate="no">{name}</bdi>
        </PageLink>
      ) : (
        <bdi translate="no">{name}</bdi>
      ),
  },
  {
    header: text.policyColumns.accounts,
    className: 'min-w-36',
    cell: ({ segment, isDefault }) => (
      <Lines lines={[...describeSegment(segment), ...(isDefault ? [text.isDefault] : [])]} />
    ),
  },
  {
    header: text.policyColumns.values,
    className: 'min-w-48',
    cell: ({ values, variants }) => <Lines lines={[...describeValues(values), ...describeVariants(variants)]} />,
  },
  { header: text.policyColumns.drift, cell: ({ id }) => <DriftCell policyId={id} drift={drift.get(id)} /> },
  {
    header: text.policyColumns.priority,
    isNumeric: true,
    className: 'max-sm:hidden',
    cell: ({ priority }) => priority,
  },
]

type Counted = NonNullable<ReturnType<Fleet['drift']['get']>>

function DriftCell({ policyId, drift }: { policyId: string; drift: Counted | undefined }) {
  if (!drift) return <span className="text-muted">{text.notCounted}</span>
  return (
    <>
      {drift.differing > 0 ? (
        <PageLink
          href={driftUrl({ policyId, cause: null, isAccepted: false, after: null })}
          className="font-medium text-pending underline underline-offset-2"
        >
          {text.drift(drift)}
        </PageLink>
      ) : (
        <span>{text.drift(drift)}</span>
      )}{' '}
      <span className="text-xs text-muted">
        <Time at={drift.countedAt} ageOnly />
      </span>
    </>
  )
}

type Listed = Fleet['rollouts'][number]

const ROLLOUT_COLUMNS: Column<Listed>[] = [
  {
    header: text.rolloutColumns.name,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ rollout: { id, name } }) => (
      <PageLink href={`/fleet/rollouts/${id}`} data-row className="text-accent hover:underline">
        <bdi translate="no">{name}</bdi>
      </PageLink>
    ),
  },
  { header: text.rolloutColumns.status, cell: ({ rollout: { status } }) => <RolloutStatusBadge status={status} /> },
  {
    header: text.rolloutColumns.done,
    isNumeric: true,
    cell: ({ rollout: { total }, counts: { pending = 0, sending = 0 } }) => text.done(total - pending - sending, total),
  },
  {
    header: text.rolloutColumns.by,
    className: 'max-md:hidden',
    cell: ({ rollout: { plannedBy } }) => <bdi translate="no">{plannedBy.name}</bdi>,
  },
  {
    header: text.rolloutColumns.at,
    className: 'max-md:hidden',
    cell: ({ rollout: { createdAt } }) => <Time at={createdAt} />,
  },
]

/** The policies and the rollouts. Only those who may change them get links to the policies. */
export function FleetLists({ fleet, mayManage }: { fleet: Fleet; mayManage: boolean }) {
  return (
    <>
      <Card
        title={text.policies}
        aside={
          mayManage && (
            <PageLink href="/fleet/policies/new" className={buttonClasses()}>
              {text.newPolicy}
            </PageLink>
          )
        }
      >
        <section
          aria-label={text.policiesScroll}
          className="relative overflow-x-auto"
          tabIndex={fleet.policies.length > 0 ? 0 : undefined}
        >
          <Table
            columns={policyColumns(mayManage, fleet.drift)}
            rows={fleet.policies}
            rowKey={({ id }) => id}
            empty={<EmptyState title={text.noPolicies} hint={text.noPoliciesHelp} />}
          />
        </section>
      </Card>
      <Card title={text.rollouts}>
        <section
          aria-label={text.rolloutsScroll}
          className="relative overflow-x-auto"
          tabIndex={fleet.rollouts.length > 0 ? 0 : undefined}
        >
          <Table
            columns={ROLLOUT_COLUMNS}
            rows={fleet.rollouts}
            rowKey={({ rollout }) => rollout.id}
            empty={<EmptyState title={text.noRollouts} hint={text.noRolloutsHelp} />}
          />
        </section>
      </Card>
    </>
  )
}
