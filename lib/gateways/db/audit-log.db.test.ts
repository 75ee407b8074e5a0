import { beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { NO_ORIGIN, recordEntry } from './audit-log'
import { database } from './client'
import { openTestDatabase } from './testing/test-database'

beforeAll(async () => {
  await openTestDatabase()
}, 60_000)

const record = (name: string, event: NewEvent = { type: 'sign_in' }) =>
  recordEntry({ event, actor: { kind: 'system', name }, origin: NO_ORIGIN })

test('of entries that are recorded at once, each caller gets the id of its own, in the order in which they came', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `entry ${index}`)
  const ids = await Promise.all(names.map((name) => record(name)))
  const rows = await (await database()).auditEntry.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })
  expect(rows.map(({ id }) => id)).toEqual(ids)
  expect(rows.map(({ actorName }) => actorName)).toEqual(names)
})

test('an entry that can’t be kept fails alone, and those that came with it are recorded once', async () => {
  const broken = { toString: () => 'no text' } as unknown as string
  const results = await Promise.allSettled(['a', broken, 'b', broken, 'c'].map((name) => record(name)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  const rows = await (await database()).auditEntry.findMany({
    where: { actorName: { in: ['a', 'b', 'c'] } },
    orderBy: { id: 'asc' },
  })
  expect(rows.map(({ actorName }) => actorName)).toEqual(['a', 'b', 'c'])
  await expect(record('later')).resolves.toMatch(/-/)
})
