import { describe, expect, test } from 'vitest'
import { PREVIEW } from '../http/api-version.ts'
import { StripeError } from '../http/stripe-error.ts'
import { duesOf } from '../passing-time.ts'
import { BAKERY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { checkBankNumbers } from './bank-numbers.ts'
import { findCountry } from './countries.ts'

const rig = rigForTests({ accounts: 5, now: '2026-11-25T09:00:00Z' })

const add = (account: string, form: string) => rig.post(`/v1/accounts/${account}/external_accounts`, form)
const usCard = (number: string, rest = '&external_account[exp_month]=12&external_account[exp_year]=2030') =>
  `external_account[object]=card&external_account[number]=${number}${rest}`

describe('A debit card', () => {
  test('receives payouts, and a failing test number makes them fail', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 9_000 } } })
    const card = (await add(account, usCard('4000056655665572'))).body
    expect(card).toMatchObject({ object: 'card', exp_year: 2030, available_payout_methods: ['standard', 'instant'] })
    const form = `amount=1000&currency=usd&method=instant&destination=${card.id}`
    const { id } = (await rig.post('/v1/payouts', form, { account })).body
    await rig.control('POST', '/clock', { advance_seconds: 3600 })
    expect((await rig.get(`/v1/payouts/${id}`, { account })).body).toMatchObject({
      status: 'failed',
      failure_code: 'could_not_process',
    })
    const plain = (await add(account, usCard('4000056755665555'))).body
    expect(plain).toMatchObject({ available_payout_methods: ['standard'] })
  })

  test('can change its expiry date and name but not its holder type, and a past date is refused', async () => {
    const account = await rig.newAccount()
    const { id } = (await add(account, usCard('4000056655665556'))).body
    const change = (form: string) => rig.post(`/v1/accounts/${account}/external_accounts/${id}`, form)
    expect((await change('exp_month=2&exp_year=2031&name=Jo')).body).toMatchObject({
      exp_month: 2,
      exp_year: 2031,
      name: 'Jo',
    })
    expect((await change('exp_year=2020')).body.error.code).toBe('invalid_expiry_year')
    expect((await change('account_type=savings')).body.error.code).toBe('parameter_unknown')
  })

  test.each([
    [usCard('4242424242424242'), 'invalid_card_type'],
    [usCard('4000058260000203'), 'country_unsupported'],
    [usCard('4000056655665556', ''), 'parameter_missing'],
    [usCard('4000056655665557'), 'incorrect_number'],
    [
      usCard('4000056655665556', '&external_account[exp_month]=13&external_account[exp_year]=2030'),
      'invalid_expiry_month',
    ],
    [
      usCard('4000056655665556', '&external_account[exp_month]=10&external_account[exp_year]=2026'),
      'invalid_expiry_year',
    ],
    [usCard('4012888888881881'), 'card_declined'],
    ['external_account=tok_visa', 'resource_missing'],
  ])('of %s is refused', async (form, code) => {
    expect((await add(await rig.newAccount(), form)).body.error.code).toBe(code)
  })
})

describe('A duplicate external account', () => {
  const bankForm = (country: string, account: string, routing: string | null) =>
    `external_account[object]=bank_account&external_account[country]=${country}&external_account[account_number]=${account}` +
    (routing === null ? '' : `&external_account[routing_number]=${routing}`)

  test.each(['AU', 'BR', 'CA', 'DE', 'GB', 'HK', 'JP', 'MX', 'SG', 'US'])(
    'is refused in %s, though the first one was there from the beginning',
    async (country) => {
      const bank = findCountry(country)?.bank
      const form = bankForm(country, bank?.account_number ?? '', bank?.routing_number ?? null)
      const { body } = await add(await rig.newAccount({ country }), form)
      expect(body.error.code).toBe('bank_account_exists')
    },
  )

  test('is refused for accounts of the populated world too, as a bank account and as a card', async () => {
    const bank = bankForm('US', '000123456789', '110000000')
    for (const form of [bank, usCard('4000056655665556')]) {
      expect((await add(BAKERY, form)).body.error.code).toBe('bank_account_exists')
    }
    expect((await add(BAKERY, usCard('5200828282828210'))).status).toBe(200)
  })
})

describe('An errored bank account', () => {
  const state = (account: string) => rig.control('GET', `/accounts/${account}/state`)
  const bankOf = async (account: string) => (await state(account)).external_accounts[0]
  const failWith = async (account: string, code: string | null) =>
    await rig.control('POST', `/accounts/${account}/external_accounts/${(await bankOf(account)).id}/fail_with`, {
      code,
    })
  const DAY = 86_400

  test.each([
    ['bank_account_verification_failed', 'verification_failed'],
    ['tokenized_account_number_deactivated', 'tokenized_account_number_deactivated'],
  ])('from %s becomes %s immediately, and gets no payout until its details are updated', async (code, status) => {
    const account = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
    expect(await failWith(account, code)).toMatchObject({ status, failure_code: code })
    const { data } = await rig.control('GET', `/events?account=${account}&type=account.external_account.updated`)
    expect(data).toMatchObject([{ data: { object: { status }, previous_attributes: { status: 'new' } } }])
    await rig.control('POST', '/clock', { advance_seconds: 9 * DAY })
    expect((await state(account)).payouts).toEqual([])

    await failWith(account, null)
    const { id } = await bankOf(account)
    const updated = await rig.post(`/v1/accounts/${account}/external_accounts/${id}`, '')
    expect(updated.body.status).toBe('new')
    await rig.control('POST', '/clock', { advance_seconds: 9 * DAY })
    expect((await state(account)).payouts).toMatchObject([{ status: 'paid', automatic: true }])
  })

  test.each(['bank_account_restricted', 'bank_account_unusable', 'account_frozen'])(
    'from %s becomes errored only after a payout fails',
    async (code) => {
      const account = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
      expect(await failWith(account, code)).toMatchObject({ status: 'new', failure_code: code })
      await rig.control('POST', '/clock', { advance_seconds: 9 * DAY })
      expect((await state(account)).payouts).toMatchObject([{ status: 'failed', failure_code: code }])
      expect((await bankOf(account)).status).toBe('errored')
    },
  )

  test('can only fail verification in India and the United States, and only if it is a bank account', async () => {
    const german = await rig.newAccount({ country: 'DE' })
    expect((await failWith(german, 'bank_account_verification_failed')).error.message).toContain('IN and US only')
    expect(await bankOf(german)).toMatchObject({ status: 'new', failure_code: null })
    const card = (await add(BAKERY, usCard('5200828282828210'))).body
    for (const code of ['bank_account_verification_failed', 'tokenized_account_number_deactivated']) {
      const body = await rig.control('POST', `/accounts/${BAKERY}/external_accounts/${card.id}/fail_with`, { code })
      expect(body.error.message).toContain('only bank accounts can')
    }
  })

  test.each([
    ['000999999991', 'new'],
    ['000999999992', 'verification_failed'],
  ])('from the ownership check: %s is new first and then %s, also after a restart', async (number, status) => {
    const account = await rig.newAccount()
    const form = `external_account[object]=bank_account&external_account[country]=US&external_account[routing_number]=110000000&external_account[account_number]=${number}`
    const { body } = await add(account, form)
    expect(body.status).toBe('new')
    const { world } = rig.simulator
    const found = world.accounts.find(account)
    expect([...(found ? duesOf(found) : [])].length).toBe(status === 'new' ? 0 : 1)
    await rig.control('POST', '/clock', { advance_seconds: 120 })
    const after = (await rig.get(`/v1/accounts/${account}/external_accounts/${body.id}`)).body
    expect(after.status).toBe(status)
    const again = (await rig.post(`/v1/accounts/${account}/external_accounts/${body.id}`, '')).body
    await rig.control('POST', '/clock', { advance_seconds: 120 })
    expect([again.status, (await rig.get(`/v1/accounts/${account}/external_accounts/${body.id}`)).body.status]).toEqual(
      ['new', 'new'],
    )
  })
})

describe('Bank account numbers', () => {
  const named = (field: string) => field
  const problem = (country: string, number: string, routing?: string) => {
    try {
      checkBankNumbers(country, number, routing, named)
      return null
    } catch (error) {
      if (error instanceof StripeError) return error.body.code
      throw error
    }
  }
  const COUNTRIES = 'AE AT AU BE BR CA CH DE DK ES FR GB HK HU IE IN IT JP MX MY NL NO NZ PL PT SE SG TH US'.split(' ')

  test('are valid for the test account of every country', () => {
    for (const code of COUNTRIES) {
      const bank = findCountry(code)?.bank
      expect([code, problem(code, bank?.account_number ?? '', bank?.routing_number ?? undefined)]).toEqual([code, null])
    }
  })

  test.each([
    ['DE', 'DE89370400440532013001', undefined, 'account_number_invalid'], // the check digits of …13000
    ['DE', 'FR1420041010050500013M02606', undefined, 'account_number_invalid'],
    ['DE', 'DE8937040044053201300', undefined, 'account_number_invalid'],
    ['DE', 'DE62370400440532013001', undefined, null],
    ['DE', 'de89 3704 0044 0532 0130 00', undefined, null],
    ['US', '000123456789', undefined, 'parameter_missing'],
    ['US', '000123456789', '110000001', 'routing_number_invalid'],
    ['US', '12', '110000000', 'account_number_invalid'],
    ['GB', '00012345', '10-88-00', null],
    ['GB', 'GB82WEST12345698765432', undefined, null],
    ['GB', '0001234', '108800', 'account_number_invalid'],
    ['AU', '000123456', '11000', 'routing_number_invalid'],
    ['MX', '000000001234567898', undefined, 'account_number_invalid'],
    ['IN', '000123456789', 'HDFC1004051', 'routing_number_invalid'],
  ])('%s %s %s: %s', (country, number, routing, expected) => {
    expect(problem(country, number, routing) ?? null).toBe(expected)
  })

  test.each([
    ['GB', 'gbp', '11111116', '108800', 'no_account'],
    ['DE', 'eur', 'DE89370400440532013002', '', 'account_closed'],
    ['AU', 'aud', '222222227', '110000', 'insufficient_funds'],
    ['CA', 'cad', '000333333335', '11000-000', 'debit_not_authorized'],
    ['SG', 'sgd', '000444444440', '1100-000', 'invalid_currency'],
  ])('in %s decide whether a payout fails', async (country, currency, number, routing, code) => {
    const account = await rig.newAccount({ country, balance: { [currency]: { available: 5_000 } } })
    const form = `external_account[object]=bank_account&external_account[country]=${country}&external_account[account_number]=${number}`
    const bank = (await add(account, routing === '' ? form : `${form}&external_account[routing_number]=${routing}`))
      .body
    const paid = `amount=1000&currency=${currency}&destination=${bank.id}`
    const { id } = (await rig.post('/v1/payouts', paid, { account })).body
    await rig.control('POST', '/clock', { now: '2026-11-27T00:00:00Z' })
    expect((await rig.get(`/v1/payouts/${id}`, { account })).body).toMatchObject({ failure_code: code })
  })
})

test('a bank account can also be added at the preview’s path', async () => {
  const account = await rig.newAccount()
  const form =
    'external_account[object]=bank_account&external_account[country]=US&external_account[routing_number]=110000000&external_account[account_number]=000111111116'
  const { body } = await rig.post('/v1/external_accounts', form, { account, version: PREVIEW })
  expect(body).toMatchObject({ last4: '1116', default_for_currency: false })
})
