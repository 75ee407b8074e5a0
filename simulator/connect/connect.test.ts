import { describe, expect, test } from 'vitest'
import { type Json, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

const EVERYTHING = {
  edit_payout_schedule: true,
  external_account_collection: true,
  instant_payouts: true,
  standard_payouts: true,
}
const claim = (secret: unknown) =>
  rig.fetch('/connect/claim', { method: 'POST', body: JSON.stringify({ client_secret: secret }) })
const events = async (account: string): Promise<string[]> =>
  (await rig.control('GET', `/events?account=${account}`)).data.map((event: Json) => event.type)

/** Signs the holder in as the stand-in's window does. */
const announce = (token: string, ticket: string) => act(token, 'POST', '/sign_ins', { ticket })
const redeem = (ticket: string, origin = rig.address) =>
  rig.fetch('/connect/sign_ins/redeem', {
    method: 'POST',
    headers: { Origin: origin },
    body: JSON.stringify({ ticket }),
  })
const TICKET = '0123456789abcdef0123456789abcdef'
async function signIn(token: string) {
  await announce(token, TICKET)
  await redeem(TICKET)
}
const act = (token: string, method: string, path: string, fields: object = {}) =>
  rig.connect(method, path, token, fields)

describe('A client secret', () => {
  const create = async (account: string) =>
    (await rig.post('/v1/account_sessions', `account=${account}&components[balances][enabled]=true`)).body.client_secret

  test('is exchanged once for a session with its permissions', async () => {
    const account = await rig.newAccount({ name: 'Claimed & Co', country: 'GB' })
    const secret = await create(account)
    const { status, body } = await claim(secret)
    expect(status).toBe(200)
    expect(body).toMatchObject({ account, business_name: 'Claimed & Co', country: 'GB', livemode: false })
    expect(body.components.balances.enabled).toBe(true)
    const again = await claim(secret)
    expect([again.status, again.body.error.type, again.body.error.code]).toEqual([
      401,
      'authentication_error',
      'client_secret_used',
    ])
  })

  test('is refused if it is unknown, missing or expired', async () => {
    const secret = await create(await rig.newAccount())
    expect((await claim('accs_secret__invented')).body.error.code).toBe('client_secret_invalid')
    expect((await claim(undefined)).status).toBe(400)
    await rig.control('POST', '/clock', { advance_seconds: 3601 })
    expect((await claim(secret)).body.error.code).toBe('session_expired')
  })
})

describe('A session', () => {
  test('ends after an hour, at logout, and when the account is deleted', async () => {
    const account = await rig.newAccount()
    const token = await rig.session(account, { balances: {} })
    expect((await rig.connect('GET', '/state', token)).status).toBe(200)
    await rig.control('POST', '/clock', { advance_seconds: 3601 })
    expect((await rig.connect('GET', '/state', token)).body.error).toMatchObject({ code: 'session_expired' })

    const second = await rig.session(account, { balances: {} })
    await rig.connect('POST', '/logout', second)
    expect((await rig.connect('GET', '/state', second)).status).toBe(401)

    const third = await rig.session(account, { balances: {} })
    await rig.control('DELETE', `/accounts/${account}`)
    expect((await rig.connect('GET', '/state', third)).status).toBe(401)
    expect((await rig.connect('GET', '/state', 'invented')).status).toBe(401)
  })

  test('shows the balance with its dates, the schedule and the bank accounts', async () => {
    const account = await rig.newAccount({
      country: 'DE',
      profile: 'express',
      balance: { eur: { available: 50_000, pending: 2_000 }, kwd: { available: 1_230 } },
      settings: {
        payments: {
          payouts: {
            schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] },
            minimum_balance_by_currency: { eur: 10_000 },
          },
        },
      },
    })
    const { body } = await rig.connect('GET', '/state', await rig.session(account, { balances: {} }))
    expect(body).toMatchObject({
      losses_payments: 'application',
      payouts_enabled: true,
      delay_days: 3,
      schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] },
      platform_name: 'Harbour Market',
      balance: {
        available: [
          { amount: 50_000, currency: 'eur' },
          { amount: 1_230, currency: 'kwd' },
        ],
        pending: [{ amount: 2_000, currency: 'eur', available_on: expect.any(Number) }],
        in_transit: [
          { amount: 0, currency: 'eur' },
          { amount: 0, currency: 'kwd' },
        ],
        minimum_balances: { eur: 10_000 },
      },
    })
    expect(body.external_accounts).toHaveLength(1)
    expect(body.balance.upcoming_payouts[0]).toMatchObject({ currency: 'eur', estimated: true })
    const total = body.balance.upcoming_payouts.reduce((sum: number, payout: Json) => sum + payout.amount, 0)
    expect(total).toBe(42_000)
  })

  test.each([
    ['balances', ['balance', 'external_accounts']],
    ['payouts', ['balance', 'external_accounts', 'payouts']],
    ['payouts_list', ['payouts']],
    ['payout_details', ['payouts']],
    ['instant_payouts_promotion', ['balance', 'external_accounts']],
    ['notification_banner', ['requirements']],
    ['account_onboarding', ['requirements']],
    ['account_management', ['external_accounts', 'requirements']],
    ['documents', []],
  ])('with %s alone shows only what that displays: %j', async (component, shown) => {
    const account = await rig.newAccount()
    const { body } = await rig.connect('GET', '/state', await rig.session(account, { [component]: {} }))
    const parts = ['balance', 'external_accounts', 'payouts', 'requirements']
    expect(parts.filter((part) => (body[part] ?? null) !== null)).toEqual(shown)
  })

  test('shows nothing without a component that is drawn', async () => {
    const token = await rig.session(await rig.newAccount(), { disputes_list: {} })
    expect((await rig.connect('GET', '/state', token)).body.error.code).toBe('component_not_enabled')
  })
})

describe('What Stripe needs', () => {
  const PAST_DUE = { past_due: ['external_account'], eventually_due: ['company.tax_id'], payouts_enabled: false }
  const provide = (token: string, requirement: unknown, component = 'account_onboarding') =>
    rig.connect('POST', '/requirements', token, { requirement, component })

  test('is provided in a component: payouts start again when nothing is past due, and an event says so', async () => {
    const account = await rig.newAccount({ profile: 'custom' })
    await rig.control('POST', `/accounts/${account}`, PAST_DUE)
    const token = await rig.session(account, { account_onboarding: {} })
    expect((await provide(token, 'external_account')).body).toEqual({ provided: 'external_account' })
    const after = (await rig.get(`/v1/accounts/${account}`)).body
    expect(after.payouts_enabled).toBe(true)
    expect(after.requirements).toMatchObject({
      past_due: [],
      currently_due: [],
      eventually_due: ['company.tax_id'],
      disabled_reason: null,
    })
    const events = (await rig.get('/v1/events', { account })).body.data
    expect(events[0].type).toBe('account.updated')
    expect((await provide(token, 'external_account')).body.error.code).toBe('requirement_not_due')
  })

  test.each([null, 7, {}, '', 'x'.repeat(10_000)])(
    'is refused when %j is provided, and nothing changes',
    async (value) => {
      const account = await rig.newAccount({ profile: 'custom' })
      const token = await rig.session(account, { account_management: {} })
      expect((await provide(token, value, 'account_management')).status).toBe(400)
    },
  )

  test('is not provided by a component that only reads, by another one, or by one that there isn’t', async () => {
    const account = await rig.newAccount({ profile: 'custom' })
    await rig.control('POST', `/accounts/${account}`, PAST_DUE)
    const token = await rig.session(account, { payouts_list: {}, documents: {} })
    for (const component of ['documents', 'payouts_list', 'account_onboarding'])
      expect((await provide(token, 'external_account', component)).body.error.code).toBe('component_not_enabled')
    expect((await provide(token, 'external_account', 'payments')).body.error.code).toBe('component_unknown')
  })

  test('needs the holder’s sign-in where Stripe collects it', async () => {
    const account = await rig.newAccount({ profile: 'express' })
    await rig.control('POST', `/accounts/${account}`, { past_due: ['external_account'] })
    const token = await rig.session(account, { notification_banner: {} })
    const answer = await provide(token, 'external_account', 'notification_banner')
    expect(answer.body.error.code).toBe('user_authentication_required')
  })
})

describe('The holder', () => {
  const withEverything = async (traits: Record<string, unknown>) => {
    const account = await rig.newAccount(traits)
    const token = await rig.session(account, { balances: EVERYTHING })
    await signIn(token)
    return { account, token }
  }

  test('can change the schedule: the API shows it, the event has no request and the ledger names the component', async () => {
    const { account, token } = await withEverything({ profile: 'express' })
    const answer = await act(token, 'POST', '/schedule', { interval: 'weekly', weekly_payout_days: ['friday'] })
    expect(answer.body).toEqual({ interval: 'weekly', weekly_payout_days: ['friday'] })
    expect((await rig.settings(account)).payouts.schedule).toEqual(answer.body)
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data).toMatchObject([{ type: 'balance_settings.updated', request: null, account }])
    const ledger = await rig.control('GET', `/ledger?account=${account}`)
    expect(ledger.data.at(-1)).toMatchObject({ type: 'balance_settings.updated', actor: 'component' })
  })

  test('is bound by the rules of the API', async () => {
    const { token } = await withEverything({ profile: 'express' })
    const answer = await act(token, 'POST', '/schedule', { interval: 'weekly' })
    expect([answer.status, answer.body.error.param]).toEqual([400, 'weekly_payout_days'])
    expect((await act(token, 'POST', '/schedule', { interval: 'manual', x: 1 })).body.error.code).toBe(
      'parameter_unknown',
    )
  })

  test('can only send standard payouts while the schedule is manual', async () => {
    const { account, token } = await withEverything({ profile: 'express', balance: { usd: { available: 5_000 } } })
    const wanted = { amount: 2_000, currency: 'usd', method: 'standard' }
    expect((await act(token, 'POST', '/payouts', wanted)).body.error.code).toBe('payouts_not_allowed')
    await act(token, 'POST', '/schedule', { interval: 'manual' })
    const { status, body } = await act(token, 'POST', '/payouts', wanted)
    expect([status, body.object, body.amount, body.automatic]).toEqual([200, 'payout', 2_000, false])
    expect((await rig.get('/v1/balance', { account })).body.available[0].amount).toBe(3_000)
    expect(await events(account)).toEqual(['balance_settings.updated', 'payout.created'])
    const state = (await rig.connect('GET', '/state', token)).body
    expect(state.balance.in_transit).toEqual([{ amount: 2_000, currency: 'usd' }])
  })

  test('gets one payout for a double click', async () => {
    const { account, token } = await withEverything({ profile: 'express', balance: { usd: { available: 50_000 } } })
    const click = () =>
      rig.fetch('/connect/payouts', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'click' },
        body: JSON.stringify({ amount: 2_000, currency: 'usd', method: 'instant' }),
      })
    const [one, other] = [await click(), await click()]
    expect(one.body).toEqual(other.body)
    expect((await rig.get('/v1/payouts', { account })).body.data).toHaveLength(1)
  })

  test('can add a bank account, make it the default and remove it', async () => {
    const { account, token } = await withEverything({ profile: 'express' })
    const added = await act(token, 'POST', '/external_accounts', {
      country: 'US',
      currency: 'usd',
      account_number: '000222222227',
      routing_number: '110000000',
      account_holder_name: 'Ada',
    })
    expect(added.body).toMatchObject({ object: 'bank_account', last4: '2227', default_for_currency: false })
    const [, first] = (await rig.get(`/v1/accounts/${account}/external_accounts`)).body.data
    expect(first.id).not.toBe(added.body.id)
    const stuck = await act(token, 'DELETE', `/external_accounts/${first.id}`)
    expect([stuck.status, stuck.body.error.message]).toEqual([
      400,
      expect.stringContaining('You cannot delete the default'),
    ])
    await act(token, 'POST', `/external_accounts/${added.body.id}/default`)
    const removed = await act(token, 'DELETE', `/external_accounts/${first.id}`)
    expect(removed.body).toEqual({ id: first.id, object: 'bank_account', deleted: true })
    expect(await events(account)).toEqual([
      'account.external_account.created',
      'account.external_account.updated',
      'account.external_account.deleted',
    ])
  })

  test.each([
    [{ country: 'US', currency: 'usd', account_number: '000222222227' }, 'routing_number', 'parameter_missing'],
    [
      { country: 'US', currency: 'usd', account_number: '000222222227', routing_number: '110000001' },
      'routing_number',
      'routing_number_invalid',
    ],
    [
      { country: 'US', currency: 'usd', account_number: '!', routing_number: '110000000' },
      'account_number',
      'account_number_invalid',
    ],
    [{ country: 'XX', currency: 'usd', account_number: '000222222227' }, 'country', 'country_unsupported'],
    [
      { country: 'US', currency: 'xxx', account_number: '000222222227', routing_number: '110000000' },
      'currency',
      undefined,
    ],
  ])('gets an error for the bank account %j', async (bank, param, code) => {
    const { token } = await withEverything({})
    const { status, body } = await act(token, 'POST', '/external_accounts', bank)
    expect({ status, param: body.error.param, code: body.error.code }).toEqual({ status: 400, param, code })
  })

  test('can add a debit card for instant payouts', async () => {
    const { account, token } = await withEverything({ balance: { usd: { available: 10_000 } } })
    const card = { number: '4000056655665556', exp_month: 12, exp_year: 2040, name: 'Ada' }
    const { status, body } = await act(token, 'POST', '/external_accounts', card)
    expect([status, body.object, body.last4]).toEqual([200, 'card', '5556'])
    const wanted = { amount: 5_000, currency: 'usd', method: 'instant', destination: body.id }
    expect((await act(token, 'POST', '/payouts', wanted)).body.type).toBe('card')
    expect(await events(account)).toEqual(['account.external_account.created', 'payout.created'])
  })

  test.each([
    [{ number: '4000056655665557', exp_month: 12, exp_year: 2040 }, 'number'],
    [{ number: '4000056655665556', exp_month: 13, exp_year: 2040 }, 'exp_month'],
    [{ number: '4000056655665556', exp_month: 1, exp_year: 2020 }, 'exp_year'],
    [{ number: '4000056655665556' }, 'exp_month'],
  ])('gets an error for the card %j', async (card, param) => {
    const { token } = await withEverything({})
    expect((await act(token, 'POST', '/external_accounts', card)).body.error.param).toBe(param)
  })

  test('can repeat a request whose answer was lost, with the same key, without a second payout', async () => {
    const { account, token } = await withEverything({ profile: 'express', balance: { usd: { available: 50_000 } } })
    const fault = { kind: 'status', status: 500, applied: true }
    await rig.control('POST', '/faults', { match: { path: '/connect/payouts' }, fault })
    const click = () =>
      rig.fetch('/connect/payouts', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'lost' },
        body: JSON.stringify({ amount: 2_000, currency: 'usd', method: 'instant' }),
      })
    expect((await click()).status).toBe(500)
    expect((await click()).status).toBe(200)
    expect((await rig.get('/v1/payouts', { account })).body.data).toHaveLength(1)
  })

  test('can’t add the same bank account twice', async () => {
    const { token } = await withEverything({})
    const bank = { country: 'US', currency: 'usd', account_number: '000222222227', routing_number: '110000000' }
    await act(token, 'POST', '/external_accounts', bank)
    expect((await act(token, 'POST', '/external_accounts', bank)).body.error.code).toBe('bank_account_exists')
  })

  test('can add funds to a negative balance only where Stripe is liable', async () => {
    const balance = { usd: { available: -5_000 } }
    const liable = await withEverything({ profile: 'standard', balance })
    const added = await act(liable.token, 'POST', '/add_funds', { amount: 6_000, currency: 'usd' })
    expect(added.body.available[0].amount).toBe(1_000)
    expect(await events(liable.account)).toEqual(['balance.available'])
    const notLiable = await withEverything({ profile: 'express', balance })
    const refused = await act(notLiable.token, 'POST', '/add_funds', { amount: 6_000, currency: 'usd' })
    expect(refused.status).toBe(403)
  })
})
