// Policies as a file, against a real database: what is applied, by whom it is recorded, and that it is all or nothing.
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openFleetForJob, openPlatform, type Person } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { listPolicies } from '@/lib/gateways/db/policies'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { applyFile, compareWithFile, proposeRollout, summarizePlans } from './apply-policies'
import { move } from './move-rollout'
import { readPolicyFile, writePolicyFile } from './policy-file'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))

const raise = (): never => {
  throw new Error('an admin may')
}
const managerOf = (person: Person) => openPlatform(person, 'fleet:manage') ?? raise()
const ada = managerOf({ ...ADMIN, name: 'Ada via command line' })
const grace = managerOf({ ...ADMIN, id: 'p2', name: 'Grace', email: 'grace@x' })
const job = openFleetForJob()
const now = new Date()

beforeAll(async () => {
  await openTestDatabase()
  const db = await database()
  await saveAccountProfiles([profileOf('acct_1')], now)
  const settings = { schedule: { interval: 'daily' }, minimumBalances: {}, delayDaysOverride: null, delayDays: 2 }
  await db.connectedAccount.update({ where: { id: 'acct_1' }, data: { settings, settingsReadAt: now } })
})
beforeEach(async () => {
  await (await database()).policy.deleteMany()
})

const FILE = `version: 1
policies:
  - name: Slower
    settings: {delayDaysOverride: 10}
  - name: Weekly
    accounts: {country: [XX]}
    settings: {schedule: {interval: weekly, weekdays: [monday]}}
`

async function compare(text: string) {
  const filed = readPolicyFile(Buffer.from(text))
  return filed.ok ? compareWithFile(job, filed.value, now) : filed
}
async function diffOf(text: string) {
  const diff = await compare(text)
  return diff.ok ? diff.value : raise()
}
const apply = async (text: string, archivesOthers = false) => applyFile(ada, await diffOf(text), { archivesOthers })
const exported = async () => writePolicyFile(await listPolicies(job))

test('a file makes policies once, in the name of the person, and its export changes nothing', async () => {
  expect(await apply(FILE)).toMatchObject({ ok: true, value: [expect.any(String), expect.any(String)] })
  expect((await listPolicies(job)).map(({ name, version }) => [name, version])).toEqual([
    ['Slower', 1],
    ['Weekly', 1],
  ])
  const entry = await (await database()).auditEntry.findFirst({
    where: { type: 'policy.saved' },
    orderBy: { id: 'desc' },
  })
  expect(entry).toMatchObject({ actorKind: 'person', actorId: ADMIN.id, actorName: 'Ada via command line' })
  for (const text of [FILE, await exported()]) expect((await diffOf(text)).changes).toEqual([])
})

test('a policy is renamed by its id, and one that the file leaves out is archived only where that is asked for', async () => {
  await apply(FILE)
  const renamed = (await exported()).replace('Slower', 'Slowest').replace(/ {2}- id: \S+\n {4}name: Weekly[\s\S]*/, '')
  const { changes, others } = await diffOf(renamed)
  expect([changes.map(({ lines }) => lines), others.map(({ name }) => name)]).toEqual([
    [['Name: Slowest', 'No longer Name: Slower']],
    ['Weekly'],
  ])
  await apply(renamed)
  expect((await listPolicies(job)).map(({ name }) => name)).toEqual(['Slowest', 'Weekly'])
  await apply(renamed, true)
  expect((await listPolicies(job)).map(({ name }) => name)).toEqual(['Slowest'])
})

test('where one policy was changed meanwhile, none of the file is applied and nothing of it is recorded', async () => {
  await apply(FILE)
  const stale = await diffOf(FILE.replace('10', '11').replace('monday', 'tuesday'))
  await apply(FILE.replace('monday', 'friday'))
  const before = await (await database()).auditEntry.count()
  expect(await applyFile(ada, stale, { archivesOthers: false })).toEqual({ ok: false, failure: 'meanwhile' })
  expect((await listPolicies(job)).map(({ values }) => values)).toEqual([
    { delayDaysOverride: 10 },
    { schedule: { interval: 'weekly', weekdays: ['friday'] } },
  ])
  expect(await (await database()).auditEntry.count()).toBe(before)
})

test.each([
  [
    'an id that no policy has',
    FILE.replace('- name: Slower', '- id: 6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d001\n    name: Slower'),
    /No policy has the id/,
  ],
  ['a name that two policies have', FILE, /2 policies have the name “Slower”/],
])('%s is refused', async (_, text, message) => {
  await apply(FILE)
  const [slower] = await listPolicies(job)
  await (await database()).policy.updateMany({ where: { id: { not: slower?.id ?? '' } }, data: { name: 'Slower' } })
  expect(await compare(text)).toMatchObject({
    ok: false,
    failure: [{ line: 3, message: expect.stringMatching(message) }],
  })
})

test('the plan says what would change before anything is saved', async () => {
  const diff = await diffOf(FILE)
  expect(Object.fromEntries(await summarizePlans(job, diff, now))).toMatchObject({
    Slower: { change: 1, needApproval: expect.any(Number), unchanged: 0, skipped: {}, unread: {} },
    Weekly: { change: 0, needApproval: 0, unchanged: 0, skipped: {}, unread: {} },
  })
  expect(await listPolicies(job)).toEqual([])
})

test('a proposed rollout waits for another admin, also where no rule asks for one; without accounts there is none', async () => {
  const applied = await apply(FILE)
  const [slower = '', weekly = ''] = applied.ok ? applied.value : []
  const asked = { reason: 'as reviewed', signal: new AbortController().signal }
  const proposed = await proposeRollout(ada, job, { policyId: slower, ...asked })
  const rolloutId = proposed.ok ? proposed.value : raise()
  expect(await findRollout(job, rolloutId)).toMatchObject({
    status: 'awaiting_approval',
    total: 1,
    reason: 'as reviewed',
  })
  const approve = { rolloutId, move: 'approve', reason: null, pace: null } as const
  expect(await move(ada, approve)).toEqual({ ok: false, failure: 'not_allowed' })
  expect(await move(grace, approve)).toMatchObject({ ok: true })
  expect(await proposeRollout(ada, job, { policyId: weekly, ...asked })).toEqual({ ok: false, failure: 'nothing' })
})
