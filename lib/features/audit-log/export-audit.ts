import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import { type AuditEntry, describeEvent, type ExportFormat, labelOfEvent } from '@/lib/domain/audit/audit-entry'
import { type AuditQuery, NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { csvRow, textCell } from '@/lib/domain/csv'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import { withoutIsolates } from '@/lib/domain/text'
import { download, noDownload } from '@/lib/download'
import { notIndexedBefore } from '@/lib/gateways/db/audit-index'
import { type RecordReader, streamAuditEntries } from '@/lib/gateways/db/audit-list'
import { type Leaf, seqsOf, streamChosen } from '@/lib/gateways/db/log/leaves'
import { exportRecord } from '@/lib/record/record-proof'
import { filterParams, OWNER_FILTERS, parseAuditQuery } from './query'
import { entryText, exportText, outcomeText, filterText as text } from './text'

/**
 * What the filters of the page select as a file, which is recorded before it is sent. Where it would not have everything,
 * there is none.
 */
export async function exportAudit(
  access: PlatformAccess<'audit:read'>,
  params: URLSearchParams,
  format: ExportFormat,
): Promise<Response> {
  const parsed = parseAuditQuery(searchParams(params))
  if (!parsed.ok) return noDownload(400, parsed.failure)
  const query: AuditQuery = { ...parsed.value, cursor: null }
  const filters = [...filterParams(query)].map(([name, value]) => `${name}: ${value}`)
  const isWhole = JSON.stringify(query) === JSON.stringify({ ...NO_FILTERS, reads: true, cursor: null })
  if (format === 'csv' || !isWhole) {
    if (await notIndexedBefore()) return noDownload(503, exportText.indexing)
    const first = await streamAuditEntries(access, query).next()
    if (first.value?.incomplete === 'names') return noDownload(409, exportText.names)
  }
  await recordFor(access, { type: 'record.exported', format, filters })
  const name = `audit-log-${new Date().toISOString().slice(0, 10)}.${format}`
  return format === 'csv'
    ? download(rowsOf(access, query), { name, type: 'text/csv' })
    : download(isWhole ? exportRecord() : exportRecord((size) => chosenLeaves(access, query, size)), {
        name,
        type: 'application/jsonl',
      })
}

/**
 * The same for the people of an account: what they may read of it, with staff as their role only. As a table, because a leaf
 * proves an entry only with everything in it, and the numbers of leaves say how much is recorded of others.
 */
export async function exportOwnEntries(access: AccountAccess, params: URLSearchParams): Promise<Response> {
  const parsed = parseAuditQuery(searchParams(params), OWNER_FILTERS)
  if (!parsed.ok) return noDownload(400, parsed.failure)
  const query: AuditQuery = { ...parsed.value, cursor: null }
  if (await notIndexedBefore()) return noDownload(503, exportText.indexing)
  const filters = [...filterParams(query)].map(([name, value]) => `${name}: ${value}`)
  await recordFor(access, { type: 'record.exported', format: 'csv', filters })
  const name = `activity-${access.account.id}-${new Date().toISOString().slice(0, 10)}.csv`
  return download(rowsOf(access, query), { name, type: 'text/csv' })
}

const searchParams = (params: URLSearchParams) =>
  Object.fromEntries([...params.keys()].map((name) => [name, oneOrMore(params.getAll(name))]))

const oneOrMore = (values: string[]): string | string[] => (values.length === 1 ? String(values[0]) : values)

/** Leaves in the order of the log; what is kept in memory are the numbers of those that the filters select. */
async function* chosenLeaves(
  access: PlatformAccess<'audit:read'>,
  query: AuditQuery,
  size: number,
): AsyncGenerator<Leaf> {
  const chosen: number[] = []
  for await (const { entries } of streamAuditEntries(access, query)) {
    const seqs = await seqsOf(entries.map(({ id }) => id))
    for (const seq of [...seqs.entries.values(), ...seqs.outcomes]) if (seq < size) chosen.push(seq)
  }
  yield* streamChosen(Uint32Array.from(chosen).sort())
}

async function* rowsOf(reader: RecordReader, query: AuditQuery): AsyncGenerator<string> {
  yield csvRow(exportText.columns)
  const isStaff = reader.person.staffRole !== null
  for await (const { entries } of streamAuditEntries(reader, query)) {
    const seqs = await seqsOf(isStaff ? entries.map(({ id }) => id) : [])
    yield entries.map((entry) => rowOf(entry, seqs.entries.get(entry.id))).join('')
  }
}

const cell = (value: string | null) => textCell(value === null ? null : withoutIsolates(value))

function rowOf(entry: AuditEntry, seq: number | undefined): string {
  const { id, at, event, actor, account, reason, outcome, outcomeAt, outcomeMessage, stripeRequestId } = entry
  const nameless = actor.kind === 'outside' ? entryText.outsideSpillway : entryText.staff
  return csvRow([
    seq === undefined ? '' : String(seq),
    cell(id),
    at.toISOString(),
    cell(text.origins[actor.kind]),
    cell(actor.name || nameless),
    cell(actor.kind === 'person' ? actor.id || null : null),
    cell(actor.kind === 'person' ? actor.role : null),
    cell(account?.id ?? null),
    cell(account?.name ?? null),
    cell(labelOfEvent(event)),
    cell(describeEvent(event)),
    cell(changesOf(event)),
    cell(reason),
    cell(outcome && outcomeText[outcome].word),
    outcomeAt?.toISOString() ?? '',
    cell(outcomeMessage),
    cell(stripeRequestId),
  ])
}

function changesOf(event: AuditEntry['event']): string | null {
  if (!('changes' in event)) return null
  const changes = event.changes.map(
    (change) =>
      `${labelOf(change.field)}: ${describeFieldValue(change, 'before')} → ${describeFieldValue(change, 'after')}`,
  )
  const { unreadFields = [] } = event
  return [...changes, ...(unreadFields.length > 0 ? [entryText.unreadFields(unreadFields)] : [])].join('; ')
}
