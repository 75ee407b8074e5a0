import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { recordFor } from '@/lib/auth/record-for'
import { withoutRequest } from '@/lib/auth/request'
import { type AccountAccess, openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import type { ExportFormat } from '@/lib/domain/audit/audit-entry'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { addOutcome, NO_ORIGIN, recordEntry, recordIntent } from '@/lib/gateways/db/audit-log'
import { database, transaction } from '@/lib/gateways/db/client'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { verifyExport } from '@/scripts/verify-record.mjs'
import { exportAudit, exportOwnEntries } from './export-audit'
import { exportText } from './text'

process.env.CHECKPOINT_KEY_FILE = join(mkdtempSync(join(tmpdir(), 'spillway-export-')), 'checkpoint.key')

const access = openPlatform(ADMIN, 'audit:read') as PlatformAccess<'audit:read'>
const EVIL = [
  '=HYPERLINK("http://x")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\u2068=1',
  '\t=1',
  ' =1',
  'two\r\nlines, “and” "quotes"',
  '＝1',
]

const people = (name: string) =>
  recordEntry({
    event: { type: 'person.added', email: name, role: name },
    actor: { kind: 'person', id: 'p1', name, role: 'admin' },
    account: profileOf('acct_1Evil', { name }),
    reason: name,
    origin: NO_ORIGIN,
  })

async function save(accountId: string, outcome: 'applied' | null): Promise<string> {
  const changes = [{ field: 'statementDescriptor' as const, before: 'OLD', after: '=NEW' }]
  const event = { type: 'balance_settings.update' as const, changes }
  const intent = { event, reason: null, origin: NO_ORIGIN }
  const entryId = await transaction((tx) => recordIntent(editorOf(profileOf(accountId)), intent, tx))
  if (outcome) await transaction((tx) => addOutcome(entryId, { outcome, stripeRequestId: 'req_1' }, tx))
  return entryId
}

beforeAll(async () => {
  await openTestDatabase()
  for (const name of EVIL) await people(name)
  for (let count = 0; count < 6; count++) await save(`acct_1Export${count % 3}`, count < 4 ? 'applied' : null)
  await recordEntry({ event: { type: 'sign_in' }, actor: { kind: 'system', name: 'Reader' }, origin: NO_ORIGIN })
}, 60_000)

const exported = (search: string, format: ExportFormat) =>
  withoutRequest(() => exportAudit(access, new URLSearchParams(search), format))

const textOf = async (search: string, format: ExportFormat) => (await exported(search, format)).text()

/** The rows of RFC 4180, as a spreadsheet reads them. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

const leavesOf = (jsonl: string) =>
  jsonl
    .split('\n')
    .filter((line) => line.includes('"content":'))
    .map((line) => JSON.parse(line))

const latest = async () =>
  (await database()).auditEntry.findFirst({ where: { type: 'record.exported' }, orderBy: { id: 'desc' } })

test('no cell of the table is a formula, and each row is as long as the head', async () => {
  const [head, ...rows] = parse(await textOf('account=acct_1Evil', 'csv'))
  expect(head).toEqual(exportText.columns)
  expect(rows).toHaveLength(EVIL.length)
  for (const row of rows) {
    expect(row).toHaveLength(exportText.columns.length)
    for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r\n]/)
  }
  const changes = parse(await textOf('account=acct_1Export0', 'csv'))[1]
  expect(changes?.join('|')).toContain('Statement descriptor: “OLD” → “=NEW”')
  expect(changes).toContain('Applied')
})

test('each export is recorded with its filters before it is sent', async () => {
  const response = await exported('account=acct_1Export1&outcome=applied&field=', 'csv')
  expect(await latest()).toMatchObject({
    ...{ type: 'record.exported', actorId: ADMIN.id, actorRole: 'admin' },
    details: { format: 'csv', filters: ['account: acct_1Export1', 'outcome: applied'] },
  })
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/)
  await response.text()
  await textOf('', 'jsonl')
  expect(await latest()).toMatchObject({ details: { format: 'jsonl', filters: [] } })
})

test.each(['type=nothing', 'who=me', 'from=2026-02-31', 'account=a&account=b', 'from=2026-03-02&to=2026-03-01'])(
  'filters that can’t be read (%s) export nothing, and nothing is recorded',
  async (search) => {
    const before = await latest()
    for (const format of ['csv', 'jsonl'] as const) {
      const response = await exported(search, format)
      expect(response.status).toBe(400)
      expect(await response.text()).toMatch(/\w.*\.\n$/)
    }
    expect(await latest()).toEqual(before)
  },
)

const FILTERS = fc.record(
  {
    account: fc.constantFrom('acct_1Export0', 'acct_1Export2', 'acct_1Evil', 'acct_1None', 'acct'),
    type: fc.constantFrom('balance_settings.update', 'sign_in', 'record.exported'),
    outcome: fc.constantFrom('applied', 'pending'),
    origin: fc.constantFrom('person', 'system'),
    names: fc.constantFrom('ada', 'spill', 'reader'),
    reads: fc.constant('1'),
    from: fc.constantFrom('2020-01-01', '2999-01-01'),
  },
  { requiredKeys: [] },
)

test('whatever the filters select, the table and the file with the proof have the same entries, and the proof holds', async () => {
  await fc.assert(
    fc.asyncProperty(FILTERS, async (filters) => {
      const search = new URLSearchParams(filters).toString()
      const csv = parse(await textOf(search, 'csv')).slice(1)
      const jsonl = await textOf(search, 'jsonl')
      const leaves = leavesOf(jsonl)
      const { checkpoint, leaves: proven } = await verifyExport(jsonl.trimEnd().split('\n'))
      expect(proven).toBe(leaves.length)
      const isOfThis = ({ content }: (typeof leaves)[0]) =>
        content.type !== 'record.exported' && content.type !== 'record.started'
      const entries = leaves.filter((leaf) => leaf.kind === 'entry' && isOfThis(leaf)).map(({ content }) => content.id)
      const listed = csv.filter((row) => row[9] !== 'Audit log exported' && row[9] !== 'Verifiable record started')
      expect(listed.map((row) => row[1]).reverse()).toEqual(entries)
      for (const { kind, content } of leaves) if (kind === 'outcome') expect(entries).toContain(content.entryId)
      if (Object.keys(filters).join() === 'reads') expect(leaves).toHaveLength(checkpoint.size)
    }),
    { numRuns: 40, examples: [[{}], [{ reads: '1' as const }]] },
  )
}, 60_000)

test('names of which some can’t be looked up export nothing rather than a part', async () => {
  for (let count = 0; count < 12; count++) await people(`Zz${count}`)
  const response = await exported('names=zz', 'csv')
  expect(response.status).toBe(409)
  expect(await response.text()).toContain(exportText.names)
})

test('an owner exports what they may read of their own account, with staff as their role only, and that is recorded', async () => {
  await save('acct_1Own', 'applied')
  await save('acct_1Another', 'applied')
  const own = profileOf('acct_1Own')
  const person = { id: 'olive', name: 'Olive', staffRole: null }
  const owner = { ...editorOf(own), person: { ...editorOf(own).person, ...person }, role: 'owner' } as AccountAccess
  await withoutRequest(() => recordFor(owner, { type: 'sign_in' }))
  const exportOwn = (search: string) => withoutRequest(() => exportOwnEntries(owner, new URLSearchParams(search)))
  const file = await (await exportOwn('')).text()
  const [head, ...rows] = parse(file)
  expect(head).toEqual(exportText.columns)
  expect(rows.map((row) => [row[0], row[4], row[5], row[7]])).toEqual([['', 'Platform staff', '', 'acct_1Own']])
  expect(file).not.toContain(editorOf(own).person.name)
  expect(await latest()).toMatchObject({ actorId: 'olive', accountId: 'acct_1Own', details: { format: 'csv' } })
  for (const search of ['actor=olive', 'account=acct_1Another', 'names=ada', 'origin=person'])
    expect((await exportOwn(search)).status).toBe(400)
})
