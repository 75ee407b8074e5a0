import Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { BAKERY, WERK } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

/** The unchanged stripe package over HTTP: the simulator reads its requests and it reads the answers. */
const rig = rigForTests()
let stripe: Stripe
beforeAll(() => {
  stripe = rig.stripe()
})

test('auto-paging returns every account once', async () => {
  const ids = (await stripe.accounts.list({ limit: 25 }).autoPagingToArray({ limit: 1000 })).map(({ id }) => id)
  expect(new Set(ids).size).toBe(60)
})

test('balance settings can be read and updated, including arrays, maps and null', async () => {
  const stripeAccount = await rig.newAccount()
  const options = { stripeAccount, idempotencyKey: 'sdk-1' }
  const saved = await stripe.balanceSettings.update(
    {
      payments: {
        payouts: {
          schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] },
          minimum_balance_by_currency: { usd: 150_00, cad: '' },
        },
        settlement_timing: { delay_days_override: 7 },
      },
    },
    options,
  )
  expect(saved.payments.payouts?.schedule).toEqual({ interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] })
  expect(saved.payments.payouts?.minimum_balance_by_currency).toEqual({ usd: 15_000 })
  expect(saved.lastResponse).toMatchObject({
    apiVersion: Stripe.API_VERSION,
    stripeAccount,
    idempotencyKey: 'sdk-1',
    statusCode: 200,
  })
  const cleared = await stripe.balanceSettings.update(
    {
      payments: {
        payouts: { minimum_balance_by_currency: { usd: null } },
        settlement_timing: { delay_days_override: null },
      },
    },
    { stripeAccount },
  )
  expect(cleared.payments.payouts?.minimum_balance_by_currency).toBeNull()
  expect(await stripe.balanceSettings.retrieve({}, { stripeAccount })).toMatchObject({
    payments: { settlement_timing: { delay_days: 2 } },
  })
})

test('the version of one request selects the preview', async () => {
  const answer = await stripe.rawRequest('GET', '/v1/balance_settings', undefined, {
    apiVersion: PREVIEW,
    stripeAccount: BAKERY,
  })
  expect(answer).toMatchObject({ payouts: { schedule: { interval: 'weekly' } } })
})

test('request options passed as parameters are refused', async () => {
  const trap = { stripeAccount: BAKERY } as unknown as Stripe.BalanceSettingsRetrieveParams
  await expect(stripe.balanceSettings.retrieve(trap)).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    code: 'parameter_unknown',
    param: 'stripeAccount',
  })
})

test('errors have the SDK’s classes', async () => {
  await expect(stripe.balance.retrieve({}, { stripeAccount: 'acct_1Nobody' })).rejects.toBeInstanceOf(
    Stripe.errors.StripePermissionError,
  )
  const wrong = new Stripe('sk_test_wrong_key_here', { ...endpoint(), maxNetworkRetries: 0 })
  await expect(wrong.balance.retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
  await expect(stripe.payouts.retrieve('po_nothing')).rejects.toMatchObject({
    code: 'resource_missing',
    message: "No such payout: 'po_nothing'",
    statusCode: 404,
    requestId: expect.stringMatching(/^req_/),
  })
})

test('an account session, a payout, its cancellation and the events work', async () => {
  const session = await stripe.accountSessions.create({
    account: WERK,
    components: { balances: { enabled: true, features: { instant_payouts: false } } },
  })
  expect(session.components.balances.features.instant_payouts).toBe(false)
  const options = { stripeAccount: WERK }
  const payout = await stripe.payouts.create({ amount: 500, currency: 'eur', metadata: { by: 'sdk' } }, options)
  expect((await stripe.payouts.cancel(payout.id, {}, options)).status).toBe('canceled')
  const events = await stripe.events.list({ types: ['payout.created', 'payout.canceled'] }, options)
  expect(events.data.map(({ type }) => type)).toEqual(['payout.canceled', 'payout.created'])
  const [bank] = (await stripe.accounts.listExternalAccounts(WERK, { object: 'bank_account' })).data
  expect(bank).toMatchObject({ object: 'bank_account', currency: 'eur' })
})

function endpoint() {
  const { hostname, port } = new URL(rig.address)
  return { host: hostname, port: Number(port), protocol: 'http' as const, telemetry: false }
}
