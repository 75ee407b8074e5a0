import { readFileSync } from 'node:fs'
import { actionIds, submittedBase } from '../support/actions'
import { countWritten, storedEntries } from '../support/database'
import { DOORS } from '../support/doors'
import { ask, forEachAtOnce } from '../support/http'
import { simulator } from '../support/simulator'
import { expect, test } from '../support/test'
import { world } from '../support/world'

/** npm test sends a thousand; `npm run test:bad-input -- 100000` as many as you ask for. */
const CASES = Number(process.env.BAD_INPUTS ?? 1000)
const AT_ONCE = 6
/** A heap stops growing once it has had its load, and a leak doesn’t: only a long run shows the difference. */
const ENOUGH_FOR_MEMORY = 10_000
/** Bytes that the second half of the inputs may add to the first. */
const ALLOWED_GROWTH = 64 * 1024 * 1024

/** The same sequence on every run, so that a failing case can be found again by its number. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

type Case = { name: string; body: string }

const STRINGS = [
  '',
  ' ',
  '\u0000',
  'A\u0000B',
  '\ud800',
  '\udfff tail',
  '\u202eRTL',
  '\u200b',
  'A\nB',
  'é'.repeat(30),
  'X'.repeat(23),
  '💥',
  '<b>',
  "A'B",
  '1234',
  '__proto__',
  'null',
]
const NUMBERS = [
  '-1',
  '0.5',
  '1e309',
  '-1e309',
  '9007199254740992',
  '9007199254740993',
  '32',
  '-0.0001',
  '1e21',
  '"7"',
  'null',
  'true',
  '[]',
  '{}',
]
const DAYS = ['0', '32', '-5', '1.5', '"5"', 'null', '1e309', '9007199254740992', '[1]', '{}']
const CURRENCIES = ['USD', 'Usd', 'usdt', 'us', 'xxx', 'zzz', '', ' usd', '__proto__', 'constructor', 'us d', 'ＵＳＤ']

/** Bodies of the save action, each wrong in one way: JSON written by hand, so that it can hold what JSON.stringify cannot. */
function* badInputs(accountId: string, base: string): Generator<Case> {
  const random = seeded(20261122)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const text = (value: string) => JSON.stringify(value)
  const save = (patch: string, { account = text(accountId), reason = 'null', from = base } = {}) =>
    `[${account},{"patch":${patch},"base":${from},"reason":${reason}}]`
  const big = (bytes: number) => 'x'.repeat(bytes)

  const makers: (() => Case)[] = [
    () => ({
      name: 'descriptor',
      body: save(`{"statementDescriptor":${text(pick(STRINGS.slice(1)) + pick(['<', '\u0001', '“', '*']))}}`),
    }),
    () => ({ name: 'delay', body: save(`{"delayDaysOverride":${pick(NUMBERS.filter((n) => n !== 'null'))}}`) }),
    () => ({
      name: 'month day',
      body: save(`{"schedule":{"interval":"monthly","monthDays":[${pick(['', '5,'])}${pick(DAYS)}]}}`),
    }),
    () => ({
      name: 'weekend',
      body: save(
        `{"schedule":{"interval":"weekly","weekdays":["${pick(['saturday', 'sunday', 'Monday', 'mon', '', '__proto__'])}"]}}`,
      ),
    }),
    () => ({
      name: 'no day',
      body: save(`{"schedule":{"interval":"${pick(['weekly","weekdays', 'monthly","monthDays'])}":[]}}`),
    }),
    () => ({
      name: 'interval',
      body: save(
        `{"schedule":{"interval":${pick(['"hourly"', 'null', '7', '{}', '"DAILY"', '["daily"]', '"__proto__"'])}}}`,
      ),
    }),
    () => ({ name: 'foreign list', body: save('{"schedule":{"interval":"manual","monthDays":[5]}}') }),
    () => ({
      name: 'many days',
      body: save(
        `{"schedule":{"interval":"monthly","monthDays":[${Array.from({ length: pick([32, 1000, 20000]) }, () => 5).join(',')}]}}`,
      ),
    }),
    () => ({
      name: 'currency',
      body: save(`{"minimumBalances":{${text(pick(CURRENCIES))}:${pick(['100', 'null'])}}}`),
    }),
    () => ({
      name: 'minimum',
      body: save(
        `{"minimumBalances":{"usd":${pick(['-1', '0', '0.5', '1e309', '9007199254740992', '"100"', '[]', 'true'])}}}`,
      ),
    }),
    () => ({
      name: 'start of day',
      body: save(
        `{"startOfDay":{"hour":${pick(['24', '-1', '1.5', '1e309', '"0"'])},"minutes":${pick(['0', '15', '60'])},"zone":${text(pick(['Etc/UTC', 'Mars/Base', '../../etc/passwd', '\u0000']))}}}`,
      ),
    }),
    () => ({
      name: 'start of day, extra',
      body: save('{"startOfDay":{"hour":0,"minutes":0,"zone":"Etc/UTC","second":1}}'),
    }),
    () => ({ name: 'debit', body: save(`{"debitNegativeBalances":${pick(['"yes"', '1', '[]', '{}', '"false"'])}}`) }),
    () => ({
      name: 'unknown field',
      body: save(
        `{${text(pick(['payoutsStatus', 'delayDays', 'transferRules', 'constructor', 'payments', 'x'.repeat(300)]))}:1}`,
      ),
    }),
    () => ({
      name: '__proto__',
      body: save(`{"__proto__":{"schedule":{"interval":"manual"}},${text('payoutsStatus')}:"enabled"}`),
    }),
    () => ({ name: 'duplicate keys', body: save('{"delayDaysOverride":3,"delayDaysOverride":-3}') }),
    () => ({
      name: 'base',
      body: save('{"schedule":{"interval":"manual"}}', {
        from: pick(['null', '{}', '[]', '"x"', `{"schedule":${pick(['1', '{"interval":"x"}'])}}`]),
      }),
    }),
    () => ({
      name: 'reason',
      body: save('{"schedule":{"interval":"manual"}}', {
        reason: pick(['"\\u0000"', '"\\ud800"', text('r'.repeat(501)), '7', '{}', '"a\\u0007b"']),
      }),
    }),
    () => ({
      name: 'account',
      body: save('{"schedule":{"interval":"manual"}}', {
        account: pick([
          'null',
          '""',
          '"acct_"',
          '"acct_missing"',
          '"../accounts"',
          '7',
          '{}',
          '["a"]',
          '"acct_1\\u0000"',
          '"acct_1\' OR 1=1"',
          text(`acct_${big(5000)}`),
        ]),
      }),
    }),
    () => ({
      name: 'arguments',
      body: pick([
        '[]',
        '[null]',
        `[${text(accountId)}]`,
        `[${text(accountId)},null]`,
        `[${text(accountId)},[]]`,
        `[${text(accountId)},"x"]`,
        `[${text(accountId)},{}]`,
        '{}',
        'null',
        '{',
        '"x"',
        '[1,',
        'undefined',
      ]),
    }),
    () => ({
      name: 'size',
      body: save(`{"statementDescriptor":${text(big(pick([1000, 60_000, 120_000, 300_000, 1_000_000])))}}`),
    }),
    () => ({ name: 'depth', body: save(`{"schedule":${'['.repeat(200)}${']'.repeat(200)}}`) }),
  ]
  for (let index = 0; ; index++) {
    const make = makers[index % makers.length]
    if (make) yield make()
  }
}

function residentBytes(): number {
  const pid = readFileSync(`${world.folder}/app.pid`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

test('every bad input ends in a refusal: no server error, no write at Stripe, and no audit entry', async ({
  createAccount,
  clientAs,
}) => {
  test.setTimeout(60_000 + CASES * 50)
  const account = await createAccount()
  const admin = await clientAs('admin', [account])
  const inputs = badInputs(account.id, JSON.stringify(submittedBase(await simulator.settings(account.id))))
  const requestsBefore = (await simulator.requests(account.id)).length
  const entriesBefore = await storedEntries(account.id)

  const wrong: string[] = []
  let sent = 0
  async function sendUntil(count: number) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (sent < count) {
          const index = sent++
          const { name, body } = inputs.next().value as Case
          const answer = await admin.call('saveBalanceSettingsAction', body)
          const text = await answer.text()
          const isRefused = answer.status() >= 400 && answer.status() < 500
          const isFieldError = answer.status() === 200 && /"kind":"(invalid|unchanged)"/.test(text)
          if (!isRefused && !isFieldError)
            wrong.push(`#${index} ${name}: ${answer.status()} ${text.slice(0, 160)} for ${body.slice(0, 160)}`)
        }
      }),
    )
  }
  await sendUntil(CASES / 2)
  const resident = residentBytes()
  await sendUntil(CASES)
  expect(wrong).toEqual([])
  if (CASES >= ENOUGH_FOR_MEMORY)
    expect(residentBytes() - resident, 'memory after the second half').toBeLessThan(ALLOWED_GROWTH)
  // A refused account renders this page's own 404, which reads; nothing is ever written.
  const since = (await simulator.requests(account.id)).slice(requestsBefore)
  expect(since.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(await storedEntries(account.id)).toEqual(entriesBefore)
})

const BAD = [
  ...STRINGS.map((value) => JSON.stringify(value)),
  ...NUMBERS,
  ...['"../../etc/passwd"', '"acct_1\' OR 1=1 --"', '"a@b\\u0000.example"', '[[[[]]]]', '[null]', '"#{7*7}"'],
  JSON.stringify('x'.repeat(5000)),
  `[${Array.from({ length: 5000 }, () => 1).join(',')}]`,
  '{"__proto__":{"kind":"role"},"kind":"role"}',
  '{"constructor":{"prototype":{}},"kind":"remove"}',
  '{"kind":"role","role":"owner"}',
  '{"rolloutId":"\\u0000","move":"start","reason":"\\u0000","pace":null}',
  '{"name":"\\ud800","isShared":1,"params":"\\u0000"}',
  '{"ids":["\\u0000"],"reason":"","until":"9999-99-99"}',
]
/** They take nothing at all, or only the account, so there is nothing to get wrong where the account is right. */
const WITHOUT_INPUT = [
  'startSyncAction',
  'beginFactorAction',
  'removeFactorAction',
  'beginPasskeyAction',
  'confirmAction',
]
const ONLY_ACCOUNT = /^(create\w+SessionAction|\w+CalendarLinkAction|setPayoutsManualAction|read\w+Action)$/
const FIELDS = [
  ...['email', 'role', 'account', 'token', 'name', 'password', 'current', 'key-name', 'days', 'scope', 'priority'],
  ...['countries', 'currencies', 'createdFrom', 'payouts', 'tolerance', 'toleranceCurrency', 'cost'],
  ...['states', 'reasons', 'requirements', 'delays', 'balance', 'bank'],
  ...['availableCurrency', 'availableFrom', 'availableUpTo'],
]

/** How often each action, and each page, is asked with something else that is wrong. */
const TIMES = Math.ceil(CASES / 200)

test('whatever an action, a link or an address is given, nobody gets a server error, and nothing is written', async ({
  createAccount,
  clientAs,
}) => {
  test.setTimeout(60_000 + CASES * 100)
  const account = await createAccount()
  const clients = await Promise.all([clientAs('admin'), clientAs('owner', [account]), clientAs('nobody')])
  const random = seeded(20261129)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

  const actions = [...actionIds()].filter(([name]) => !WITHOUT_INPUT.includes(name))
  const calls = actions.flatMap(([name, id]) =>
    clients.flatMap(({ headers, person: { viewer } }) =>
      Array.from({ length: TIMES }, (_, time) => {
        const shared = { ...headers, 'next-action': id, accept: 'text/x-component', origin: world.appUrl }
        const of = `${name} by ${viewer || 'nobody'}`
        // A page that exists for nobody, so that none is rendered behind the answer.
        const call = { method: 'POST', path: `/accounts/acct_1${'Y'.repeat(20)}` }
        if (time % 3 === 2) {
          // Some of these are good names; a number of accounts that can't be keeps the platform's settings as they are.
          const parts = FIELDS.map((field) => [`_1_${field}`, String(JSON.parse(pick(BAD.slice(0, 17))))]).concat([
            ['_1_mostAccounts', '-1'],
          ])
          const body = [...parts, ['0', JSON.stringify([viewer, '$K1'])]]
            .map(([field, value]) => `--b\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
            .join('')
          return {
            of,
            ...call,
            headers: { ...shared, 'content-type': 'multipart/form-data; boundary=b' },
            body: `${body}--b--`,
          }
        }
        const isFirst = time % 3 === 0 || ONLY_ACCOUNT.test(name)
        const args = [...(isFirst ? [] : [JSON.stringify(account.id)]), pick(BAD), pick(BAD)]
        const body = `[${JSON.stringify(viewer)},${args.join(',')}]`
        return { of, ...call, headers: { ...shared, 'content-type': 'text/plain;charset=UTF-8' }, body }
      }),
    ),
  )
  const TEXTS = [...STRINGS, '../../etc/passwd', 'x'.repeat(2000), '%', '%00', '%ff', "' OR 1=1 --"]
  const encoded = (text: string) => (text.startsWith('%') ? text : encodeURIComponent(text.toWellFormed()))
  const gets = Object.keys(DOORS).filter((door) => door.startsWith('GET ') && !door.endsWith('/changes'))
  const addresses = gets.flatMap((door) =>
    Array.from({ length: Math.ceil(TIMES / 3) }, () => {
      const path = door.slice(4).replace(/\[[^\]]+\]/g, () => encoded(pick(TEXTS)) || 'x')
      const names = ['q', 'account', 'after', 'state', 'group', 'to', 'code', 'error', 'at', 'type', 'from', 'viewer']
      const query = names.map((name) => `${name}=${encoded(pick(TEXTS))}`).join('&')
      return { of: door, method: 'GET', path: `${path}?${query}`, headers: pick(clients).headers }
    }),
  )
  const writes = (await simulator.requests(account.id)).filter(({ method }) => method !== 'GET').length
  const before = await countWritten()
  const wrong: string[] = []
  await forEachAtOnce([...calls, ...addresses], AT_ONCE, async ({ of, ...asked }) => {
    const { status } = await ask(asked)
    if (status >= 500)
      wrong.push(`${of}: ${status} for ${asked.path} ${'body' in asked ? asked.body.slice(0, 200) : ''}`)
  })
  expect(wrong).toEqual([])
  expect(await countWritten(), 'rows of each table').toEqual(before)
  expect((await simulator.requests(account.id)).filter(({ method }) => method !== 'GET').length).toBe(writes)
  console.log(`${calls.length} calls of ${actions.length} actions and ${addresses.length} addresses: 0 server errors`)
})
