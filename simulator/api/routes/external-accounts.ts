import { detailsOf, EXTERNAL_ACCOUNT } from '../../banks/external-account-parameters.ts'
import { renderExternalAccount } from '../../banks/external-account-view.ts'
import { createExternalAccount, deleteExternalAccount, updateExternalAccount } from '../../banks/external-accounts.ts'
import { PREVIEW } from '../../http/api-version.ts'
import { expansions } from '../../http/expand.ts'
import { METADATA } from '../../http/metadata.ts'
import { PAGING, page } from '../../http/pagination.ts'
import { boolean, choice, clearable, hash, integer, list, map, text } from '../../http/parameters.ts'
import type { Account } from '../../world/state.ts'
import { type ApiRequest, type Route, route } from '../route.ts'
import { requireConnectedAccount, requireExternalAccount, requireOwnership } from './connected-account.ts'

const LIST = hash({ ...PAGING, object: choice('bank_account', 'card') })
const RETRIEVE = hash({ expand: list(text()) })
const CREATE = hash(
  {
    default_for_currency: boolean(),
    expand: list(text()),
    external_account: EXTERNAL_ACCOUNT,
    metadata: map(text(500)),
  },
  ['external_account'],
)
const UPDATE = hash({
  account_holder_name: text(),
  account_holder_type: clearable(choice('company', 'individual')),
  account_type: choice('checking', 'futsu', 'savings', 'toza'),
  default_for_currency: boolean(),
  exp_month: integer(),
  exp_year: integer(),
  expand: list(text()),
  metadata: clearable(METADATA),
  name: text(),
})
const DELETE = hash({})

/** The same operations at two addresses: with the account in the path or, at the preview, in the header. */
function operations(base: string, version: Route['version'], accountOf: (request: ApiRequest) => Account): Route[] {
  const only = version === undefined ? {} : { version }
  return [
    route({
      ...only,
      method: 'GET',
      path: base,
      parameters: LIST,
      handle: (request, wanted) => {
        expansions(wanted.expand, [], true)
        const account = accountOf(request)
        return page(
          account.external_accounts,
          (external) => wanted.object === undefined || external.object === wanted.object,
          wanted,
          'external account',
          base.replace(':account', account.id),
          (external) => renderExternalAccount(account, external),
        )
      },
    }),
    route({
      ...only,
      method: 'POST',
      path: base,
      parameters: CREATE,
      handle: (request, { default_for_currency, expand, external_account, metadata }) => {
        expansions(expand, [])
        const account = accountOf(request)
        requireOwnership(request, account)
        const { world, cause } = request
        const named = (field: string) => `external_account[${field}]`
        const details = detailsOf(external_account, named)
        const options = { default_for_currency, metadata }
        const created = createExternalAccount(world, account, details, options, cause, named)
        return renderExternalAccount(account, created)
      },
    }),
    route({
      ...only,
      method: 'GET',
      path: `${base}/:id`,
      parameters: RETRIEVE,
      handle: (request, { expand }) => {
        expansions(expand, [])
        const account = accountOf(request)
        return renderExternalAccount(account, requireExternalAccount(account, request.segment('id')))
      },
    }),
    route({
      ...only,
      method: 'POST',
      path: `${base}/:id`,
      parameters: UPDATE,
      handle: (request, wanted) => {
        expansions(wanted.expand, [])
        const account = accountOf(request)
        requireOwnership(request, account)
        const external = requireExternalAccount(account, request.segment('id'))
        updateExternalAccount(request.world, account, external, wanted, request.cause)
        return renderExternalAccount(account, external)
      },
    }),
    route({
      ...only,
      method: 'DELETE',
      path: `${base}/:id`,
      parameters: DELETE,
      handle: (request) => {
        const account = accountOf(request)
        requireOwnership(request, account)
        const external = requireExternalAccount(account, request.segment('id'))
        deleteExternalAccount(request.world, account, external, request.cause)
        return { id: external.id, object: external.object, currency: external.currency, deleted: true }
      },
    }),
  ]
}

export const externalAccountRoutes = [
  ...operations('/v1/accounts/:account/external_accounts', undefined, (request) =>
    requireConnectedAccount(request, request.segment('account')),
  ),
  ...operations('/v1/external_accounts', PREVIEW, (request) => request.account),
]
