import type { Route } from 'next'
import { openPlatform } from '@/lib/domain/access/permissions'
import type { AuditQuery } from '@/lib/domain/audit/audit-query'
import { NO_FILTERS } from '@/lib/domain/audit/audit-query'
import type { Result } from '@/lib/domain/result'
import type { RecordReader } from '@/lib/gateways/db/audit-list'
import { Notice } from '@/lib/ui/notice'
import { Pager } from '@/lib/ui/pager'
import { RecordedTime } from '@/lib/ui/time'
import { AuditFilters } from './audit-filters'
import { AuditTable } from './audit-table'
import { loadAudit } from './load-audit'
import { filterParams, pageParams } from './query'
import { exportText, auditText as text } from './text'

type Props<P extends string> = {
  reader: RecordReader
  query: Result<AuditQuery, string>
  title: string
  path: Route<P>
  /** The account of an owner's page. */
  account?: string
}

/** Filters, entries and the pages before and after; of filters that can't be read the reason, and no entries. */
export async function AuditRecord<P extends string>({ reader, query, title, path, account }: Props<P>) {
  const own = account === undefined ? {} : { account }
  if (!query.ok)
    return (
      <>
        <AuditFilters filters={NO_FILTERS} path={path} {...own} />
        <div className="mt-4">
          <Notice tone="problem" title={text.badFilter} live="alert">
            <p>{query.failure}</p>
            <p>{text.nothingListed}</p>
          </Notice>
        </div>
      </>
    )
  const { entries, newer, older, incomplete, notIndexedBefore, removedUntil } = await loadAudit(reader, query.value)
  const pageUrl = (direction: 'before' | 'after', id: string | null) => {
    if (id === null) return null
    const params = pageParams(query.value, direction, id)
    if (account) params.set('account', account)
    return `${path}?${params}` as Route
  }
  return (
    <>
      <AuditFilters filters={query.value} path={path} {...own} />
      {notIndexedBefore && (
        <div className="mt-4">
          <Notice tone="info" title={text.indexing.title}>
            <p>
              <span>{text.indexing.help}</span> <RecordedTime at={notIndexedBefore} />
            </p>
          </Notice>
        </div>
      )}
      {removedUntil && (
        <div className="mt-4">
          <Notice tone="info" title={text.removed.title}>
            <p>
              <span>{text.removed.help}</span> <RecordedTime at={removedUntil} />
            </p>
          </Notice>
        </div>
      )}
      <section aria-label={title} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        <AuditTable
          entries={entries}
          isOwn={account !== undefined}
          opensAccounts={openPlatform(reader.person, 'accounts:list') !== null}
        />
      </section>
      {incomplete && (
        <div className="mt-4">
          <Notice tone="info" title={text.incomplete[incomplete].title}>
            <p>{text.incomplete[incomplete].help}</p>
          </Notice>
        </div>
      )}
      <Exports query={query.value} {...own} />
      <Pager
        label={text.pages}
        words={[text.newer, text.older]}
        previous={pageUrl('after', newer)}
        next={pageUrl('before', older)}
      />
    </>
  )
}

/** The same filters in files: for staff with a proof, for the people of an account as a table. */
function Exports({ query, account }: { query: AuditQuery; account?: string }) {
  const params = filterParams(query)
  if (account) params.set('account', account)
  const search = params.size > 0 ? `?${params}` : ''
  return (
    <div className="mt-4 text-sm">
      <p className="text-muted">{exportText.title}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {(account ? (['csv'] as const) : (['csv', 'jsonl'] as const)).map((format) => (
          <li key={format}>
            <a
              href={`${account ? '/balance/activity' : '/audit'}/export.${format}${search}`}
              className="text-accent underline underline-offset-2"
            >
              {exportText[format]}
            </a>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-muted">{account ? exportText.ownHelp : exportText.help}</p>
    </div>
  )
}
