import { changeAccount } from '../../accounts/account-changes.ts'
import { renderAccount } from '../../accounts/account-view.ts'
import { detailsOf, EXTERNAL_ACCOUNT } from '../../banks/external-account-parameters.ts'
import { replaceExternalAccount } from '../../banks/external-accounts.ts'
import { redeemToken, spendToken } from '../../banks/tokens.ts'
import { GA, PREVIEW } from '../../http/api-version.ts'
import { expansions } from '../../http/expand.ts'
import { METADATA, mergeMetadata } from '../../http/metadata.ts'
import { isWithin, listObject, PAGING, type Paging, pageSize, RANGE, type Range } from '../../http/pagination.ts'
import { boolean, choice, clearable, hash, integer, list, type Shape, text, type Value } from '../../http/parameters.ts'
import { malformed, notFound } from '../../http/stripe-error.ts'
import {
  applyBalanceSettings,
  type BalanceSettingsChange,
  changedBalanceSettings,
  LONGEST_DESCRIPTOR,
  type NameOfField,
  requirePayoutControls,
} from '../../settings/balance-settings.ts'
import type { Account } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'
import { requireConnectedAccount, requireOwnership } from './connected-account.ts'

const RETRIEVE = hash({ expand: list(text()) })

const SEVEN_DAYS = choice('friday', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday')
const FIVE_DAYS = choice('friday', 'monday', 'thursday', 'tuesday', 'wednesday')

function update<D extends Shape>(payoutDay: D) {
  return hash({
    business_profile: hash({
      mcc: text(4),
      name: text(),
      product_description: text(40_000),
      support_email: text(),
      support_phone: text(),
      support_url: clearable(text()),
      url: text(),
    }),
    email: text(),
    external_account: EXTERNAL_ACCOUNT,
    expand: list(text()),
    metadata: clearable(METADATA),
    settings: hash({
      payouts: hash({
        debit_negative_balances: boolean(),
        schedule: hash({
          delay_days: text(),
          interval: choice('daily', 'manual', 'monthly', 'weekly'),
          monthly_anchor: integer(),
          monthly_payout_days: list(integer()),
          weekly_anchor: SEVEN_DAYS,
          weekly_payout_days: list(payoutDay),
        }),
        statement_descriptor: text(LONGEST_DESCRIPTOR),
      }),
    }),
  })
}

const GA_UPDATE = update(FIVE_DAYS)
const PREVIEW_UPDATE = update(SEVEN_DAYS)

type Update = Value<typeof GA_UPDATE> | Value<typeof PREVIEW_UPDATE>
type PayoutSettings = NonNullable<NonNullable<Update['settings']>['payouts']>

export const accountRoutes = [
  route({
    method: 'GET',
    path: '/v1/account',
    parameters: RETRIEVE,
    handle: (request, { expand }) => {
      expansions(expand, [])
      return renderAccount(request.account, request.version)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    parameters: hash({ ...PAGING, created: RANGE }),
    handle: (request, parameters) => {
      expansions(parameters.expand, [], true)
      return listAccounts(request, parameters, parameters.created)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:account',
    parameters: RETRIEVE,
    handle: (request, { expand }) => {
      expansions(expand, [])
      return renderAccount(requireConnectedAccount(request, request.segment('account')), request.version)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:account',
    version: GA,
    parameters: GA_UPDATE,
    handle: (request, parameters) => updateAccount(request, parameters),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:account',
    version: PREVIEW,
    parameters: PREVIEW_UPDATE,
    handle: (request, parameters) => updateAccount(request, parameters),
  }),
]

/** Walks from the cursor, so a page costs the same at the start and at the end of a long list. */
function listAccounts(request: ApiRequest, paging: Paging, created: Range | undefined) {
  const { accounts } = request.simulation
  const limit = pageSize(paging)
  const cursor = findCursor(request, paging)
  const forward = paging.ending_before !== undefined
  // A connected account has no connected accounts of its own here.
  const walk =
    request.account !== accounts.platform
      ? []
      : forward && cursor
        ? accounts.oldestFirst(cursor)
        : accounts.newestFirst(cursor)
  const found: Account[] = []
  for (const account of walk) {
    if (isWithin(created, account.created)) found.push(account)
    if (found.length > limit) break
  }
  return listObject(found, limit, forward, '/v1/accounts', (account) => renderAccount(account, request.version))
}

function findCursor(request: ApiRequest, paging: Paging): Account | undefined {
  const id = paging.starting_after ?? paging.ending_before
  if (id === undefined) return undefined
  const account = request.simulation.accounts.find(id)
  if (!account) throw notFound('account', id, paging.starting_after === undefined ? 'ending_before' : 'starting_after')
  return account
}

function updateAccount(request: ApiRequest, parameters: Update) {
  expansions(parameters.expand, [])
  const account = requireConnectedAccount(request, request.segment('account'))
  const payouts = parameters.settings?.payouts
  if (payouts && Object.keys(payouts).length > 0) requirePayoutControls(account)
  const settings = payouts && changedBalanceSettings(account, changeFromPayoutSettings(payouts), nameInSettings)
  if (parameters.external_account !== undefined) replace(request, account, parameters.external_account)
  const metadata =
    parameters.metadata === undefined ? account.metadata : mergeMetadata(account.metadata, parameters.metadata)
  changeAccount(request.simulation, account, request.cause, () => {
    account.metadata = metadata
    if (parameters.email !== undefined) account.email = parameters.email
    account.business_profile = { ...account.business_profile, ...parameters.business_profile }
    if (settings) applyBalanceSettings(request.simulation, account, settings, request.cause)
  })
  return renderAccount(account, request.version)
}

function replace(request: ApiRequest, account: Account, wanted: NonNullable<Update['external_account']>): void {
  requireOwnership(request, account)
  const { simulation, cause } = request
  const named = (field: string) => `external_account[${field}]`
  if (typeof wanted !== 'string') {
    replaceExternalAccount(simulation, account, detailsOf(wanted, named), cause, named)
    return
  }
  const details = redeemToken(simulation, wanted, 'external_account')
  replaceExternalAccount(simulation, account, details, cause, named)
  spendToken(simulation, wanted)
}

/** [docs] the older names of the same settings. */
function changeFromPayoutSettings(payouts: PayoutSettings): BalanceSettingsChange {
  const { schedule, ...rest } = payouts
  if (!schedule) return rest
  const { delay_days, monthly_anchor, weekly_anchor, ...days } = schedule
  const change: BalanceSettingsChange = { ...rest, ...days }
  if (monthly_anchor !== undefined) change.monthly_payout_days ??= [monthly_anchor]
  if (weekly_anchor !== undefined) change.weekly_payout_days ??= [weekly_anchor]
  if (delay_days !== undefined) change.delay_days_override = readDelayDays(delay_days)
  return change
}

function readDelayDays(word: string): number | null {
  if (word === 'minimum') return null
  if (/^\d+$/.test(word)) return Number(word)
  throw malformed(`Invalid integer: ${word}`, {
    code: 'parameter_invalid_integer',
    param: nameInSettings('delay_days_override'),
  })
}

const nameInSettings: NameOfField = (field) => {
  switch (field) {
    case 'debit_negative_balances':
    case 'statement_descriptor':
      return `settings[payouts][${field}]`
    case 'delay_days_override':
      return 'settings[payouts][schedule][delay_days]'
    default:
      return `settings[payouts][schedule][${field}]`
  }
}
