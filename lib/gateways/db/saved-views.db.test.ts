import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openPlatform, type StaffRole } from '@/lib/domain/access/permissions'
import { ADMIN } from '@/lib/domain/testing/connected-account'
import { database, providerOf } from './client'
import { listSavedViews, removeView, saveView } from './saved-views'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const NOW = new Date('2026-11-29T06:00Z')
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
  await saveView(ada, view('mine', false), NOW)
  await saveView(ada, view('everyone’s', true), NOW)
  await saveView(ben, view('another', true), NOW)
  expect(await namesFor(ada)).toEqual(['everyone’s', 'mine', 'another'])
  expect(await namesFor(ben)).toEqual(['another', 'everyone’s'])
})

test('a view of the same name replaces the person’s own one, never another person’s', async () => {
  await saveView(ada, view('due', true, 'requirement=past_due'), NOW)
  await saveView(ben, view('due', false, 'q=b'), NOW)
  await saveView(ada, view('due', false, 'requirement=currently_due'), NOW)
  expect(await listSavedViews(ada)).toMatchObject([
    { name: 'due', params: 'requirement=currently_due', isShared: false },
  ])
  expect(await listSavedViews(ben)).toMatchObject([{ name: 'due', params: 'q=b' }])
})

test('a person has at most 50 views, and can still replace one of them', async () => {
  for (let index = 0; index < 50; index++) expect(await saveView(ada, view(`v${index}`, false), NOW)).toBe('saved')
  expect(await saveView(ada, view('one more', false), NOW)).toBe('too_many')
  expect(await saveView(ada, view('v7', true), NOW)).toBe('saved')
  expect(await saveView(ben, view('one more', false), NOW)).toBe('saved')
})

test.each([
  { what: 'their own', by: ada, isShared: false, isRemoved: true },
  { what: 'another person’s shared one', by: ben, isShared: true, isRemoved: false },
  { what: 'another person’s personal one', by: admin, isShared: false, isRemoved: false },
  { what: 'as an admin, a shared one', by: admin, isShared: true, isRemoved: true },
])(
  'somebody who removes $what: removed is $isRemoved, as the list says beforehand',
  async ({ by, isShared, isRemoved }) => {
    await saveView(ada, view('due', isShared), NOW)
    const [saved] = await listSavedViews(ada)
    const [seen] = await listSavedViews(by)
    expect(seen?.mayRemove ?? false).toBe(isRemoved)
    await removeView(by, saved?.id ?? '')
    expect((await listSavedViews(ada)).length).toBe(isRemoved ? 0 : 1)
  },
)

test('no statement about views reads a table as a whole or sorts', async () => {
  statements.seen.clear()
  await saveView(ada, view('due', true), NOW)
  const [saved] = await listSavedViews(admin)
  await removeView(admin, saved?.id ?? '')
  expect(statements.seen.size).toBeGreaterThan(3)
  expect(await statements.faults()).toEqual([])
})
