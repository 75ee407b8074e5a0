import { describe, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { TEA } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

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
  /** Sent in order; only the last answer is checked. */
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
    what: 'weekly days are stored once each, in the order of the week',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=thursday&${WEEKLY}[]=monday&${WEEKLY}[]=thursday`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] } } },
  },
  {
    what: 'monthly days with the SDK’s indices are stored once each, in ascending order',
    send: [`${INTERVAL}=monthly&${MONTHLY}[0]=20&${MONTHLY}[1]=5&${MONTHLY}[2]=20`],
    now: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [5, 20] } } },
  },
  {
    what: 'the answer has no days of the previous interval',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=weekly&${WEEKLY}[]=friday`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
  },
  {
    what: 'an interval needs its days again after a change to another one',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=daily`, `${INTERVAL}=monthly`],
    refusal: { code: 'parameter_missing', param: MONTHLY },
  },
  {
    what: 'manual needs no days',
    send: [`${INTERVAL}=manual`],
    now: { payouts: { schedule: { interval: 'manual' } } },
  },
  {
    what: 'repeating the current interval needs no days',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=weekly`],
    now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
  },
  {
    what: 'the days of the current interval can be sent alone',
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
  {
    what: 'daily with weekly days is refused',
    send: [`${INTERVAL}=daily&${WEEKLY}[]=monday`],
    refusal: { param: WEEKLY },
  },
  {
    what: 'weekly with monthly days is refused',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=monday&${MONTHLY}[]=1`],
    refusal: { param: MONTHLY },
  },
  {
    what: 'a payout day on a weekend is refused',
    send: [`${INTERVAL}=weekly&${WEEKLY}[]=saturday`],
    refusal: {
      param: `${WEEKLY}[0]`,
      message: `Invalid ${WEEKLY}[0]: must be one of friday, monday, thursday, tuesday, or wednesday`,
    },
  },
  { what: 'day 0 of the month is refused', send: [`${INTERVAL}=monthly&${MONTHLY}[]=0`], refusal: { param: MONTHLY } },
  {
    what: 'day 32 of the month is refused',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=32`],
    refusal: { param: MONTHLY },
  },
  {
    what: 'a fraction as a day of the month is refused',
    send: [`${INTERVAL}=monthly&${MONTHLY}[]=1.5`],
    refusal: { code: 'parameter_invalid_integer', param: `${MONTHLY}[0]` },
  },
  {
    what: 'an unknown interval is refused with Stripe’s message',
    send: [`${INTERVAL}=hourly`],
    refusal: { param: INTERVAL, message: `Invalid ${INTERVAL}: must be one of daily, manual, monthly, or weekly` },
  },
  {
    what: 'an empty interval is refused',
    send: [`${INTERVAL}=`],
    refusal: { code: 'parameter_invalid_empty', param: INTERVAL },
  },
  {
    what: 'debits of negative balances can be enabled',
    send: ['payments[debit_negative_balances]=true'],
    now: { debit_negative_balances: true },
  },
  {
    what: 'debits of negative balances accept only true and false',
    send: ['payments[debit_negative_balances]=yes'],
    refusal: { param: 'payments[debit_negative_balances]' },
  },
  {
    what: 'an empty value for debits is refused',
    send: ['payments[debit_negative_balances]='],
    refusal: { code: 'parameter_invalid_empty', param: 'payments[debit_negative_balances]' },
  },
  {
    what: 'a descriptor of 22 characters is accepted',
    send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUV`],
    now: { payouts: { statement_descriptor: 'ABCDEFGHIJKLMNOPQRSTUV' } },
  },
  {
    what: 'a descriptor of 23 characters is refused',
    send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUVW`],
    refusal: { param: DESCRIPTOR },
  },
  {
    what: 'an empty descriptor is refused',
    send: [`${DESCRIPTOR}=`],
    refusal: { code: 'parameter_invalid_empty', param: DESCRIPTOR },
  },
  {
    what: 'a minimum balance is added to those of other currencies',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[eur]=5000&${MINIMUM}[usd]=2000`],
    now: { payouts: { minimum_balance_by_currency: { usd: 2000, cad: 8000, eur: 5000 } } },
  },
  {
    what: 'an empty amount removes one currency',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[usd]=`],
    now: { payouts: { minimum_balance_by_currency: { cad: 8000 } } },
  },
  {
    what: 'removing the last currency leaves null',
    send: [`${MINIMUM}[usd]=1500`, `${MINIMUM}[usd]=`],
    now: { payouts: { minimum_balance_by_currency: null } },
  },
  {
    what: 'an empty map removes all currencies',
    send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}=`],
    now: { payouts: { minimum_balance_by_currency: null } },
  },
  { what: 'a negative minimum is refused', send: [`${MINIMUM}[usd]=-1`], refusal: { param: `${MINIMUM}[usd]` } },
  {
    what: 'a minimum with decimals is refused',
    send: [`${MINIMUM}[usd]=15.00`],
    refusal: { code: 'parameter_invalid_integer', param: `${MINIMUM}[usd]` },
  },
  {
    what: 'a minimum in an unknown currency is refused',
    send: [`${MINIMUM}[abc]=1`],
    refusal: { param: `${MINIMUM}[abc]` },
  },
  ...['BR', 'IN', 'TH'].map((country) => ({
    what: `minimum balances are refused in ${country}`,
    traits: { profile: 'custom', country },
    send: [`${MINIMUM}[usd]=1`],
    refusal: { param: MINIMUM },
  })),
  {
    what: 'the delay override is shown with the current delay',
    send: [`${DELAY}=7`],
    now: { settlement_timing: { delay_days: 7, delay_days_override: 7 } },
  },
  {
    what: 'an empty override restores the minimum delay',
    send: [`${DELAY}=7`, `${DELAY}=`],
    now: { settlement_timing: { delay_days: 2 } },
  },
  { what: 'an override of 31 days is accepted', send: [`${DELAY}=31`], now: { settlement_timing: { delay_days: 31 } } },
  { what: 'an override of 32 days is refused', send: [`${DELAY}=32`], refusal: { param: DELAY } },
  {
    what: 'an override below the account’s minimum is refused with Stripe’s message',
    traits: { ...custom, delay_floor: 7 },
    send: [`${DELAY}=6`],
    refusal: { param: DELAY, message: "You cannot lower this merchant's delay below 7" },
  },
  {
    what: 'the word minimum as an override is refused',
    send: [`${DELAY}=minimum`],
    refusal: { code: 'parameter_invalid_integer', param: DELAY },
  },
  {
    what: 'the platform can’t set the delay where Stripe is liable',
    traits: stripeLiable,
    send: [`${DELAY}=7`],
    refusal: { param: DELAY },
  },
  {
    what: 'the delay itself is read-only',
    send: ['payments[settlement_timing][delay_days]=7'],
    refusal: { code: 'parameter_unknown', param: 'payments[settlement_timing][delay_days]' },
  },
  {
    what: 'the status of payouts is read-only',
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
    what: 'one part of the start of day can be changed alone',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}[minutes]=30`],
    now: { settlement_timing: { start_of_day: { hour: 2, minutes: 30, timezone: 'Australia/Perth' } } },
  },
  {
    what: 'an empty start of day restores the platform’s',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}=`],
    now: { settlement_timing: { start_of_day: null } },
  },
  {
    what: 'a new start of day needs all three parts',
    traits: australian,
    send: [`${START}[hour]=2`],
    refusal: { code: 'parameter_missing', param: `${START}[minutes]` },
  },
  {
    what: 'minutes other than 0 and 30 are refused',
    traits: australian,
    send: [`${START}[hour]=2&${START}[minutes]=15&${START}[timezone]=Australia/Perth`],
    refusal: { param: `${START}[minutes]` },
  },
  {
    what: 'a start after 04:00 in Australia is refused',
    traits: australian,
    send: [`${START}[hour]=4&${START}[minutes]=30&${START}[timezone]=Australia/Perth`],
    refusal: { param: `${START}[hour]` },
  },
  {
    what: 'a start other than midnight in UTC is refused',
    traits: australian,
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Etc/UTC`],
    refusal: { param: `${START}[hour]` },
  },
  {
    what: 'a time zone of another country is refused',
    traits: australian,
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Asia/Tokyo`],
    refusal: { param: `${START}[timezone]` },
  },
  {
    what: 'a start of day in the United States is refused',
    send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=America/New_York`],
    refusal: { param: START },
  },
  {
    what: 'a transfer rule to a financial account of the account is stored',
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
    what: 'a rule that transfers everything has no amount',
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
    what: 'a rule up to an amount without the amount is refused',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_up_to_amount`],
    refusal: { code: 'parameter_missing', param: `${RULES}[usd][0][transfer_up_to_amount]` },
  },
  {
    what: 'a rule for a financial account of another account is refused',
    send: [`${RULES}[usd][0][payout_method]=fa_9&${RULES}[usd][0][type]=transfer_all`],
    refusal: { code: 'resource_missing', param: `${RULES}[usd][0][payout_method]` },
  },
  {
    what: 'empty transfer rules are removed',
    traits: { ...custom, financial_accounts: ['fa_1'] },
    send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_all`, `${RULES}=`],
    now: { payouts: { automatic_transfer_rules_by_currency: null } },
  },
  {
    what: 'the flat body of the preview is refused',
    send: ['payouts[schedule][interval]=daily'],
    refusal: { code: 'parameter_unknown', param: 'payouts', message: 'Received unknown parameter: payouts' },
  },
  {
    what: 'an account without platform controls can’t be changed',
    traits: { profile: 'standard', platform_controls: false },
    send: [`${INTERVAL}=manual`],
    refusal: { status: 403 },
  },
  {
    what: 'a refused update changes nothing',
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

  test('a cleared override is absent from the answer', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${DELAY}=9`, { account })
    const { body } = await rig.post('/v1/balance_settings', `${DELAY}=`, { account })
    expect(body.payments.settlement_timing).not.toHaveProperty('delay_days_override')
  })

  test('the schedule shows only the days of its interval', async () => {
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

  test('a request without an account header changes the platform’s settings', async () => {
    await rig.post('/v1/balance_settings', `${DESCRIPTOR}=OURS`)
    expect((await rig.get('/v1/balance_settings')).body.payments.payouts.statement_descriptor).toBe('OURS')
    expect((await rig.settings(TEA)).payouts.statement_descriptor).toBeNull()
  })
})

describe('The balance settings of 2025-07-30.preview', () => {
  const flat = (account: string, form: string) => rig.post('/v1/balance_settings', form, { account, version: PREVIEW })

  test('the answer is flat and has no newer fields', async () => {
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

  test('the example of the specification works', async () => {
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

  test('all seven days of the week are allowed', async () => {
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
  test('have their older names', async () => {
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
  test('has the previous values, the account and the request', async () => {
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

  test('is not sent if nothing changed', async () => {
    const account = await rig.newAccount(custom)
    await rig.post('/v1/balance_settings', `${INTERVAL}=daily`, { account })
    expect((await rig.control('GET', `/events?account=${account}`)).data).toEqual([])
    const ledger = await rig.control('GET', `/ledger?account=${account}`)
    expect(ledger.data.map((entry: { type: string }) => entry.type)).toEqual(['account.created'])
  })

  test('has no request for a change in the Dashboard', async () => {
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
