import { describe, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { TEA } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { CUSTOM, DELAY, DESCRIPTOR, INTERVAL, MINIMUM, MONTHLY, WEEKLY } from '../testing/settings-cases.ts'

const rig = rigForTests()

describe('The balance settings of 2026-10-28.endive', () => {
  test('a cleared override is absent from the answer', async () => {
    const account = await rig.newAccount(CUSTOM)
    await rig.post('/v1/balance_settings', `${DELAY}=9`, { account })
    const { body } = await rig.post('/v1/balance_settings', `${DELAY}=`, { account })
    expect(body.payments.settlement_timing).not.toHaveProperty('delay_days_override')
  })

  test('the schedule shows only the days of its interval', async () => {
    const account = await rig.newAccount(CUSTOM)
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
    const account = await rig.newAccount(CUSTOM)
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
    const account = await rig.newAccount(CUSTOM)
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

  test('the settlement delay can be changed although its override isn’t shown, and `minimum` restores the lowest', async () => {
    const account = await rig.newAccount(CUSTOM)
    const longer = await flat(account, 'settlement_timing[delay_days_override]=9')
    expect(longer.body.settlement_timing).toEqual({ delay_days: 9 })
    expect((await rig.settings(account)).settlement_timing).toMatchObject({ delay_days: 9, delay_days_override: 9 })
    const lowest = await flat(account, 'settlement_timing[delay_days_override]=minimum')
    expect(lowest.body.settlement_timing).toEqual({ delay_days: 2 })
    expect((await rig.settings(account)).settlement_timing).not.toHaveProperty('delay_days_override')
  })

  test('all seven days of the week are allowed', async () => {
    const account = await rig.newAccount(CUSTOM)
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
    const account = await rig.newAccount(CUSTOM)
    const { status, body } = await flat(account, form)
    expect({ status, param: body.error.param, code: body.error.code }).toEqual({ status: 400, param, code })
  })
})

describe('The same settings in the account object', () => {
  test('have their older names', async () => {
    const account = await rig.newAccount(CUSTOM)
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
    const account = await rig.newAccount(CUSTOM)
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
    const account = await rig.newAccount(CUSTOM)
    await rig.post('/v1/balance_settings', `${INTERVAL}=daily`, { account })
    expect((await rig.control('GET', `/events?account=${account}`)).data).toEqual([])
    const ledger = await rig.control('GET', `/ledger?account=${account}`)
    expect(ledger.data.map((entry: { type: string }) => entry.type)).toEqual(['account.created'])
  })

  test('has no request for a change in the Dashboard', async () => {
    const account = await rig.newAccount(CUSTOM)
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
