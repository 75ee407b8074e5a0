import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openPlatform, type StaffRole } from '@/lib/domain/access/permissions'
import { ADMIN } from '@/lib/domain/testing/connected-account'
import { NO_ORIGIN, toEntry } from './audit-log'
import { database, providerOf } from './client'
import { listSavedViews, removeView, saveView } from './saved-views'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const WHEN = { now: new Date('2026-11-29T06:00Z'), origin: NO_ORIGIN }
let statements: Statements

const accessOf = (id: string, staffRole: StaffRole) => {
  const access = openPlatform({ ...ADMIN, id, staffRole }, 'accounts:list')
  if (!access) throw new Error('staff may list')
  return access
}
const ada = accessOf('ada', 'viewer')
const ben = accessOf('ben', 'operator')
const admin = accessOf('carla', 'admin')

beforeAll(async () => {
  const url = await openTestDatabase()
  for (const { person } of [ada, ben, admin])
    await (await database()).person.create({ data: { id: person.id, name: person.id, email: `${person.id}@x` } })
  statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
})
beforeEach(async () => {
  await (await database()).savedView.deleteMany()
})

const view = (name: string, isShared: boolean, params = `q=${name}`) => ({ name, isShared, params })
const namesFor = async (access: typeof ada) => (await listSavedViews(access)).map(({ name }) => name)

test('a personal view is listed for its person alone, a shared one for the whole staff, own ones first', async () => {
  await saveView(ada, view('mine', false), WHEN)
  await saveView(ada, view('everyone’s', true), WHEN)
  await saveView(ben, view('another', true), WHEN)
  expect(await namesFor(ada)).toEqual(['everyone’s', 'mine', 'another'])
  expect(await namesFor(ben)).toEqual(['another', 'everyone’s'])
})

test('a view of the same name replaces the person’s own one, never another person’s', async () => {
  await saveView(ada, view('due', true, 'requirement=past_due'), WHEN)
  await saveView(ben, view('due', false, 'q=b'), WHEN)
  await saveView(ada, view('due', false, 'requirement=currently_due'), WHEN)
  expect(await listSavedViews(ada)).toMatchObject([
    { name: 'due', params: 'requirement=currently_due', isShared: false },
  ])
  expect(await listSavedViews(ben)).toMatchObject([{ name: 'due', params: 'q=b' }])
})

test('a person has at most 50 views, and can still replace one of them', async () => {
  for (let index = 0; index < 50; index++) expect(await saveView(ada, view(`v${index}`, false), WHEN)).toBe('saved')
  expect(await saveView(ada, view('one more', false), WHEN)).toBe('too_many')
  expect(await saveView(ada, view('v7', true), WHEN)).toBe('saved')
  expect(await saveView(ben, view('one more', false), WHEN)).toBe('saved')
})

test.each([
  { what: 'their own', by: ada, isShared: false, isRemoved: true },
  { what: 'another person’s shared one', by: ben, isShared: true, isRemoved: false },
  { what: 'another person’s personal one', by: admin, isShared: false, isRemoved: false },
  { what: 'as an admin, a shared one', by: admin, isShared: true, isRemoved: true },
])(
  'somebody who removes $what: removed is $isRemoved, as the list says beforehand',
  async ({ by, isShared, isRemoved }) => {
    await saveView(ada, view('due', isShared), WHEN)
    const [saved] = await listSavedViews(ada)
    const [seen] = await listSavedViews(by)
    expect(seen?.mayRemove ?? false).toBe(isRemoved)
    await removeView(by, saved?.id ?? '', NO_ORIGIN)
    expect((await listSavedViews(ada)).length).toBe(isRemoved ? 0 : 1)
  },
)

test('a view that is saved, changed or removed leaves an entry, with whose it was where somebody else removed it', async () => {
  const entries = async () => {
    const rows = await (await database()).auditEntry.findMany({ orderBy: { id: 'asc' } })
    return rows.map((row) => toEntry({ ...row, outcomes: [] })).map(({ event, actor }) => ({ by: actor.name, event }))
  }
  const before = (await entries()).length
  await saveView(ada, view('due', false, 'q=a'), WHEN)
  for (const _ of ['changed', 'as it was']) await saveView(ada, view('due', true, ''), WHEN)
  const [saved] = await listSavedViews(ada)
  for (const _ of ['removed', 'not there']) await removeView(admin, saved?.id ?? '', NO_ORIGIN)
  const named = { name: 'due' }
  expect((await entries()).slice(before)).toEqual([
    { by: ADMIN.name, event: { type: 'saved_view.saved', ...named, params: 'q=a', isShared: false, isNew: true } },
    { by: ADMIN.name, event: { type: 'saved_view.saved', ...named, params: '', isShared: true, isNew: false } },
    { by: ADMIN.name, event: { type: 'saved_view.removed', ...named, params: '', isShared: true, of: 'ada@x' } },
  ])
})

test('no statement about views reads a table as a whole or sorts', async () => {
  statements.seen.clear()
  await saveView(ada, view('due', true), WHEN)
  const [saved] = await listSavedViews(admin)
  await removeView(admin, saved?.id ?? '', NO_ORIGIN)
  expect(statements.seen.size).toBeGreaterThan(3)
  expect(await statements.faults()).toEqual([])
})
