import { describe, expect, test } from 'vitest'
import { type Json, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

/** The server refuses what a session doesn't allow, whatever the component shows. */

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

const FEATURES = ['edit_payout_schedule', 'external_account_collection', 'instant_payouts', 'standard_payouts']
const features = (on: boolean) => Object.fromEntries(FEATURES.map((feature) => [feature, on]))
const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const BANK = { country: 'US', currency: 'usd', account_number: '000222222227', routing_number: '110000000' }

interface Action {
  name: string
  feature: string | null
  method: string
  path: string
  body?: Record<string, unknown>
  done: string
}

const ACTIONS: Action[] = [
  {
    name: 'an instant payout',
    feature: 'instant_payouts',
    method: 'POST',
    path: '/payouts',
    body: { amount: 100, currency: 'usd', method: 'instant' },
    done: 'payout.created',
  },
  {
    name: 'a standard payout',
    feature: 'standard_payouts',
    method: 'POST',
    path: '/payouts',
    body: { amount: 100, currency: 'usd', method: 'standard' },
    done: 'payout.created',
  },
  {
    name: 'another schedule',
    feature: 'edit_payout_schedule',
    method: 'POST',
    path: '/schedule',
    body: { interval: 'daily' },
    done: 'balance_settings.updated',
  },
  {
    name: 'a new bank account',
    feature: 'external_account_collection',
    method: 'POST',
    path: '/external_accounts',
    body: BANK,
    done: 'external_account.created',
  },
  {
    name: 'another default bank account',
    feature: 'external_account_collection',
    method: 'POST',
    path: '/external_accounts/SPARE/default',
    done: 'external_account.default',
  },
  {
    name: 'the removal of a bank account',
    feature: 'external_account_collection',
    method: 'DELETE',
    path: '/external_accounts/SPARE',
    done: 'external_account.deleted',
  },
]

const ADD_FUNDS: Action = {
  name: 'added funds',
  feature: null,
  method: 'POST',
  path: '/add_funds',
  body: { amount: 100, currency: 'usd' },
  done: 'balance.funds_added',
}

/** An account with a balance, a manual schedule and a second bank account. */
async function prepare(profile: string) {
  const account = await rig.newAccount({ profile, settings: MANUAL, balance: { usd: { available: 100_000 } } })
  const form = { 'external_account[object]': 'bank_account', 'external_account[account_number]': '000333333335' }
  const spare = await rig.post(`/v1/accounts/${account}/external_accounts`, {
    ...form,
    'external_account[country]': 'US',
    'external_account[currency]': 'usd',
    'external_account[routing_number]': '110000000',
  })
  return { account, spare: spare.status === 200 ? spare.body.id : await addSpareInComponent(account) }
}

/** [sdk types] Where Stripe collects requirements, the platform can't add a bank account. */
async function addSpareInComponent(account: string): Promise<string> {
  const token = await rig.session(account, { balances: features(true) })
  await signIn(token)
  const body = { ...BANK, account_number: '000333333335' }
  return (await rig.connect('POST', '/external_accounts', token, body)).body.id
}

const TICKET = 'f'.repeat(32)
const announce = (token: string, ticket: unknown = TICKET) => rig.connect('POST', '/sign_ins', token, { ticket })
const redeem = (ticket: unknown = TICKET, origin: string | null = rig.address) =>
  rig.fetch('/connect/sign_ins/redeem', {
    method: 'POST',
    headers: origin === null ? {} : { Origin: origin },
    body: JSON.stringify({ ticket }),
  })
async function signIn(token: string) {
  await announce(token)
  await redeem()
}

const ledger = async (account: string): Promise<string[]> =>
  (await rig.control('GET', `/ledger?account=${account}`)).data.map((entry: Json) => entry.type)

async function tryIt(
  action: Action,
  prepared: { account: string; spare: string },
  token: string,
  component = 'balances',
) {
  const before = await ledger(prepared.account)
  const path = action.path.replace('SPARE', prepared.spare)
  const { status, body } = await rig.connect(action.method, path, token, { ...action.body, component })
  const changes = (await ledger(prepared.account)).slice(before.length)
  return { status, code: body.error?.code, changes }
}

const refused = (code: string) => ({ status: 403, code, changes: [] })

describe.each(ACTIONS)('$name', (action) => {
  const feature = String(action.feature)

  test('works in a session with its feature', async () => {
    const prepared = await prepare('custom')
    const token = await rig.session(prepared.account, { balances: features(true) })
    expect(await tryIt(action, prepared, token)).toEqual({
      status: 200,
      code: undefined,
      changes: [action.done],
    })
  })

  test('is refused without its feature, even with all other features enabled', async () => {
    const prepared = await prepare('custom')
    const token = await rig.session(prepared.account, { balances: { ...features(true), [feature]: false } })
    expect(await tryIt(action, prepared, token)).toEqual(refused('feature_not_enabled'))
  })

  test('is refused if only another component of the session has the feature, or balances isn’t enabled', async () => {
    const prepared = await prepare('custom')
    const isShared = feature === 'external_account_collection' // Stripe requires the same value in all components
    const token = await rig.session(prepared.account, {
      balances: { ...features(true), [feature]: isShared },
      payouts: features(true),
    })
    if (!isShared) expect(await tryIt(action, prepared, token)).toEqual(refused('feature_not_enabled'))
    expect((await tryIt(action, prepared, token, 'payouts')).status).toBe(200)
    const other = await rig.session(prepared.account, { payouts: features(true) })
    expect(await tryIt(action, prepared, other)).toEqual(refused('component_not_enabled'))
  })
})

describe.each([...ACTIONS, ADD_FUNDS])('Where Stripe collects requirements, $name', (action) => {
  test('is refused until the holder signs in, in this session', async () => {
    const prepared = await prepare('standard')
    const token = await rig.session(prepared.account, { balances: features(true) })
    expect(await tryIt(action, prepared, token)).toEqual(refused('user_authentication_required'))
    await signIn(token)
    expect((await tryIt(action, prepared, token)).changes).toEqual([action.done])
    const other = await rig.session(prepared.account, { balances: features(true) })
    expect(await tryIt(action, prepared, other)).toEqual(refused('user_authentication_required'))
  })
})

describe('Adding funds', () => {
  test('is refused where the platform is liable for negative balances', async () => {
    const prepared = await prepare('custom')
    const token = await rig.session(prepared.account, { balances: features(true) })
    expect(await tryIt(ADD_FUNDS, prepared, token)).toEqual(refused('funds_not_allowed'))
  })

  test('needs a bank account in that currency that can be debited', async () => {
    const prepared = await prepare('standard')
    const token = await rig.session(prepared.account, { balances: features(true) })
    await signIn(token)
    const inEuro = { ...ADD_FUNDS, body: { amount: 100, currency: 'eur' } }
    expect(await tryIt(inEuro, prepared, token)).toMatchObject({ status: 400, changes: [] })
    await rig.connect('POST', `/external_accounts/${prepared.spare}/default`, token)
    expect(await tryIt(ADD_FUNDS, prepared, token)).toEqual({
      status: 400,
      code: 'bank_account_declined',
      changes: [],
    })
  })
})

describe('Signing in', () => {
  const prepared = async () => {
    const account = await rig.newAccount({ profile: 'express' })
    return { account, token: await rig.session(account, { balances: {} }) }
  }
  const isSignedIn = async (token: string) => (await rig.connect('GET', '/state', token)).body.user_authenticated

  test('works only in Stripe’s window with an announced ticket', async () => {
    const { token } = await prepared()
    await announce(token)
    expect((await redeem(TICKET, 'http://localhost:3000')).body.error.code).toBe('other_origin')
    expect((await redeem(TICKET, null)).status).toBe(403)
    expect((await redeem('0'.repeat(32))).body.error.code).toBe('ticket_invalid')
    expect((await redeem(null)).status).toBe(401)
    expect(await isSignedIn(token)).toBe(false)
    expect((await redeem()).status).toBe(200)
    expect(await isSignedIn(token)).toBe(true)
  })

  test('works once per ticket and not after the session has ended', async () => {
    const { account, token } = await prepared()
    await signIn(token)
    expect((await redeem()).body.error.code).toBe('ticket_invalid')
    const second = await rig.session(account, { balances: {} })
    await announce(second)
    await rig.control('POST', '/clock', { advance_seconds: 3601 })
    expect((await redeem()).body.error.code).toBe('ticket_invalid')
  })

  test('accepts only tickets that can’t be guessed, in a session with a component', async () => {
    const { account, token } = await prepared()
    for (const ticket of ['short', 7, null]) expect((await announce(token, ticket)).status).toBe(400)
    const reader = await rig.session(account, { disputes_list: {} })
    expect((await announce(reader)).body.error.code).toBe('component_not_enabled')
  })
})
