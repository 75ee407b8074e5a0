import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BAKERY, BOOKS, Rig } from '../testing/rig.ts'
import { RequestLog } from './request-log.ts'

function logOf(spans: [start: number, end: number | null][]): RequestLog {
  const log = new RequestLog()
  for (const [start, end] of spans) {
    const entry = log.begin({
      request_id: 'req_1',
      method: 'GET',
      path: '/v1/balance',
      account: null,
      stripe_account: null,
      api_version: null,
      idempotency_key: null,
      encoded: '',
      json: false,
      client_request_id: null,
      started_at_ms: start,
    })
    entry.ended_at_ms = end
  }
  return log
}

describe('The depth of calls', () => {
  test.each<[string, [number, number | null][], number]>([
    ['no call has none', [], 0],
    [
      'calls at the same time are one deep',
      [
        [0, 10],
        [1, 11],
        [2, 12],
      ],
      1,
    ],
    [
      'calls that follow each other are as deep as they are many',
      [
        [0, 10],
        [10, 20],
        [25, 30],
      ],
      3,
    ],
    [
      'a long call beside two short ones hides neither',
      [
        [0, 100],
        [5, 10],
        [20, 30],
      ],
      2,
    ],
    [
      'a pair that waits for a pair is two deep',
      [
        [0, 10],
        [0, 12],
        [15, 20],
        [16, 22],
      ],
      2,
    ],
    [
      'a call that never ended can only be the last',
      [
        [0, null],
        [5, 10],
        [11, 20],
      ],
      2,
    ],
    [
      'the order of arrival in the log does not matter',
      [
        [20, 30],
        [0, 10],
      ],
      2,
    ],
  ])('%s', (_, spans, depth) => {
    expect(logOf(spans).summary({})).toEqual({ calls: spans.length, depth })
  })
})

describe('The summary of the log', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.start()
  })
  afterAll(async () => await rig.stop())

  test('counts the calls of one request of the app, and how many waited for one another', async () => {
    const headers = { 'X-Request-Id': 'page-1' }
    await rig.control('POST', '/faults', { times: 'always', fault: { kind: 'delay', ms: 200 } })
    await Promise.all([
      rig.get('/v1/balance', { account: BAKERY, headers }),
      rig.get('/v1/balance_settings', { account: BAKERY, headers }),
      rig.get('/v1/balance', { account: BOOKS }),
    ])
    await rig.get('/v1/payouts', { account: BAKERY, headers })
    await rig.control('DELETE', '/faults')
    expect(await rig.control('GET', '/requests/summary?client_request_id=page-1')).toEqual({ calls: 3, depth: 2 })
    expect(await rig.control('GET', `/requests/summary?account=${BOOKS}`)).toEqual({ calls: 1, depth: 1 })
    const { data } = await rig.control('GET', '/requests?path=/v1/balance_settings')
    expect(await rig.control('GET', `/requests/summary?since=${data[0]?.id}&path=/v1/payouts`)).toEqual({
      calls: 1,
      depth: 1,
    })
  })

  test('the log can be asked for its latest entries only', async () => {
    const { data } = await rig.control('GET', '/requests?limit=1')
    expect(data.map(({ path }) => path)).toEqual(['/v1/payouts'])
    expect((await rig.control('GET', '/requests?limit=0')).data).toEqual([])
  })
})
