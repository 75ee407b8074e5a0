import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { NOT_UNDERSTOOD, verifyStripeEvent } from './webhooks'

const now = Math.floor(Date.now() / 1000)
const sign = (body: string, { secret = 'whsec_1', at = now } = {}) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

const event = {
  id: 'evt_1',
  object: 'event',
  type: 'payout.paid',
  account: 'acct_1',
  created: now,
  livemode: false,
  data: { object: { id: 'po_1', object: 'payout' } },
  request: { id: null, idempotency_key: 'key_1' },
}
const verify = (change: object) => {
  const body = JSON.stringify({ ...event, ...change })
  return verifyStripeEvent(body, sign(body))
}

test('a signed event is read: its account, what it speaks of, and the request that caused it', () => {
  expect(verify({})).toEqual({
    id: 'evt_1',
    type: 'payout.paid',
    accountId: 'acct_1',
    objectId: 'po_1',
    idempotencyKey: 'key_1',
    createdAt: new Date(now * 1000),
    livemode: false,
  })
})

test.each([
  [{ data: { object: null } }],
  [{ data: {} }],
  [{ data: null }],
  [{ data: undefined }],
  [{ data: { object: { id: 7 } } }],
  [{ data: { object: { id: null } } }],
  [{ data: { object: { id: 'po_\u0000' } } }],
])('with %j the event does not say what it speaks of, and still names its account', (change) => {
  expect(verify(change)).toMatchObject({ id: 'evt_1', accountId: 'acct_1', objectId: null })
})

test.each([
  [{ request: null }],
  [{ request: undefined }],
  [{ request: 'req_1' }],
  [{ request: {} }],
  [{ request: { idempotency_key: '\ud800' } }],
])('with %j the event names no request of Spillway that caused it', (change) => {
  expect(verify(change)).toMatchObject({ id: 'evt_1', idempotencyKey: null })
})

test('an event without an account is one of the platform itself', () => {
  expect(verify({ account: undefined })).toMatchObject({ accountId: null })
})

test.each([
  ['a thin event', { object: 'v2.core.event', created: '2026-11-28T09:00:00.000Z', data: undefined }],
  ['no id', { id: undefined }],
  ['an id that is a number', { id: 7 }],
  ['an id without end', { id: 'e'.repeat(300) }],
  ['an id with a character that no database stores', { id: 'evt_\u0000' }],
  ['no type', { type: undefined }],
  ['no time', { created: undefined }],
  ['a time that is no date', { created: 1e20 }],
  ['no mode', { livemode: undefined }],
  ['an account that is none', { account: '../x' }],
  ['an account that is an object', { account: {} }],
  ['data that is a list', { data: [] }],
  ['an object that is a string', { data: { object: 'po_1' } }],
])('%s, signed, is not understood and not refused', (_, change) => {
  expect(verify(change)).toBe(NOT_UNDERSTOOD)
})

test.each(['null', '7', '"text"', '[]', '[{"id":"evt_1"}]', 'true', '', '{', 'not json'])(
  'signed %j is no event',
  (body) => {
    expect(verifyStripeEvent(body, sign(body))).toBeNull()
  },
)

const body = JSON.stringify(event)
test.each([
  [''],
  ['garbage'],
  ['t=,v1='],
  ['t=abc,v1=def'],
  [`t=${now}`],
  [`v1=${'0'.repeat(64)}`],
  [`t=${now},v1=`],
  [`t=${now},v1=zz`],
  [`t=${now},v0=${'0'.repeat(64)}`],
  [','.repeat(5000)],
  ['t=1,'.repeat(5000)],
  [`t=${now},v1=${'ü'.repeat(64)}`],
  [`t=-1e309,v1=${'0'.repeat(64)}`],
  [sign(body, { secret: 'whsec_2' })],
  [sign(body, { at: now - 301 })],
  [sign(`${body} `)],
])('the signature %j proves nothing', (signature) => {
  expect(verifyStripeEvent(body, signature)).toBeNull()
})
