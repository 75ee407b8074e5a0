import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readOptions } from '../options.ts'
import { BAKERY, type Json, Rig, WERK } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

test('health shows the simulator and its options', async () => {
  expect(await rig.control('GET', '/health')).toMatchObject({
    status: 'ok',
    simulator: 'stripe',
    accounts: 60,
    api_versions: ['2026-10-28.endive', '2025-07-30.preview'],
  })
})

test('requests from other origins and host names are refused', async () => {
  expect(await rig.raw('/_sim/health', { Origin: 'https://evil.example' })).toBe(403)
  expect(await rig.raw('/_sim/health', { Host: 'evil.example' })).toBe(403)
  expect(await rig.raw('/_sim/health', {})).toBe(200)
})

describe('A new account', () => {
  test('has the requested traits and one bank account', async () => {
    const account = await rig.control('POST', '/accounts', {
      country: 'GB',
      profile: 'express',
      name: 'Made to Order',
      email: 'made@order.example',
      balance: { gbp: { available: 12_345, pending: 678 } },
      settings: { payments: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [31] } } } },
    })
    expect(account).toMatchObject({
      id: expect.stringMatching(/^acct_\w+$/),
      object: 'account',
      country: 'GB',
      default_currency: 'gbp',
      email: 'made@order.example',
      type: 'express',
      payouts_enabled: true,
      business_profile: { name: 'Made to Order' },
      external_accounts: { data: [{ object: 'bank_account', currency: 'gbp', default_for_currency: true }] },
    })
    const state = await rig.control('GET', `/accounts/${account.id}/state`)
    expect(state.balance).toMatchObject({ available: [{ amount: 12_345 }], pending: [{ amount: 678 }] })
    expect(state.balance_settings.payments.payouts.schedule).toEqual({ interval: 'monthly', monthly_payout_days: [31] })
    expect((await rig.get('/v1/accounts?limit=1')).body.data[0].id).toBe(account.id)
  })

  test.each([
    ['standard', 'standard', 'full', 'stripe', 'stripe'],
    ['express', 'express', 'express', 'application', 'stripe'],
    ['custom', 'custom', 'none', 'application', 'application'],
    ['no_dashboard', 'none', 'none', 'stripe', 'stripe'],
  ])('with the profile %s has the type %s', async (profile, type, dashboard, losses, collection) => {
    expect(await rig.control('POST', '/accounts', { profile })).toMatchObject({
      type,
      controller: {
        is_controller: true,
        losses: { payments: losses },
        requirement_collection: collection,
        stripe_dashboard: { type: dashboard },
      },
    })
  })

  test.each([
    [{ country: 'XX' }],
    [{ profile: 'deluxe' }],
    [{ id: BAKERY }],
    [{ id: 'nonsense' }],
    [{ balance: { usd: { available: 1.5 } } }],
    [{ settings: { payments: { payouts: { schedule: { interval: 'weekly' } } } } }],
    [{ name: 5 }],
    [{ delay_floor: 32 }],
    [{ delay_floor: 1e15 }],
    [{ delay_floor: 'long' }],
    [{ business_profile: { name: 5 } }],
    [{ business_profile: { nickname: 'Jo' } }],
  ])('is refused for %j', async (body) => {
    const { accounts } = await rig.control('GET', '/health')
    expect((await rig.control('POST', '/accounts', body)).error).toBeDefined()
    const after = await rig.control('GET', '/health')
    expect(after.accounts - accounts).toBeLessThanOrEqual(0)
  })

  test('can be changed as in the Dashboard: the account and the event show it', async () => {
    const id = await rig.newAccount()
    await rig.control('POST', `/accounts/${id}`, {
      payouts_enabled: false,
      disabled_reason: 'under_review',
      currently_due: ['external_account'],
    })
    expect((await rig.get(`/v1/accounts/${id}`)).body).toMatchObject({
      payouts_enabled: false,
      requirements: { disabled_reason: 'under_review', currently_due: ['external_account'] },
    })
    const { data } = await rig.control('GET', `/events?account=${id}`)
    expect(data.at(-1)).toMatchObject({
      type: 'account.updated',
      request: null,
      data: { previous_attributes: { payouts_enabled: true, requirements: { disabled_reason: null } } },
    })
  })
})

describe('The clock', () => {
  test('can be advanced by seconds or to a moment, and can be frozen', async () => {
    await rig.control('POST', '/reset', { now: '2027-01-31T11:00:00Z' })
    await rig.control('POST', '/clock', { now: '2027-01-31T12:00:00Z' })
    expect((await rig.control('GET', '/clock')).iso).toBe('2027-01-31T12:00:00.000Z')
    await rig.control('POST', '/clock', { advance_seconds: 90 })
    expect((await rig.control('GET', '/clock')).iso).toBe('2027-01-31T12:01:30.000Z')
    await rig.control('POST', '/clock', { frozen: false })
    expect((await rig.control('GET', '/clock')).frozen).toBe(false)
    await rig.control('POST', '/clock', { frozen: true })
    expect((await rig.control('GET', '/clock')).frozen).toBe(true)
    await rig.control('POST', '/reset')
    const { now } = await rig.control('GET', '/clock')
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(5)
  })
})

describe('An impossible time', () => {
  const NOW = '2026-11-25T09:00:00.000Z'
  beforeAll(async () => {
    await rig.control('POST', '/reset', { accounts: 1, now: NOW })
  })
  afterAll(async () => {
    await rig.control('POST', '/reset')
  })

  test.each([
    [{ now: '2026-11-25T08:59:59Z' }, 'cannot go back to 2026-11-25T08:59:59.000Z'],
    [{ advance_to: '2026-11-01' }, 'The clock is at 2026-11-25T09:00:00.000Z'],
    [{ advance_seconds: -1 }, 'cannot go back'],
    [{ advance_seconds: -99_999_999_999_999 }, 'no further than 50 years'],
    [{ advance_seconds: 1e15 }, 'no further than 50 years'],
    [{ now: 1e15 }, 'no further than 50 years'],
    [{ now: '+012026-01-01T00:00:00Z' }, 'no further than 50 years'],
    [{ now: 'soon' }, 'now must be seconds since the epoch or an ISO date'],
    [{ now: [2027] }, 'now must be'],
    [{ advance_to: null }, 'now must be'],
    [{ advance_seconds: '90' }, 'advance_seconds must be a number'],
    [{ advance_seconds: null }, 'advance_seconds must be a number'],
    [{ frozen: 'yes' }, 'frozen must be true or false'],
    [{ frozen: false, now: 'soon' }, 'now must be'],
  ])('is refused with a message, and the clock stays the same: %j', async (body, message) => {
    const answer = await rig.fetch('/_sim/clock', { method: 'POST', body: JSON.stringify(body) })
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)])
    expect(await rig.control('GET', '/clock')).toMatchObject({ iso: NOW, frozen: true })
  })

  test('is refused by a reset too, although a world can start in the past', async () => {
    for (const now of [1e15, -1e15, '1900-01-01', 'soon', true]) {
      const answer = await rig.fetch('/_sim/reset', { method: 'POST', body: JSON.stringify({ accounts: 1, now }) })
      expect([now, answer.status]).toEqual([now, 400])
    }
    await rig.control('POST', '/reset', { accounts: 1, now: '2020-02-29' })
    expect((await rig.control('GET', '/clock')).iso).toBe('2020-02-29T00:00:00.000Z')
  })

  test('is not the current second, so a moment in whole seconds is accepted', async () => {
    await rig.control('POST', '/reset', { accounts: 1, now: '2026-11-25T09:00:00.700Z' })
    const { iso } = await rig.control('POST', '/clock', { now: '2026-11-25T09:00:00Z' })
    expect(iso).toBe('2026-11-25T09:00:00.700Z')
  })
})

describe('The world', () => {
  const accountsOf = async (seed: number): Promise<Json[]> => {
    await rig.control('POST', '/reset', { seed })
    return (await rig.get('/v1/accounts?limit=100')).body.data
  }

  test('is identical for the same seed and moment', async () => {
    const snapshot = async () => {
      await rig.control('POST', '/reset', { seed: 7, now: '2026-11-25T09:00:00Z' })
      await rig.control('POST', '/clock', { advance_seconds: 5 * 86_400 })
      return JSON.stringify(rig.simulator.world.snapshot())
    }
    const [one, other] = [await snapshot(), await snapshot()]
    expect(one === other).toBe(true)
  })

  test('has the same accounts for the same seed at any time, and different ones for another seed', async () => {
    const facts = (accounts: Json[]) => accounts.map(({ id, email, country }: Json) => ({ id, email, country }))
    const [one, again, other] = [facts(await accountsOf(7)), facts(await accountsOf(7)), facts(await accountsOf(8))]
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
    expect(other.slice(0, 5)).toEqual(one.slice(0, 5))
  })

  test('starts with the five accounts of the demo', async () => {
    const accounts = (await accountsOf(1)).slice(0, 5)
    expect(accounts.map(({ id, country, type }: Json) => [id, country, type])).toEqual([
      ['acct_1SpwDemoBakery', 'US', 'custom'],
      ['acct_1SpwDemoBooks', 'GB', 'express'],
      ['acct_1SpwDemoWerk', 'DE', 'standard'],
      ['acct_1SpwDemoTea', 'JP', 'none'],
      ['acct_1SpwDemoSurf', 'AU', 'custom'],
    ])
    expect((await rig.settings(BAKERY)).payouts).toMatchObject({ status: 'enabled', schedule: { interval: 'weekly' } })
  })

  test('has every case that a dashboard must show', async () => {
    const accounts = await accountsOf(1)
    const states: Json[] = await Promise.all(
      accounts.map(({ id }: Json) => rig.control('GET', `/accounts/${id}/state`)),
    )
    const settings = states.map((state) => state.balance_settings.payments)
    const amounts = states.flatMap((state) => state.balance.available)
    const payouts = states.flatMap((state) => state.payouts)
    const has = (what: boolean, name: string) => expect(what, name).toBe(true)

    expect(accounts).toHaveLength(60)
    expect(new Set(accounts.map(({ country }: Json) => country)).size).toBeGreaterThanOrEqual(12)
    expect(new Set(accounts.map(({ type }: Json) => type))).toEqual(new Set(['standard', 'express', 'custom', 'none']))
    expect(new Set(settings.map(({ payouts: { schedule } }) => schedule.interval))).toEqual(
      new Set(['daily', 'weekly', 'monthly', 'manual']),
    )
    has(
      amounts.some(({ currency }) => currency === 'jpy'),
      'a zero-decimal currency',
    )
    has(
      amounts.some(({ currency }) => currency === 'kwd'),
      'a three-decimal currency',
    )
    has(
      amounts.some(({ amount }) => amount < 0),
      'a negative balance',
    )
    has(
      states.some((state) => state.balance.available.length > 2),
      'several currencies in one account',
    )
    has(
      accounts.some((account: Json) => !account.payouts_enabled && account.requirements.past_due.length > 0),
      'payouts disabled',
    )
    has(
      payouts.some(({ status }) => status === 'failed'),
      'a failed payout',
    )
    has(
      payouts.some(({ status }) => status === 'in_transit'),
      'a payout in transit',
    )
    has(
      states.some((state) => state.external_accounts.some((bank: Json) => bank.status === 'errored')),
      'an errored bank account',
    )
    has(
      states.some((state) => state.external_accounts.length === 0),
      'no bank account at all',
    )
    has(
      settings.some(({ payouts: { minimum_balance_by_currency } }) => minimum_balance_by_currency !== null),
      'a minimum balance',
    )
    has(
      settings.some(({ settlement_timing }) => 'delay_days_override' in settlement_timing),
      'a delay override',
    )
    has(
      settings.some(({ settlement_timing }) => settlement_timing.start_of_day !== null),
      'a start of day',
    )
    has(
      accounts.some((account: Json) => account.business_profile.name.length > 80),
      'a long name',
    )
    has(
      accounts.some((account: Json) => /\p{Script=Arabic}/u.test(account.business_profile.name)),
      'a right-to-left name',
    )
    has(
      accounts.some((account: Json) => account.controller.type === 'account'),
      'an account that is not controlled',
    )
    has(
      accounts.every((account: Json) => account.email.endsWith('.example')),
      'only invented addresses',
    )
  })

  test.each([22, 23, 24, 25, 26, 27, 28])('has payouts in transit on 2026-11-%s too', async (day) => {
    await rig.control('POST', '/reset', { now: `2026-11-${day}T10:00:00Z` })
    const { data } = (await rig.get('/v1/payouts?limit=100', { account: BAKERY })).body
    expect(data.filter(({ status }: Json) => status === 'in_transit')).not.toEqual([])
    await rig.control('POST', '/reset')
  })

  test('has balances that equal the sum of their transactions, in every account and currency', async () => {
    await accountsOf(1)
    for (const account of rig.simulator.world.accounts.all()) {
      const sums: Record<string, number> = {}
      for (const { currency, amount, fee } of account.balance_transactions) {
        sums[currency] = (sums[currency] ?? 0) + amount - fee
      }
      for (const [currency, balance] of Object.entries(account.balances)) {
        const available = Object.values(balance.available).reduce((sum, part) => sum + part, 0)
        const pending = balance.pending.reduce((sum, lot) => sum + lot.amount, 0)
        expect({ id: account.id, currency, total: available + pending }).toEqual({
          id: account.id,
          currency,
          total: sums[currency] ?? 0,
        })
      }
    }
  })

  test('can have more accounts than names', async () => {
    expect(await rig.control('POST', '/reset', { accounts: 500 })).toMatchObject({ accounts: 500 })
    expect((await rig.get('/v1/accounts?limit=1')).body.data[0].id).toBe(BAKERY)
    await rig.control('POST', '/reset')
  })
})

describe('The state file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-simulator-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('keeps settings, balances, events, ledger, idempotency, keys and clock across a restart, but no planned faults', async () => {
    const stateFile = join(folder, 'deep', 'state.json')
    const first = await Rig.start({ stateFile })
    await first.control('POST', '/clock', { advance_seconds: 1000 })
    await first.control('POST', `/accounts/${WERK}/balance_settings`, {
      payments: { payouts: { schedule: { interval: 'manual' } } },
    })
    const payout = await first.post('/v1/payouts', 'amount=100&currency=eur', { account: WERK, idempotencyKey: 'once' })
    const { key } = await first.control('POST', '/keys', { permissions: { balance: 'read' } })
    await first.control('POST', '/webhooks/plan', { lose: 1 })
    const before = await first.control('GET', `/accounts/${WERK}/state`)
    const offset = (await first.control('GET', '/clock')).now - Date.now() / 1000
    await first.stop()

    const second = await Rig.start({ stateFile, seed: 99 })
    expect(await second.control('GET', `/accounts/${WERK}/state`)).toEqual(before)
    expect((await second.control('GET', '/health')).seed).toBe(1)
    expect((await second.control('GET', `/ledger?account=${WERK}`)).data).toHaveLength(2)
    expect((await second.get('/v1/events', { account: WERK })).body.data).toHaveLength(2)
    expect((await second.control('GET', '/clock')).now - Date.now() / 1000).toBeCloseTo(offset, -1)
    const replay = await second.post('/v1/payouts', 'amount=100&currency=eur', {
      account: WERK,
      idempotencyKey: 'once',
    })
    expect([replay.body.id, replay.headers.get('idempotent-replayed')]).toEqual([payout.body.id, 'true'])
    const allowed = await second.get('/v1/balance', { key })
    expect([allowed.status, (await second.get('/v1/account', { key })).status]).toEqual([200, 403])
    expect((await second.control('GET', '/webhooks/plan')).plan).toBeNull()
    await second.control('POST', '/clock', { advance_seconds: 10 * 86_400 })
    expect((await second.get(`/v1/payouts/${payout.body.id}`, { account: WERK })).body.status).toBe('paid')
    await second.stop()
  })

  test('is saved soon after a change', async () => {
    const stateFile = join(folder, 'soon.json')
    const running = await Rig.start({ stateFile })
    await running.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=KEPT', { account: BAKERY })
    await expect.poll(() => readFileSync(stateFile, 'utf8').includes('"KEPT"'), { timeout: 3000 }).toBe(true)
    await running.stop()
  })

  test('is renamed if it can’t be read, and a new world starts', async () => {
    const stateFile = join(folder, 'broken.json')
    writeFileSync(stateFile, '{"format":1,')
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
    const running = await Rig.start({ stateFile })
    expect((await running.control('GET', '/health')).accounts).toBe(60)
    await running.stop()
    expect(readdirSync(folder).some((name) => name.startsWith('broken.json.unreadable-'))).toBe(true)
    expect(complaint).toHaveBeenCalledOnce()
    complaint.mockRestore()
  })
})

describe('The environment', () => {
  test.each([
    [{ SIM_HOST: '0.0.0.0' }, 'SIM_HOST must be 127.0.0.1'],
    [{ SIM_SECRET_KEY: 'sk_live_x' }, 'must not be a live key'],
    [{ SIM_WEBHOOK_URL: 'http://127.0.0.1:1' }, 'Set both SIM_WEBHOOK_URL and SIM_WEBHOOK_SECRET'],
    [{ SIM_PORT: 'x' }, 'SIM_PORT must be a whole number'],
    [{ SIM_LIMITS: 'some' }, 'SIM_LIMITS must be off, sandbox, live'],
    [{ SIM_RESTRICTED_KEYS: 'rk_test_x' }, 'SIM_RESTRICTED_KEYS must be JSON'],
    [{ SIM_RESTRICTED_KEYS: '{"rk_live_x":{}}' }, 'must begin with rk_test_'],
    [{ SIM_RESTRICTED_KEYS: '{"rk_test_x":{"payouts":"all"}}' }, 'payouts must be none, read, write'],
  ])('%j is refused', (env, message) => {
    expect(() => readOptions(env as unknown as NodeJS.ProcessEnv)).toThrow(message)
  })

  test('can set restricted keys, limits and webhook endpoints, and a reset restores them', async () => {
    const options = readOptions({
      SIM_RESTRICTED_KEYS: '{"rk_test_app":{"payouts":"read"}}',
      SIM_LIMITS: 'live',
      SIM_PLATFORM_WEBHOOK_URL: 'http://127.0.0.1:9/platform',
      SIM_PLATFORM_WEBHOOK_SECRET: 'whsec_p',
    } as unknown as NodeJS.ProcessEnv)
    const running = await Rig.start({ ...options, port: 0, accounts: 1 })
    await running.control('DELETE', '/keys/rk_test_app')
    await running.control('POST', '/limits', { mode: 'off' })
    await running.control('POST', '/reset')
    expect((await running.get('/v1/payouts', { key: 'rk_test_app' })).status).toBe(200)
    expect(await running.control('GET', '/limits')).toMatchObject({ mode: 'live', limits: { per_second: 100 } })
    expect(await running.control('GET', '/webhooks')).toMatchObject({
      url: null,
      endpoints: { connect: { url: null }, platform: { enabled: true } },
    })
    await running.stop()
  })

  test('has defaults for every option', () => {
    expect(readOptions({} as NodeJS.ProcessEnv)).toMatchObject({
      host: '127.0.0.1',
      port: 12111,
      secretKey: 'sk_test_simulator',
      seed: 1,
    })
  })
})
