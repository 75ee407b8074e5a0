import { readFileSync } from 'node:fs'
import { actionIds } from '../support/actions'
import { malformedRequests, sendBytes } from '../support/malformed-requests'
import { startSpillway } from '../support/own-server'
import { expect, test } from '../support/test'

const COUNT = 1300
const AT_ONCE = 8

/** Milliseconds that one of them may take, on a machine that runs other tests beside it. */
const PATIENCE = 10_000

const ON_EVERY_ANSWER = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'x-request-id',
]

type Line = { level: number; msg: string; requestId?: string; because?: string }

/** What a server has logged, line by line; a line that is not JSON fails the test. */
const readLog = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('malformed requests are refused with 4xx, every header and one line in the log, and none is a server error', async ({
  page,
  createAccount,
  signInAs,
}) => {
  test.setTimeout(300_000)
  const account = await createAccount()
  await signInAs('admin')
  const cookies = await page.context().cookies()
  const { port, log, stop } = await startSpillway()
  const site = {
    host: `localhost:${port}`,
    origin: `http://localhost:${port}`,
    actions: [...actionIds().values()],
    pages: [
      ...[
        '/',
        '/sign-in',
        '/accounts',
        '/audit',
        '/settings',
        '/balance',
        '/payouts',
        '/requests',
        '/fleet',
        '/people',
      ],
      ...['/status', '/notices', '/security', '/api/find', '/api/sync', '/icon.svg', '/accounts/export.csv'],
      ...['/audit/export.csv', '/audit/export.jsonl', '/set-password/x', '/not-me/x', '/fleet/policies/new'],
      ...[`/accounts/${account.id}`, `/accounts/${account.id}/as-of`, `/accounts/${account.id}/payouts/po_1`],
    ],
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  }
  const cases = malformedRequests(site, COUNT)

  const wrong: string[] = []
  const refusals: { name: string; requestId: string }[] = []
  const queue = cases.entries()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, { name, mustBeRefused, ...bytes }] of queue) {
        const answer = await sendBytes({ host: '127.0.0.1', port }, bytes, PATIENCE)
        const which = `#${index} ${name}: ${answer?.status}`
        if (!answer) {
          // Who breaks off may find that the server has done the same.
          if (!bytes.isCutShort) wrong.push(`${which} no answer`)
          continue
        }
        if (answer.status >= 500) wrong.push(which)
        if (mustBeRefused && answer.status < 400) wrong.push(`${which} is not refused`)
        const missing = ON_EVERY_ANSWER.filter((header) => !answer.headers[header])
        if (missing.length > 0) wrong.push(`${which} lacks ${missing}`)
        if (mustBeRefused) refusals.push({ name: which, requestId: answer.headers['x-request-id'] ?? '' })
      }
    }),
  )
  expect(wrong).toEqual([])
  expect(refusals.length).toBeGreaterThan(COUNT / 2)

  await stop()
  const lines = readLog(log)
  expect(lines.filter(({ level }) => level >= 50)).toEqual([])
  const counts = new Map<string, number>()
  for (const { msg, requestId } of lines)
    if (msg === 'request refused' && requestId) counts.set(requestId, (counts.get(requestId) ?? 0) + 1)
  expect(refusals.filter(({ requestId }) => counts.get(requestId) !== 1)).toEqual([])
})
