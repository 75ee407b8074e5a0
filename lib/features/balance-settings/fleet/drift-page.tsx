import { CAUSE_WORDS, DRIFT_CAUSES } from '@/lib/domain/fleet/drift'
import type { Drift, DriftQuery } from '@/lib/gateways/db/drift'
import { buttonClasses } from '@/lib/ui/button'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { Pager } from '@/lib/ui/pager'
import { SelectField } from '@/lib/ui/select-field'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { DriftForm, SelectAllDrift } from './drift-actions'
import { differenceLines, untilOf } from './drift-words'
import type { DriftBoard } from './load-drift'
import { driftUrl } from './query'
import { ForeignLines } from './rollout-page'
import { driftText as text } from './text'

type Props = { board: DriftBoard; query: DriftQuery; mayManage: boolean }

/** Accounts that differ from their policy, or that may. */
export function DriftPage({ board, query, mayManage }: Props) {
  const { drift, hasMore } = board
  const last = drift.at(-1)
  const table = (
    <section aria-label={text.scroll} className="relative overflow-x-auto" tabIndex={drift.length > 0 ? 0 : undefined}>
      <Table
        columns={columnsOf({ board, query, mayManage })}
        rows={drift}
        rowKey={({ id }) => id}
        empty={
          query.isAccepted ? (
            <EmptyState title={text.noneAccepted} hint={text.noneAcceptedHelp} />
          ) : (
            <EmptyState title={text.none} hint={text.noneHelp} />
          )
        }
      />
    </section>
  )
  return (
    <>
      <Filters policies={board.policies} query={query} />
      <div className="rounded-md border border-line bg-surface">
        {mayManage ? (
          <DriftForm key={driftUrl(query)} isAccepted={query.isAccepted} isEmpty={drift.length === 0}>
            {table}
          </DriftForm>
        ) : (
          table
        )}
      </div>
      <Pager
        label={text.pages}
        words={[text.first, text.next]}
        previous={query.after ? driftUrl({ ...query, after: null }) : null}
        next={hasMore && last ? driftUrl({ ...query, after: last.id }) : null}
      />
    </>
  )
}

const Filters = ({ policies, query }: { policies: DriftBoard['policies']; query: DriftQuery }) => (
  <form action="/fleet/drift" aria-label={text.filters} className="my-4 flex flex-wrap items-end gap-3">
    <SelectField label={text.state} name="state" defaultValue={query.isAccepted ? 'accepted' : ''}>
      <option value="">{text.differing}</option>
      <option value="accepted">{text.accepted}</option>
    </SelectField>
    <SelectField label={text.policy} name="policy" defaultValue={query.policyId ?? ''}>
      <option value="">{text.anyPolicy}</option>
      {policies.map(({ id, name }) => (
        <option key={id} value={id} translate="no">
          {name}
        </option>
      ))}
    </SelectField>
    <SelectField label={text.cause} name="cause" defaultValue={query.cause ?? ''}>
      <option value="">{text.anyCause}</option>
      {DRIFT_CAUSES.map((cause) => (
        <option key={cause} value={cause}>
          {CAUSE_WORDS[cause]}
        </option>
      ))}
    </SelectField>
    <button type="submit" className={buttonClasses()}>
      {text.apply}
    </button>
  </form>
)

function columnsOf({ board, query, mayManage }: Props): Column<Drift>[] {
  const policies = new Map(board.policies.map((policy) => [policy.id, policy]))
  return [
    ...(mayManage
      ? [
          {
            header: text.columns.select,
            heading: <SelectAllDrift />,
            className: 'w-4',
            cell: ({ id, account }: Drift) => (
              <input
                type="checkbox"
                name="id"
                value={id}
                aria-label={text.one(account.name)}
                className="block size-4"
              />
            ),
          },
        ]
      : []),
    {
      header: text.columns.account,
      isRowHeader: true,
      className: 'font-medium',
      cell: ({ account }) => (
        <PageLink href={`/accounts/${account.id}`} data-row className="hover:underline">
          <bdi translate="no">{account.name}</bdi>
        </PageLink>
      ),
    },
    {
      header: text.columns.policy,
      cell: ({ policyId }) => {
        const name = <bdi translate="no">{policies.get(policyId)?.name ?? policyId}</bdi>
        return mayManage ? (
          <PageLink href={`/fleet/policies/${policyId}`} className="text-accent hover:underline">
            {name}
          </PageLink>
        ) : (
          name
        )
      },
    },
    {
      header: text.columns.difference,
      className: 'min-w-56',
      cell: (drift) =>
        drift.changes === null ? <span>{text.unreadable}</span> : <ForeignLines lines={differenceLines(drift)} />,
    },
    { header: text.columns.since, className: 'whitespace-nowrap', cell: ({ since }) => <Time at={since} /> },
    { header: text.columns.by, className: 'min-w-44', cell: (drift) => <By drift={drift} /> },
    ...(query.isAccepted
      ? [
          {
            header: text.columns.exception,
            className: 'min-w-44',
            cell: ({ exception }: Drift) =>
              exception && (
                <>
                  <span className="block">{text.until(untilOf(exception.until), exception.byName)}</span>
                  <bdi translate="no" className="block max-w-prose text-muted">
                    {exception.reason}
                  </bdi>
                </>
              ),
          },
        ]
      : []),
  ]
}

function By({ drift: { cause, causeName, entryId } }: { drift: Drift }) {
  return (
    <>
      <span className="block">{CAUSE_WORDS[cause]}</span>
      {causeName && (
        <span className="block text-muted">
          {cause === 'component' ? text.openedBy(causeName) : text.by(causeName)}
        </span>
      )}
      {entryId && (
        <PageLink href={`/audit/${entryId}`} className="text-accent underline underline-offset-2">
          {text.entry}
        </PageLink>
      )}
    </>
  )
}
