import { describe, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { BAKERY, BOOKS, WERK } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

const create = (form: string, version?: string) =>
  rig.post('/v1/account_sessions', form, version === undefined ? {} : { version })
const balances = (account: string) => `account=${account}&components[balances][enabled]=true`
const feature = (component: string, name: string, on: boolean) =>
  `&components[${component}][enabled]=true&components[${component}][features][${name}]=${on}`

describe('The answer', () => {
  test('lists all 25 components, including those not requested', async () => {
    const { status, body } = await create(balances(BAKERY))
    expect(status).toBe(200)
    expect(body).toMatchObject({ object: 'account_session', account: BAKERY, livemode: false })
    expect(body.client_secret).toMatch(/^accs_secret__\w{20,}$/)
    expect(Object.keys(body.components)).toHaveLength(25)
    expect(body.components.balances.enabled).toBe(true)
    expect(body.components.payouts.enabled).toBe(false)
    expect(body.components.documents).toEqual({ enabled: false, features: {} })
  })

  test('expires after an hour of virtual time', async () => {
    const { now } = await rig.control('GET', '/clock')
    const { body } = await create(balances(BAKERY))
    expect(body.expires_at - now).toBeGreaterThanOrEqual(3600)
    expect(body.expires_at - now).toBeLessThan(3605)
  })

  test('has a new secret every time', async () => {
    const [one, other] = [await create(balances(BAKERY)), await create(balances(BAKERY))]
    expect(one.body.client_secret).not.toBe(other.body.client_secret)
  })

  test('of the preview has only the components of that version', async () => {
    const { body } = await create(balances(BAKERY), PREVIEW)
    expect(Object.keys(body.components)).not.toContain('balance_report')
    expect((await create(`account=${BAKERY}&components[balance_report][enabled]=true`, PREVIEW)).status).toBe(400)
  })
})

describe('A default', () => {
  const on = {
    disable_stripe_user_authentication: false,
    edit_payout_schedule: true,
    external_account_collection: true,
    instant_payouts: true,
    standard_payouts: true,
  }
  test('allows the holder to act where Stripe is liable for negative balances', async () => {
    const { body } = await create(balances(WERK))
    expect(body.components.balances.features).toEqual(on)
    expect(body.components.payouts.features).toEqual(on)
  })

  test('doesn’t where the platform is liable', async () => {
    for (const account of [BAKERY, BOOKS]) {
      const { body } = await create(balances(account))
      expect(body.components.balances.features).toEqual({
        ...on,
        edit_payout_schedule: false,
        instant_payouts: false,
        standard_payouts: false,
      })
    }
  })

  test('of disable_stripe_user_authentication is the opposite of external_account_collection', async () => {
    const { body } = await create(`account=${BAKERY}${feature('balances', 'external_account_collection', false)}`)
    expect(body.components.balances.features.disable_stripe_user_authentication).toBe(true)
  })

  test('for payment features is the one in the docs', async () => {
    const { body } = await create(`account=${BAKERY}${feature('payments', 'dispute_management', false)}`)
    expect(body.components.payments.features).toEqual({
      capture_payments: true,
      destination_on_behalf_of_charge_management: false,
      dispute_management: false,
      refund_management: true,
      smart_disputes_management: false,
    })
  })
})

describe('An account session is refused', () => {
  test.each([
    ['', 'account', 'parameter_missing'],
    [`account=${'acct_1SpwDemoBakery'}`, 'components', 'parameter_missing'],
    [
      `account=${'acct_1SpwDemoBakery'}&components[balances][features][instant_payouts]=true`,
      'components[balances][enabled]',
      'parameter_missing',
    ],
    [`account=${'acct_1SpwDemoBakery'}&components[balance][enabled]=true`, 'components[balance]', 'parameter_unknown'],
    [
      `account=${'acct_1SpwDemoBakery'}&components[balances][enabled]=true&components[balances][features][payouts]=true`,
      'components[balances][features][payouts]',
      'parameter_unknown',
    ],
    [
      `account=${'acct_1SpwDemoBakery'}&components[payouts_list][enabled]=true&components[payouts_list][features][x]=true`,
      'components[payouts_list][features][x]',
      'parameter_unknown',
    ],
  ])('for %s', async (form, param, code) => {
    const { status, body } = await create(form)
    expect({ status, param: body.error.param, code: body.error.code }).toEqual({ status: 400, param, code })
  })

  test('if two components disagree on user authentication, with Stripe’s message', async () => {
    const { status, body } = await create(
      `account=${BAKERY}${feature('payouts', 'disable_stripe_user_authentication', true)}&components[account_onboarding][enabled]=true`,
    )
    expect([status, body.error.message]).toEqual([
      400,
      'The `features[disable_stripe_user_authentication]` property specified by `payouts` and `account_onboarding` must be the same.',
    ])
  })

  test('but not if the second agrees or isn’t enabled', async () => {
    const first = `account=${BAKERY}${feature('payouts', 'disable_stripe_user_authentication', true)}`
    const same = await create(first + feature('notification_banner', 'disable_stripe_user_authentication', true))
    const disabled = await create(`${first}&components[notification_banner][enabled]=false`)
    expect([same.status, disabled.status]).toEqual([200, 200])
  })

  test.each([
    ['disable_stripe_user_authentication', true],
    ['external_account_collection', false],
  ])('for %s=%s where Stripe collects the requirements', async (name, on) => {
    for (const account of [WERK, BOOKS]) {
      const { status, body } = await create(`account=${account}${feature('balances', name, on)}`)
      expect([status, body.error.param]).toEqual([400, `components[balances][features][${name}]`])
    }
    expect((await create(`account=${BAKERY}${feature('balances', name, on)}`)).status).toBe(200)
  })

  test('for a component whose capability the account doesn’t have', async () => {
    expect((await create(`account=${BAKERY}&components[issuing_card][enabled]=true`)).status).toBe(400)
  })

  test('for an account that isn’t connected, and from one account for another', async () => {
    expect((await create(balances('acct_1Nobody'))).status).toBe(403)
    const acting = await rig.post('/v1/account_sessions', balances(BAKERY), { account: BOOKS })
    expect([acting.status, acting.body.error.code]).toEqual([403, 'account_invalid'])
  })
})
