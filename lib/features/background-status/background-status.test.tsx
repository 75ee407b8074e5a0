import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { WorkerStatus } from '@/lib/record/worker-status'
import { BackgroundStatus } from './background-status'
import { problemsOf } from './problems'
import { statusText } from './text'

const NOW = new Date('2026-12-02T09:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)
const run = (job: string, failures = 0, error: string | null = null) => ({
  ...{ job, failures, error, startedAt: ago(6), finishedAt: ago(5) },
})
const gap = (more: Partial<WorkerStatus['gaps'][number]> = {}) => ({
  ...{ id: 'gap', startedAt: ago(7200), endedAt: ago(3600), lostUntil: null, cursor: 'acct_1', unread: 2, found: 17 },
  finishedAt: ago(3500),
  ...more,
})
const WELL: WorkerStatus = {
  jobs: ['watch', 'events', 'intents'].map((job) => run(job)),
  ...{ waitingEvents: 0, oldestEvent: null, openIntents: 0, oldestIntent: null, gaps: [], sync: null },
  sweep: { waiting: 0, unread: [], unreadCount: 0 },
  recordFault: null,
  mail: { isOn: true, waiting: 0, oldest: null, failedCount: 0, failed: [] },
}
const page = (status: Partial<WorkerStatus>) =>
  renderToStaticMarkup(<BackgroundStatus status={{ ...WELL, ...status }} now={NOW} />)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

test('background work that is well says so, and every job that this version has is listed', () => {
  const says = page({})
  expect(says).toContain(statusText.well)
  for (const { name } of Object.values(statusText.jobs)) expect(says).toContain(name)
  expect(says).toContain(statusText.noGaps)
  expect(says).toContain(statusText.neverSynced)
})

describe('An admin sees that', () => {
  test.each<[string, Partial<WorkerStatus>, string]>([
    ['no instance runs', { jobs: [{ ...run('watch'), finishedAt: ago(61) }] }, statusText.problems.notRunning],
    ['no instance has ever run', { jobs: [] }, statusText.problems.notRunning],
    [
      'the record was tampered with',
      { recordFault: 'Leaf 4: edited.' },
      statusText.problems.tampered('Leaf 4: edited.'),
    ],
    ['a job fails', { jobs: [run('watch'), run('sweep', 3, 'x')] }, statusText.problems.failing('Sweep')],
    [
      'a job of another version fails',
      { jobs: [run('watch'), run('new', 1, 'x')] },
      statusText.problems.failing('new'),
    ],
    ['an event waits for long', { waitingEvents: 1, oldestEvent: ago(301) }, statusText.problems.lateEvents],
    ['an outcome is unknown for long', { openIntents: 1, oldestIntent: ago(121) }, statusText.problems.openWrites],
    ['events are out of reach', { gaps: [gap({ lostUntil: ago(7000) })] }, statusText.problems.lost],
    ['downtime isn’t caught up with', { gaps: [gap({ finishedAt: null })] }, statusText.problems.catchingUp],
    ['mail waits for long', { mail: { ...WELL.mail, waiting: 1, oldest: ago(601) } }, statusText.problems.lateMail],
    [
      'mail was refused',
      { mail: { ...WELL.mail, failedCount: 1, failed: [{ id: 'm', at: ago(60), failure: '550 No such user' }] } },
      statusText.problems.failedMail(1),
    ],
    [
      'an account could not be read',
      { sweep: { waiting: 0, unread: [], unreadCount: 1 } },
      statusText.problems.unread(1),
    ],
  ])('%s', (_, status, problem) => {
    expect(problemsOf({ ...WELL, ...status }, NOW)).toEqual([problem])
    expect(page(status)).toContain(statusText.attention)
  })

  test('nothing is wrong while an event, a write and a job are only a moment old', () => {
    const status = { waitingEvents: 3, oldestEvent: ago(20), openIntents: 1, oldestIntent: ago(20) }
    expect(problemsOf({ ...WELL, ...status }, NOW)).toEqual([])
    expect(page(status)).toContain('3 events waiting')
  })
})

test.each([
  ['Stripe did not answer.', 'Stripe did not answer.'],
  ['\nInvalid `prisma.stripeEvent.findFirst()` invocation:\ndatabase is locked', statusText.causes.database],
  ['connect ECONNREFUSED 127.0.0.1:5432', statusText.causes.database],
  ['Cannot read properties of undefined', statusText.causes.fault],
])('an error %j is said in plain words, with what it keeps from being done', (error, plain) => {
  const says = page({ jobs: [run('watch'), run('events', 2, error)] })
  expect(says).toContain(plain)
  expect(says).toContain('Failed 2 times in a row')
  expect(says).toContain(statusText.jobs.events?.without)
})

test('an account that could not be read is named with what is missing and why', () => {
  const unread = [{ accountId: 'acct_1', part: 'external_accounts', because: 'not_permitted', at: ago(60) }]
  const says = page({ sweep: { waiting: 4, unread, unreadCount: 2 } })
  expect(says).toContain('acct_1')
  expect(says).toContain('bank accounts and cards: Stripe doesn’t permit reading it')
  expect(says).toContain('and 1 more')
})

test('without a mail server the page says that no mail is sent, and how to change that', () => {
  const says = page({ mail: { ...WELL.mail, isOn: false } })
  expect(says).toContain(statusText.mailOff)
  expect(says).toContain(statusText.mailOffHelp)
})

test('a mail that was refused is shown with the mail server’s reason', () => {
  const failed = [{ id: 'm', at: ago(60), failure: '550 No such user' }]
  expect(page({ mail: { ...WELL.mail, failedCount: 1, failed } })).toContain('550 No such user')
})

test('downtime shows how far it is caught up with, and the part that is lost', () => {
  const says = page({ gaps: [gap({ finishedAt: null, lostUntil: ago(7000) })] })
  for (const part of ['Reading, up to acct_1', statusText.lost, '17', '2']) expect(says).toContain(part)
})

test('whatever is stored, the page renders', () => {
  const at = fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: ago(0) }), { nil: null })
  const words = fc.string({ unit: 'binary', maxLength: 200 })
  const job = fc.record({ job: words, error: fc.option(words, { nil: null }), failures: fc.nat() })
  fc.assert(
    fc.property(fc.array(job), at, at, at, fc.nat(), (jobs, oldestEvent, oldestIntent, lostUntil, count) => {
      const unread = jobs.map(({ job }, index) => ({ accountId: `acct_${index}`, part: job, because: job, at: NOW }))
      const runs = jobs.map((each, index) => ({ ...each, job: `${each.job}${index}`, startedAt: NOW, finishedAt: NOW }))
      const sweep = { waiting: count, unread, unreadCount: unread.length }
      const counts = { waitingEvents: count, openIntents: count }
      page({ jobs: runs, oldestEvent, oldestIntent, ...counts, gaps: [gap({ lostUntil, cursor: null })], sweep })
    }),
    { numRuns: 10 },
  )
})
