import { expect, test } from 'vitest'
import { type Call, type Outcome, StripeBudget } from './stripe-budget'
import { fakeClock } from './testing/fake-clock'

function start({ concurrent = 40 } = {}) {
  const clock = fakeClock()
  return { clock, budget: new StripeBudget({ clock, concurrent, pacer: null }) }
}

/** Milliseconds; longer than anybody waits. */
const WITHIN = 60_000

const call = (change: Partial<Call> = {}): Call => ({
  endpoint: 'GET /v1/balance',
  lane: 'people',
  personId: 'p1',
  accountId: 'acct_1',
  notBefore: 0,
  ...change,
})

const reasonOf = (admitting: Promise<unknown>) =>
  admitting.then(
    () => 'sent',
    (error: { reason: string }) => error.reason,
  )

async function admitMany(budget: StripeBudget, count: number, change: Partial<Call> = {}) {
  const finishes: ((outcome: Outcome) => void)[] = []
  const waiting: Promise<string>[] = []
  for (let index = 0; index < count; index++) {
    const admitting = budget.admit(call(change), WITHIN)
    waiting.push(reasonOf(admitting))
    void admitting.then(
      (finish) => finishes.push(finish),
      () => {},
    )
  }
  await new Promise((resolve) => setImmediate(resolve))
  return { finishes, waiting }
}

test('an account that hangs takes up its own places, the next of its calls wait, and the rest is turned away at once', async () => {
  const { budget } = start()
  const { finishes, waiting } = await admitMany(budget, 120)
  expect(finishes).toHaveLength(6)
  const turnedAway = await Promise.all(waiting.slice(18))
  expect(new Set(turnedAway)).toEqual(new Set(['too_many']))
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_2' }), WITHIN)), 'the same person, another account').toBe(
    'sent',
  )
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_2', personId: 'p2' }), WITHIN))).toBe('sent')
  for (const finish of finishes) finish('answered')
})

test('a person who opens many accounts that hang leaves places to others', async () => {
  const { budget } = start()
  let inside = 0
  for (let account = 0; account < 20; account++) {
    const { finishes } = await admitMany(budget, 4, { accountId: `acct_${account}` })
    inside += finishes.length
  }
  expect(inside).toBe(16)
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_x', personId: 'p2' }), WITHIN))).toBe('sent')
})

test('background work leaves a quarter of the places to people', async () => {
  const { budget } = start({ concurrent: 20 })
  let inside = 0
  for (let account = 0; account < 20; account++) {
    const { finishes } = await admitMany(budget, 2, {
      accountId: `acct_${account}`,
      personId: null,
      lane: 'background',
    })
    inside += finishes.length
  }
  expect(inside).toBe(15)
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_x' }), WITHIN))).toBe('sent')
})

test('a place that is given back goes to the call that waits', async () => {
  const { budget } = start()
  const { finishes, waiting } = await admitMany(budget, 7)
  finishes[0]?.('answered')
  expect(await waiting[6]).toBe('sent')
})

async function fail(budget: StripeBudget, times: number, change: Partial<Call> = {}) {
  for (let count = 0; count < times; count++) (await budget.admit(call(change), WITHIN))('failed')
}

test('an account for which Stripe has failed five times is left alone for a while, and others are not', async () => {
  const { clock, budget } = start()
  await fail(budget, 5)
  expect(await reasonOf(budget.admit(call(), WITHIN))).toBe('circuit_open')
  expect(await reasonOf(budget.admit(call({ endpoint: 'GET /v1/payouts' }), WITHIN))).toBe('sent')
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_2' }), WITHIN))).toBe('sent')
  await clock.pass(2000)
  const probe = await budget.admit(call(), WITHIN)
  expect(await reasonOf(budget.admit(call(), WITHIN))).toBe('circuit_open')
  probe('answered')
  expect(await reasonOf(budget.admit(call(), WITHIN))).toBe('sent')
})

test('one account alone never closes an endpoint for the others, several do', async () => {
  const { clock, budget } = start()
  for (let round = 0; round < 20; round++) {
    await fail(budget, round === 0 ? 5 : 1)
    await clock.pass(30_000)
  }
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_2' }), WITHIN))).toBe('sent')
  for (const accountId of ['acct_3', 'acct_4']) await fail(budget, 5, { accountId })
  expect(await reasonOf(budget.admit(call({ accountId: 'acct_6' }), WITHIN))).toBe('circuit_open')
})

test('a refusal is an answer: it neither opens a circuit nor closes it', async () => {
  const { budget } = start()
  for (let count = 0; count < 50; count++) (await budget.admit(call(), WITHIN))('refused')
  expect(await reasonOf(budget.admit(call(), WITHIN))).toBe('sent')
})

test('a call that Stripe wants later waits as long as it was asked to, or is not sent', async () => {
  const { clock, budget } = start()
  const askedAt = clock.now()
  let sentAt = 0
  void budget.admit(call({ notBefore: askedAt + 2500 }), WITHIN).then(() => {
    sentAt = clock.now()
  })
  await clock.pass(5000)
  expect(sentAt - askedAt).toBe(2500)
  expect(await reasonOf(budget.admit(call({ notBefore: clock.now() + 60_000 }), WITHIN))).toBe('rate')
})
