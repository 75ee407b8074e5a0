import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { Rig, TEA } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start()
})
afterAll(async () => await rig.stop())

const INTERVAL = 'payments[payouts][schedule][interval]'
const WEEKLY = 'payments[payouts][schedule][weekly_payout_days]'
const MONTHLY = 'payments[payouts][schedule][monthly_payout_days]'
const MINIMUM = 'payments[payouts][minimum_balance_by_currency]'
const RULES = 'payments[payouts][automatic_transfer_rules_by_currency]'
const DESCRIPTOR = 'payments[payouts][statement_descriptor]'
const DELAY = 'payments[settlement_timing][delay_days_override]'
const START = 'payments[settlement_timing][start_of_day]'

interface Case {
  what: string
  traits?: Record<string, unknown>
  /** Sent one after the other; only the last one's answer counts. */
  send: string[]
  now?: Record<string, unknown>
  refusal?: { status?: number; code?: string; param?: string; message?: string }
}

const custom = { profile: 'custom' }
const stripeLiable = { profile: 'standard' }
const australian = { profile: 'custom', country: 'AU' }

const cases: Case[] = [
  {
    what: 'an update without parameters changes nothing',
    send: [''],
    now: { payouts: { schedule: { interval: 'daily' } } },
  },
  {
    what: 'weekly takes its days, once each and in the order of the week',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=thursday&${WEEKLY}[]=monday&${WEEKLY}[]=thursday`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] } } },
  },
  {
    what: 'monthly takes its days with the indices the SDK sends, once each and ascending',
    send: [`${INTERVAL}=monthly&${MONTHLY}[0]=20&${MONTHLY}[1]=5&${MONTHLY}[2]=20`],
    now: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [5, 20] } } },
  },
  {
    what: 'the days of the former interval are gone from the answer',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=weekly&${WEEKLY}[]=friday`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
  },
  {
    what: 'and stay gone when the interval comes back: it needs its list again',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=daily`, `${INTERVAL}=monthly`],
    refusal: { code: 'parameter_missing', param: MONTHLY },
  },
  {
    what: 'manual needs no list',
    send: [`${INTERVAL}=manual`],
    now: { payouts: { schedule: { interval: 'manual' } } },
  },
  {
    what: 'naming the interval it already has needs no list',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=weekly`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
  },
  {
    what: 'the days alone may be sent while the interval is theirs',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${WEEKLY}[]=monday`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday'] } } },
  },
  {
    what: 'weekly without days is refused',
    send: [`${INTERVAL}=weekly`],
    refusal: { code: 'parameter_missing', param: WEEKLY },
  },
  {
    what: 'monthly without days is refused',
    send: [`${INTERVAL}=monthly`],
    refusal: { code: 'parameter_missing', param: MONTHLY },
  },
  { what: 'week days do not fit daily', send: [`${INTERVAL}=daily&${WEEKLY}[]=monday`], refusal: { param: WEEKLY } },
  {
    what: 'month days do not fit weekly',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=monday&${MONTHLY}[]=1`],
    refusal: { param: MONTHLY },
  },
  {
    what: 'the weekend is no payout day',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=saturday`],
    refusal: {
      param: `${WEEKLY}[0]`,
      message: `Invalid ${WEEKLY}[0]: must be one of friday, monday, thursday, tuesday, or wednesday`,
    },
  },
  { what: 'there is no 0th of the month', send: [`${INTERVAL}=monthly&${MONTHLY}[]=0`], refusal: { param: MONTHLY } },
  { what: 'there is no 32nd of the month', send: [`${INTERVAL}=monthly&${MONTHLY}[]=32`], refusal: { param: MONTHLY } },
  {
    what: 'a day of the month is a whole number',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=1.5`],
    refusal: { code: 'parameter_invalid_integer', param: `${MONTHLY}[0]` },
  },
  {
    what: 'an interval of another name is refused in the words of Stripe',
    send: [`${INTERVAL}=hourly`],
    refusal: { param: INTERVAL, message: `Invalid ${INTERVAL}: must be one of daily, manual, monthly, or weekly` },
  },
  {
    what: 'the interval cannot be unset',
    send: [`${INTERVAL}=`],
    refusal: { code: 'parameter_invalid_empty', param: INTERVAL },
  },
  {
    what: 'debits of negative balances are switched by the words true and false',
    send: ['payments[debit_negative_balances]=true'],
    now: { debit_negative_balances: true },
  },
  {
    what: 'and by no other word',
    send: ['payments[debit_negative_balances]=yes'],
    refusal: { param: 'payments[debit_negative_balances]' },
  },
  {
    what: 'and cannot be unset',
    send: ['payments[debit_negative_balances]='],
    refusal: { code: 'parameter_invalid_empty', param: 'payments[debit_negative_balances]' },
  },
  {
    what: 'a descriptor of 22 characters is accepted',
    send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUV`],
    now: { payouts: { statement_descriptor: 'ABCDEFGHIJKLMNOPQRSTUV' } },
  },
  { what: 'one of 23 is not', send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUVW`], refusal: { param: DESCRIPTOR } },
  {
    what: 'a descriptor cannot be unset',
    send: [`${DESCRIPTOR}=`],
    refusal: { code: 'parameter_invalid_empty', param: DESCRIPTOR },
  },
  {
    what: 'a minimum balance is added to the others',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[eur]=5000&${MINIMUM}[usd]=2000`],
    now: { payouts: { minimum_balance_by_currency: { usd: 2000, cad: 8000, eur: 5000 } } },
  },
  {
    what: 'an empty amount takes one currency away',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[usd]=`],
    now: { payouts: { minimum_balance_by_currency: { cad: 8000 } } },
  },
  {
    what: 'the last one taken away leaves null',
    send: [`${MINIMUM}[usd]=1500`, `${MINIMUM}[usd]=`],
    now: { payouts: { minimum_balance_by_currency: null } },
  },
  {
    what: 'an empty map takes all away',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}=`],
    now: { payouts: { minimum_balance_by_currency: null } },
  },
  { what: 'a minimum is never negative', send: [`${MINIMUM}[usd]=-1`], refusal: { param: `${MINIMUM}[usd]` } },
  {
    what: 'a minimum is an integer of the smallest unit',
    send: [`${MINIMUM}[usd]=15.00`],
    refusal: { code: 'parameter_invalid_integer', param: `${MINIMUM}[usd]` },
  },
  {
    what: 'a minimum needs a currency that exists',
    send: [`${MINIMUM}[abc]=1`],
    refusal: { param: `${MINIMUM}[abc]` },
  },
  ...['BR', 'IN', 'TH'].map((country) => ({
    what: `minimum balances are not offered in ${country}`,
    traits: { profile: 'custom', country },
    send: [`${MINIMUM}[usd]=1`],
    refusal: { param: MINIMUM },
  })),
  {
    what: 'the delay override shows beside the delay in force',
    send: [`${DELAY}=7`],
    now: { settlement_timing: { delay_days: 7, delay_days_override: 7 } },
  },
  {
    what: 'an empty override goes back to the lowest delay allowed',
    send: [`${DELAY}=7`, `${DELAY}=`],
    now: { settlement_timing: { delay_days: 2 } },
  },
  { what: 'the highest override is 31', send: [`${DELAY}=31`], now: { settlement_timing: { delay_days: 31 } } },
  { what: '32 is too much', send: [`${DELAY}=32`], refusal: { param: DELAY } },
  {
    what: "below the account's floor the answer has Stripe's words",
    traits: { ...custom, delay_floor: 7 },
    send: [`${DELAY}=6`],
    refusal: { param: DELAY, message: "You cannot lower this merchant's delay below 7" },
  },
  {
    what: 'minimum is no word here',
    send: [`${DELAY}=minimum`],
    refusal: { code: 'parameter_invalid_integer', param: DELAY },
  },
  {
    what: 'where Stripe answers for losses the delay is not ours',
    traits: stripeLiable,
    send: [`${DELAY}=7`],
    refusal: { param: DELAY },
  },
  {
    what: 'the delay itself cannot be written',
    send: ['payments[settlement_timing][delay_days]=7'],
    refusal: { code: 'parameter_unknown', param: 'payments[settlement_timing][delay_days]' },
  },
  {
    what: 'nor can the status of payouts',
    send: ['payments[payouts][status]=enabled'],
    refusal: { code: 'parameter_unknown', param: 'payments[payouts][status]' },
  },
  {
    what: 'a start of day is set in a country that offers it',
    traits: australian,
    send: [`${START}[hour]=4&${START}[minutes]=0&${START}[timezone]=Australia/Perth`],
    now: { settlement_timing: { start_of_day: { hour: 4, minutes: 0, timezone: 'Australia/Perth' } } },
  },
  {
    what: 'one part of it can be changed alone',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}[minutes]=30`],
    now: { settlement_timing: { start_of_day: { hour: 2, minutes: 30, timezone: 'Australia/Perth' } } },
  },
  {
    what: 'an empty start of day goes back to the platform',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}=`],
    now: { settlement_timing: { start_of_day: null } },
  },
  {
    what: 'the first time all three parts are needed',
    traits: australian,
    send: [`${START}[hour]=2`],
    refusal: { code: 'parameter_missing', param: `${START}[minutes]` },
  },
  {
    what: 'minutes are 0 or 30',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=15&${START}[timezone]=Australia/Perth`],
    refusal: { param: `${START}[minutes]` },
  },
  {
    what: 'the last start in Australia is 04:00, not 04:30',
    traits: australian,
    send: [`${START}[hour]=4&${START}[minutes]=30&${START}[timezone]=Australia/Perth`],
    refusal: { param: `${START}[hour]` },
  },
  {
    what: 'in UTC only midnight is offered',
    traits: australian,
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Etc/UTC`],
    refusal: { param: `${START}[hour]` },
  },
  {
    what: 'the zone must be of the country',
    traits: australian,
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Asia/Tokyo`],
    refusal: { param: `${START}[timezone]` },
  },
  {
    what: 'no start of day in the United States',
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=America/New_York`],
    refusal: { param: START },
  },
  {
    what: 'transfer rules name a financial account of this account',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [
      `${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_up_to_amount&${RULES}[usd][0][transfer_up_to_amount]=500`,
    ],
    now: {
      payouts: {
        automatic_transfer_rules_by_currency: {
          usd: [{ payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: 500 }],
        },
      },
    },
  },
  {
    what: 'a rule that transfers all carries no amount',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [`${RULES}[usd][][payout_method]=fa_1&${RULES}[usd][][type]=transfer_all`],
    now: {
      payouts: {
        automatic_transfer_rules_by_currency: {
          usd: [{ payout_method: 'fa_1', type: 'transfer_all', transfer_up_to_amount: null }],
        },
      },
    },
  },
  {
    what: 'a rule up to an amount needs the amount',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_up_to_amount`],
    refusal: { code: 'parameter_missing', param: `${RULES}[usd][0][transfer_up_to_amount]` },
  },
  {
    what: 'a rule for a financial account of somebody else is refused',
    send: [`${RULES}[usd][0][payout_method]=fa_9&${RULES}[usd][0][type]=transfer_all`],
    refusal: { code: 'resource_missing', param: `${RULES}[usd][0][payout_method]` },
  },
  {
    what: 'empty transfer rules go away',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_all`, `${RULES}=`],
    now: { payouts: { automatic_transfer_rules_by_currency: null } },
  },
  {
    what: 'the flat body of the preview is unknown here',
    send: ['payouts[schedule][interval]=daily'],
    refusal: { code: 'parameter_unknown', param: 'payouts', message: 'Received unknown parameter: payouts' },
  },
  {
    what: 'an account the platform has no controls over keeps its settings',
    traits: { profile: 'standard', platform_controls: false },
    send: [`${INTERVAL}=manual`],
    refusal: { status: 403 },
  },
  {
    what: 'nothing of a refused update is kept',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=manual&${DELAY}=99`],
    refusal: { param: DELAY },
  },
]

describe('The balance settings of 2026-10-28.endive', () => {
  test.each(cases)('$what', async ({ traits, send, now, refusal }) => {
    const account = await rig.newAccount(traits ?? custom)
    let answer = await rig.get('/v1/balance_settings', { account })
    let before = answer.body
    for (const form of send) {
      before = (await rig.get('/v1/balance_settings', { account })).body
      answer = await rig.post('/v1/balance_settings', form, { account })
    }
    if (refusal) {
      const { status = 400, ...error } = refusal
      expect(answer.status, JSON.stringify(answer.body)).toBe(status)
      expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...error })
      expect((await rig.get('/v1/balance_settings', { account })).body).toEqual(before)
      return
    }
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.payments).toMatchObject(now ?? {})
    expect((await rig.get('/v1/balance_settings', { account })).body).toEqual(answer.body)
  })

  test('an override that was cleared leaves no delay_days_override in the answer', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${DELAY}=9`, { account })
    const { body } = await rig.post('/v1/balance_settings', `${DELAY}=`, { account })
    expect(body.payments.settlement_timing).not.toHaveProperty('delay_days_override')
  })

  test('the schedule shows the day list of its own interval only', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${INTERVAL}=weekly&${WEEKLY}[]=monday`, { account })
    const { body } = await rig.post('/v1/balance_settings', `${INTERVAL}=daily`, { account })
    expect(body.payments.payouts.schedule).toEqual({ interval: 'daily' })
  })

  test('the status of payouts follows payouts_enabled', async () => {
    const account = await rig.newAccount({ payouts_enabled: false })
    expect((await rig.settings(account)).payouts.status).toBe('disabled')
    await rig.control('POST', `/accounts/${account}`, { payouts_enabled: true })
    expect((await rig.settings(account)).payouts.status).toBe('enabled')
  })

  test('debit_negative_balances starts false where the platform collects requirements, else true', async () => {
    const platformCollects = await rig.newAccount({ profile: 'custom' })
    const stripeCollects = await rig.newAccount({ profile: 'express' })
    expect((await rig.settings(platformCollects)).debit_negative_balances).toBe(false)
    expect((await rig.settings(stripeCollects)).debit_negative_balances).toBe(true)
  })

  test("without an account header it is the platform's own settings that change", async () => {
    await rig.post('/v1/balance_settings', `${DESCRIPTOR}=OURS`)
    expect((await rig.get('/v1/balance_settings')).body.payments.payouts.statement_descriptor).toBe('OURS')
    expect((await rig.settings(TEA)).payouts.statement_descriptor).toBeNull()
  })
})

describe('The balance settings of 2025-07-30.preview', () => {
  const flat = (account: string, form: string) => rig.post('/v1/balance_settings', form, { account, version: PREVIEW })

  test('the answer is flat and has none of the newer fields', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${MINIMUM}[usd]=1500&${DELAY}=7`, { account })
    const { body, headers } = await rig.get('/v1/balance_settings', { account, version: PREVIEW })
    expect(headers.get('stripe-version')).toBe(PREVIEW)
    expect(body).toEqual({
      object: 'balance_settings',
      debit_negative_balances: false,
      payouts: { schedule: { interval: 'daily' }, statement_descriptor: null, status: 'enabled' },
      settlement_timing: { delay_days: 7 },
    })
  })

  test("the seed's own example works", async () => {
    const account = await rig.newAccount(custom)
    const { body } = await flat(
      account,
      'payouts[schedule][interval]=monthly&payouts[schedule][monthly_payout_days][]=5&payouts[schedule][monthly_payout_days][]=20',
    )
    expect(body.payouts.schedule).toEqual({ interval: 'monthly', monthly_payout_days: [5, 20] })
    expect((await rig.settings(account)).payouts.schedule).toEqual({
      interval: 'monthly',
      monthly_payout_days: [5, 20],
    })
  })

  test('seven days of the week may be chosen', async () => {
    const account = await rig.newAccount(custom)
    const { body } = await flat(
      account,
      'payouts[schedule][interval]=weekly&payouts[schedule][weekly_payout_days][]=sunday',
    )
    expect(body.payouts.schedule.weekly_payout_days).toEqual(['sunday'])
  })

  test.each([
    ['payments[payouts][schedule][interval]=daily', 'payments', 'parameter_unknown'],
    ['payouts[minimum_balance_by_currency][usd]=1', 'payouts[minimum_balance_by_currency]', 'parameter_unknown'],
    ['settlement_timing[start_of_day]=', 'settlement_timing[start_of_day]', 'parameter_unknown'],
    ['settlement_timing[delay_days_override]=', 'settlement_timing[delay_days_override]', 'parameter_invalid_empty'],
    ['payouts[schedule][interval]=weekly', 'payouts[schedule][weekly_payout_days]', 'parameter_missing'],
  ])('%s is refused', async (form, param, code) => {
    const account = await rig.newAccount(custom)
    const { status, body } = await flat(account, form)
    expect({ status, param: body.error.param, code: body.error.code }).toEqual({ status: 400, param, code })
  })
})

describe('The same settings in the account object', () => {
  test('have the older names', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${INTERVAL}=monthly&${MONTHLY}[]=31&${DESCRIPTOR}=TWIN`, { account })
    const { body } = await rig.get(`/v1/accounts/${account}`)
    expect(body.settings.payouts).toEqual({
      debit_negative_balances: false,
      schedule: { delay_days: 2, interval: 'monthly', monthly_anchor: 31, monthly_payout_days: [31] },
      statement_descriptor: 'TWIN',
    })
  })
})

describe('The event of a change', () => {
  test('says what was there before, whose it is and which request did it', async () => {
    const account = await rig.newAccount(custom)
    const answer = await rig.post('/v1/balance_settings', `${INTERVAL}=weekly&${WEEKLY}[]=monday&${MINIMUM}[usd]=900`, {
      account,
      idempotencyKey: `bs:${account}`,
    })
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({
      object: 'event',
      account,
      api_version: '2026-10-28.endive',
      livemode: false,
      type: 'balance_settings.updated',
      request: { id: answer.headers.get('request-id'), idempotency_key: `bs:${account}` },
      data: {
        object: answer.body,
        previous_attributes: {
          payments: {
            payouts: {
              minimum_balance_by_currency: null,
              schedule: { interval: 'daily', weekly_payout_days: null },
            },
          },
        },
      },
    })
  })

  test('is not sent when nothing changed', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${INTERVAL}=daily`, { account })
    expect((await rig.control('GET', `/events?account=${account}`)).data).toEqual([])
    const ledger = await rig.control('GET', `/ledger?account=${account}`)
    expect(ledger.data.map((entry: { type: string }) => entry.type)).toEqual(['account.created'])
  })

  test('has no request when somebody changed it in the Dashboard', async () => {
    const account = await rig.newAccount(custom)
    await rig.control('POST', `/accounts/${account}/balance_settings`, {
      payments: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [1, 15] } } },
    })
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data[0].request).toBeNull()
    const ledger = await rig.control('GET', `/ledger?account=${account}`)
    expect(ledger.data.at(-1)).toMatchObject({
      account,
      type: 'balance_settings.updated',
      actor: 'dashboard',
      request_id: null,
      before: { payments: { payouts: { schedule: { interval: 'daily' } } } },
      after: { payments: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [1, 15] } } } },
    })
  })
})
