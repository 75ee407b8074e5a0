// What is concluded from what Stripe says about a write whose answer was lost.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openForIntent } from '@/lib/domain/access/permissions'
import type { AuditEntry, AuditEvent, IntentEvent } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { DAILY, profileOf } from '@/lib/domain/testing/connected-account'
import { findOutcome } from './resolve-intents'

const failure = (kind: 'no_answer' | 'rate_limited' | 'not_sent' | 'not_permitted' | 'account_unreachable') =>
  fail<StripeFailure>({ kind, requestId: null })
const REFUSED = fail<StripeFailure>({ kind: 'invalid', param: null, message: 'Too low.', requestId: 'req_1' })

type Answer = Result<unknown, StripeFailure>
/** What Stripe answers to each question, and which were asked. */
let answers: { key: Answer; again: Answer; effect: Answer; settings: Answer }
let asked: (keyof typeof answers)[]
// A declaration, because mocks are set up before anything else in this file.
function answer(question: keyof typeof answers) {
  return async () => {
    asked.push(question)
    return answers[question]
  }
}

vi.mock('@/lib/gateways/stripe/void-write', () => ({ voidWrite: answer('key') }))
vi.mock('@/lib/gateways/stripe/events', () => ({ findEventOfKey: answer('effect') }))
vi.mock('@/lib/gateways/stripe/balance-settings', () => ({
  writeBalanceSettings: answer('again'),
  readBalanceSettings: answer('settings'),
}))
vi.mock('@/lib/gateways/stripe/payouts', () => ({
  cancelPayout: answer('again'),
  findPayoutOfEntry: answer('effect'),
  readPayout: answer('effect'),
}))

beforeEach(() => {
  asked = []
  answers = { key: failure('no_answer'), again: failure('no_answer'), effect: succeed(null), settings: succeed(null) }
})

const SECOND = 1000
const HOUR = 3_600_000
const save: IntentEvent = {
  type: 'balance_settings.update',
  changes: [{ field: 'statementDescriptor', before: null, after: 'OURS' }],
}
const payout: IntentEvent = {
  type: 'payout.create',
  order: { method: 'standard', amount: 100, currency: 'usd', destinationId: 'ba_1' },
  destination: 'BANK',
}
const cancellation: IntentEvent = { type: 'payout.cancel', payoutId: 'po_1', amount: 100, currency: 'usd' }

async function outcomeOf(event: AuditEvent, age: number) {
  const at = new Date(Date.now() - age)
  const entry = { id: 'entry_1', at, event } as AuditEntry
  return findOutcome(openForIntent('entry_1', profileOf('acct_1')), entry)
}

const VOIDED = succeed('voided')
const BEGUN = succeed('begun')
const SEEN = succeed({ requestId: 'req_event', status: 'canceled' })
const UNSEEN = succeed(null)

describe('A key that could be voided', () => {
  test.each([save, payout, cancellation])(
    'shows that $type was not carried out, and nothing else is asked',
    async (event) => {
      answers.key = VOIDED
      expect(await outcomeOf(event, 5 * SECOND)).toMatchObject({ outcome: 'refused' })
      expect(asked).toEqual(['key'])
    },
  )
})

describe('A write that Stripe had begun', () => {
  test.each([save, cancellation])(
    '$type is sent again, and Stripe’s first answer says it was carried out',
    async (event) => {
      Object.assign(answers, { key: BEGUN, again: succeed({ value: DAILY, requestId: 'req_first' }) })
      expect(await outcomeOf(event, HOUR)).toMatchObject({ outcome: 'applied', stripeRequestId: 'req_first' })
      expect(asked).toEqual(['key', 'again'])
    },
  )

  test.each([save, cancellation])('$type is sent again, and Stripe’s first answer was a refusal', async (event) => {
    Object.assign(answers, { key: BEGUN, again: REFUSED })
    expect(await outcomeOf(event, HOUR)).toMatchObject({ outcome: 'refused', message: 'Stripe refused: Too low.' })
  })

  test('payout.create is never sent again: the payout is there, or Stripe refused it', async () => {
    answers.key = BEGUN
    expect(await outcomeOf(payout, 5 * SECOND)).toMatchObject({ outcome: 'refused' })
    answers.effect = SEEN
    expect(await outcomeOf(payout, 5 * SECOND)).toMatchObject({ outcome: 'applied' })
    expect(asked).not.toContain('again')
  })

  test.each([
    { because: 'an event shows its effect', age: 5 * SECOND, effect: SEEN, outcome: 'applied' },
    { because: 'the event may still come', age: 5 * SECOND, effect: UNSEEN, outcome: null },
    { because: 'no event has come', age: 90 * SECOND, effect: UNSEEN, outcome: 'unknown' },
    { because: 'events cannot be read now', age: 90 * SECOND, effect: failure('no_answer'), outcome: null },
  ])('a save that Stripe answers with an error is $outcome, because $because', async ({ age, effect, outcome }) => {
    Object.assign(answers, { key: BEGUN, effect, settings: succeed({ value: DAILY }) })
    expect((await outcomeOf(save, age))?.outcome ?? null).toBe(outcome)
  })

  test.each([
    { value: { ...DAILY, statementDescriptor: 'OURS' }, isKept: true },
    { value: DAILY, isKept: false },
  ])('one that stays unknown is accounted for where its values are in effect: $isKept', async ({ value, isKept }) => {
    Object.assign(answers, { key: BEGUN, settings: succeed({ value }) })
    const finding = await outcomeOf(save, 90 * SECOND)
    expect([finding?.outcome, finding?.keep !== undefined]).toEqual(['unknown', isKept])
  })
})

describe('A key that cannot be voided', () => {
  test.each(['no_answer', 'rate_limited', 'not_sent'] as const)('for now (%s) leaves everything open', async (kind) => {
    answers.key = failure(kind)
    for (const event of [save, payout, cancellation]) expect(await outcomeOf(event, HOUR)).toBeNull()
    expect(asked).toEqual(['key', 'key', 'key'])
  })

  test.each([
    { event: payout, age: 5 * SECOND, effect: UNSEEN, outcome: null },
    { event: payout, age: 90 * SECOND, effect: UNSEEN, outcome: 'refused' },
    { event: payout, age: 5 * SECOND, effect: SEEN, outcome: 'applied' },
    { event: cancellation, age: 5 * SECOND, effect: succeed({ status: 'pending' }), outcome: null },
    { event: cancellation, age: 90 * SECOND, effect: succeed({ status: 'pending' }), outcome: 'refused' },
    { event: save, age: 5 * SECOND, effect: SEEN, outcome: 'applied' },
    { event: save, age: HOUR, effect: failure('account_unreachable'), outcome: null },
  ])(
    'for good leaves $event.type after $age ms $outcome, by what Stripe shows',
    async ({ event, age, effect, outcome }) => {
      Object.assign(answers, { key: failure('not_permitted'), effect })
      expect((await outcomeOf(event, age))?.outcome ?? null).toBe(outcome)
    },
  )
})

describe('After 23 hours, when Stripe may have forgotten the key', () => {
  test.each([
    { event: save, effect: SEEN, outcome: 'applied' },
    { event: save, effect: UNSEEN, outcome: 'unknown' },
    { event: payout, effect: SEEN, outcome: 'applied' },
    { event: payout, effect: UNSEEN, outcome: 'refused' },
    { event: cancellation, effect: SEEN, outcome: 'applied' },
    { event: cancellation, effect: succeed({ status: 'paid' }), outcome: 'refused' },
    { event: save, effect: failure('no_answer'), outcome: null },
    { event: save, effect: failure('account_unreachable'), outcome: 'unknown' },
  ])('$event.type is $outcome, and nothing is sent under its key', async ({ event, effect, outcome }) => {
    Object.assign(answers, { effect, settings: succeed({ value: DAILY }) })
    expect((await outcomeOf(event, 23.5 * HOUR))?.outcome ?? null).toBe(outcome)
    expect(asked).not.toContain('key')
    expect(asked).not.toContain('again')
  })
})

test('a write that another version recorded in an unknown way is never said to have happened or not, unless its key is void', async () => {
  const unread = { type: 'unread', recorded: 'balance_settings.update' } as const
  answers.key = succeed('begun')
  expect(await outcomeOf(unread, HOUR)).toMatchObject({ outcome: 'unknown' })
  expect(asked, 'nothing is sent again').toEqual(['key'])
  answers.key = succeed('voided')
  expect(await outcomeOf(unread, HOUR)).toMatchObject({ outcome: 'refused' })
})
