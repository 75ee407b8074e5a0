import { beforeAll, describe, expect, test } from 'vitest'
import { GA, PREVIEW } from '../http/api-version.ts'
import type { Shape } from '../http/parameters.ts'
import { hasOpenapi, OPENAPI_FOLDER, Openapi } from '../testing/openapi.ts'
import { BAKERY, BOOKS, type Json, SURF, TEA, WERK } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { ROUTES } from './routes/routes.ts'
import { COMPONENT_FEATURES } from './session-components.ts'

if (!hasOpenapi) {
  console.warn(`SKIPPED: Stripe's document is not at ${OPENAPI_FOLDER}, so no answer was checked against it.`)
}

/** Stripe's parameters that the simulator refuses as unknown. Keep this list short. */
const NOT_COVERED: Readonly<Record<string, RegExp>> = {
  'POST /v1/accounts/{account}/external_accounts': /^external_account\[(address_|token|metadata)/,
  'POST /v1/external_accounts': /^external_account\[(address_|token|metadata)/,
  'POST /v1/accounts/{account}/external_accounts/{id}': /^(address_|documents)/,
  'POST /v1/external_accounts/{id}': /^(address_|documents)/,
  'POST /v1/transfers': /^fx_quote$/,
  'POST /v1/account_sessions':
    /^components\[(app_install|app_viewport|capital_|export_tax_transactions|payment_method_settings|product_tax_code_selector|recipients|reporting_chart|tax_threshold_monitoring)/,
}

const VERSIONS = [
  { version: GA, document: 'openapi-subset' },
  { version: PREVIEW, document: 'openapi-subset.preview' },
] as const

describe.each(hasOpenapi ? VERSIONS : [])("Stripe's document for $version", ({ version, document }) => {
  const openapi = hasOpenapi ? new Openapi(document) : undefined
  const rig = rigForTests()
  let payout: string
  let event: string
  let transaction: string
  let reversible: string

  beforeAll(async () => {
    await rig.control('POST', `/accounts/${WERK}/balance_settings`, {
      payments: { payouts: { schedule: { interval: 'manual' } } },
    })
    const [bank] = (await rig.get(`/v1/accounts/${TEA}/external_accounts`)).body.data
    await rig.control('POST', `/accounts/${TEA}/external_accounts/${bank?.id}/fail_with`, {
      code: 'tokenized_account_number_deactivated',
    })
    payout = (await rig.post('/v1/payouts', { amount: 1000, currency: 'eur' }, { account: WERK })).body.id
    event = (await rig.get('/v1/events', { account: WERK })).body.data[0].id
    transaction = (await rig.get('/v1/balance_transactions', { account: WERK })).body.data[0].id
    const paid = (await rig.get('/v1/payouts?status=paid&limit=100', { account: BAKERY })).body.data
    reversible = paid.find(({ currency }: Json) => currency === 'usd')?.id ?? ''
  })

  const isGa = version === GA
  const weekly = isGa
    ? 'payments[payouts][schedule][interval]=weekly&payments[payouts][schedule][weekly_payout_days][]=friday'
    : 'payouts[schedule][interval]=weekly&payouts[schedule][weekly_payout_days][]=saturday'

  type Exchange = { method: string; path: string; url?: () => string; account?: string; form?: string | (() => string) }
  const external = async () => (await rig.get(`/v1/accounts/${BAKERY}/external_accounts`)).body.data
  const exchanges: Exchange[] = [
    { method: 'GET', path: '/v1/account' },
    { method: 'GET', path: '/v1/account', account: BOOKS },
    { method: 'GET', path: '/v1/accounts', url: () => '/v1/accounts?limit=100' },
    { method: 'GET', path: '/v1/accounts/{account}', url: () => `/v1/accounts/${TEA}` },
    { method: 'GET', path: '/v1/balance_settings', account: BAKERY },
    { method: 'GET', path: '/v1/balance_settings' },
    { method: 'GET', path: '/v1/balance_settings', account: SURF },
    { method: 'POST', path: '/v1/balance_settings', account: BAKERY, form: weekly },
    { method: 'POST', path: '/v1/balance_settings', account: BAKERY, form: '' },
    {
      method: 'POST',
      path: '/v1/account_sessions',
      form: `account=${BAKERY}&components[balances][enabled]=true`,
    },
    {
      method: 'POST',
      path: '/v1/account_sessions',
      form: `account=${WERK}&components[payouts][enabled]=true&components[notification_banner][enabled]=true`,
    },
    { method: 'GET', path: '/v1/balance' },
    { method: 'GET', path: '/v1/balance', account: BAKERY },
    {
      method: 'GET',
      path: '/v1/balance',
      account: BAKERY,
      url: () => '/v1/balance?expand[]=instant_available.net_available',
    },
    { method: 'GET', path: '/v1/payouts', account: BAKERY, url: () => '/v1/payouts?limit=100' },
    {
      method: 'GET',
      path: '/v1/payouts',
      account: WERK,
      url: () => '/v1/payouts?expand[]=data.destination&expand[]=data.balance_transaction',
    },
    { method: 'POST', path: '/v1/payouts', account: WERK, form: 'amount=1200&currency=eur&statement_descriptor=HELLO' },
    { method: 'POST', path: '/v1/payouts', account: BAKERY, form: 'amount=1200&currency=usd&method=instant' },
    { method: 'GET', path: '/v1/payouts/{payout}', account: WERK, url: () => `/v1/payouts/${payout}` },
    {
      method: 'POST',
      path: '/v1/payouts/{payout}/cancel',
      account: WERK,
      url: () => `/v1/payouts/${payout}/cancel`,
      form: 'expand[]=failure_balance_transaction',
    },
    {
      method: 'GET',
      path: '/v1/accounts/{account}/external_accounts',
      url: () => `/v1/accounts/${BAKERY}/external_accounts`,
    },
    {
      method: 'POST',
      path: '/v1/accounts/{account}/external_accounts',
      url: () => `/v1/accounts/${BAKERY}/external_accounts`,
      form: 'external_account[object]=bank_account&external_account[country]=US&external_account[routing_number]=110000000&external_account[account_number]=000222222227',
    },
    {
      method: 'GET',
      path: '/v1/balance_transactions',
      account: BAKERY,
      url: () => '/v1/balance_transactions?limit=100',
    },
    {
      method: 'GET',
      path: '/v1/balance_transactions',
      account: BAKERY,
      url: () => '/v1/balance_transactions?type=payout&expand[]=data.source',
    },
    {
      method: 'GET',
      path: '/v1/balance_transactions/{id}',
      account: WERK,
      url: () => `/v1/balance_transactions/${transaction}`,
    },
    {
      method: 'POST',
      path: '/v1/payouts/{payout}/reverse',
      account: BAKERY,
      url: () => `/v1/payouts/${reversible}/reverse`,
      form: 'metadata[a]=b&expand[]=original_payout&expand[]=balance_transaction',
    },
    {
      method: 'POST',
      path: '/v1/accounts/{account}/external_accounts',
      url: () => `/v1/accounts/${BAKERY}/external_accounts`,
      form: 'external_account[object]=card&external_account[number]=5200828282828210&external_account[exp_month]=12&external_account[exp_year]=2040',
    },
    {
      method: 'POST',
      path: '/v1/transfers',
      form: `amount=1200&currency=usd&destination=${BAKERY}&metadata[a]=b`,
    },
    {
      method: 'GET',
      path: '/v1/balance_transactions',
      url: () => '/v1/balance_transactions?limit=100&expand[]=data.source',
    },
    { method: 'GET', path: '/v1/events', account: WERK },
    { method: 'GET', path: '/v1/events/{id}', account: WERK, url: () => `/v1/events/${event}` },
  ]
  if (!isGa) exchanges.push({ method: 'GET', path: '/v1/external_accounts', account: BAKERY })

  test.each(exchanges)(
    'accepts the answer to $method $path (account $account)',
    async ({ method, path, url, account, form }) => {
      const answer = await rig.api(method, url?.() ?? path, {
        version,
        ...(account === undefined ? {} : { account }),
        ...(form === undefined ? {} : { form: typeof form === 'string' ? form : form() }),
      })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(openapi?.problems(method, path, 200, answer.body)).toEqual([])
    },
  )

  test('accepts the answers when an external account is read, updated and deleted', async () => {
    const [first] = await external()
    const base = isGa ? `/v1/accounts/${BAKERY}/external_accounts` : '/v1/external_accounts'
    const path = isGa ? '/v1/accounts/{account}/external_accounts/{id}' : '/v1/external_accounts/{id}'
    const options = { version, account: isGa ? undefined : BAKERY } as { version: string; account: string }
    if (isGa) Reflect.deleteProperty(options, 'account')
    const added = await rig.post(
      base,
      'external_account[object]=bank_account&external_account[country]=US&external_account[routing_number]=110000000&external_account[account_number]=000333333335',
      options,
    )
    for (const [method, id, form] of [
      ['GET', first.id, undefined],
      ['POST', added.body.id, 'metadata[note]=x'],
      ['DELETE', added.body.id, undefined],
    ] as const) {
      const answer = await rig.api(method, `${base}/${id}`, form === undefined ? options : { ...options, form })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(openapi?.problems(method, path, 200, answer.body)).toEqual([])
    }
  })

  test('accepts every account of the world in every representation', async () => {
    for (const { id } of (await rig.control('GET', '/accounts')).data) {
      for (const path of [
        '/v1/account',
        '/v1/balance_settings',
        '/v1/balance',
        '/v1/payouts',
        '/v1/balance_transactions',
      ]) {
        const answer = await rig.get(path, { account: id, version })
        const problems = openapi?.problems('GET', path, answer.status, answer.body)
        expect(problems, `${id} ${path}`).toEqual([])
      }
    }
  })

  test.each([
    ['GET', '/v1/balance_settings?stripeAccount=x', {}, 'parameter_unknown'],
    ['GET', '/v1/payouts/po_nothing', { account: BAKERY }, 'resource_missing'],
    ['GET', '/v1/balance_settings', { account: 'acct_nobody' }, 'account_invalid'],
    ['POST', '/v1/payouts', { account: BAKERY, form: 'amount=9999999999&currency=usd' }, 'balance_insufficient'],
    ['POST', '/v1/payouts', { account: BAKERY, form: 'amount=x&currency=usd' }, 'parameter_invalid_integer'],
    ['POST', '/v1/payouts', { account: BAKERY, form: 'amount=1' }, 'parameter_missing'],
    ['POST', '/v1/transfers', { form: `amount=1&currency=eur&destination=${BAKERY}` }, 'balance_insufficient'],
    ['POST', `/v1/accounts/${BAKERY}/external_accounts`, { form: 'external_account=tok_visa' }, 'resource_missing'],
  ] as const)('accepts the error of %s %s', async (method, path, options, code) => {
    const answer = await rig.api(method, path, { version, ...options })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body.error.code).toBe(code)
    expect(openapi?.problemsWith('error', answer.body)).toEqual([])
  })

  test('has exactly the parameters of the routes, except those listed as not supported', () => {
    for (const route of ROUTES) {
      if (route.version !== undefined && route.version !== version) continue
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      const address = `${route.method} ${path}`
      expect(openapi?.operation(route.method, path), address).toBeDefined()
      const theirs = openapi?.parameterNames(route.method, path) ?? new Set()
      const ours = new Set<string>()
      for (const [name, shape] of Object.entries(route.parameters.fields)) collect(name, shape, ours)
      const invented = [...ours].filter((name) => !theirs.has(name))
      const lacking = [...theirs].filter((name) => !ours.has(name) && !NOT_COVERED[address]?.test(name))
      expect({ address, invented, lacking }).toEqual({ address, invented: [], lacking: [] })
    }
  })
})

test('has the 25 components of an account session', () => {
  expect(Object.keys(COMPONENT_FEATURES)).toHaveLength(25)
})

function collect(name: string, shape: Shape, names: Set<string>): void {
  if (shape.kind === 'clearable') {
    collect(name, shape.shape, names)
    return
  }
  names.add(name)
  if (shape.kind === 'either') collect(name, shape.hash, names)
  if (shape.kind === 'list' || shape.kind === 'map') collect(`${name}[]`, shape.item, names)
  if (shape.kind === 'hash') {
    for (const [key, inner] of Object.entries(shape.fields)) collect(`${name}[${key}]`, inner, names)
  }
}
