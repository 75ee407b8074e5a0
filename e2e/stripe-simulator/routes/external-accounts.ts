import {
  createBankAccount,
  deleteExternalAccount,
  renderExternalAccount,
  updateExternalAccount,
} from '../external-accounts.ts'
import { PREVIEW } from '../http/api-version.ts'
import { expansions } from '../http/expand.ts'
import { PAGING, page } from '../http/pagination.ts'
import { boolean, choice, clearable, either, hash, list, map, text } from '../http/parameters.ts'
import { type ApiRequest, type Route, route } from '../http/route.ts'
import { forbidden, notFound, refused } from '../http/stripe-error.ts'
import { METADATA } from '../metadata.ts'
import type { Account } from '../state.ts'
import { requireConnectedAccount, requireExternalAccount } from './connected-account.ts'

const LIST = hash({ ...PAGING, object: choice('bank_account', 'card') })
const RETRIEVE = hash({ expand: list(text()) })
const CREATE = hash(
  {
    default_for_currency: boolean(),
    expand: list(text()),
    external_account: either(
      text(),
      hash(
        {
          account_holder_name: text(),
          account_holder_type: choice('company', 'individual'),
          account_number: text(),
          country: text(),
          currency: text(),
          object: choice('bank_account'),
          routing_number: text(),
        },
        ['account_number', 'country', 'object'],
      ),
    ),
    metadata: map(text(500)),
  },
  ['external_account'],
)
const UPDATE = hash({
  account_holder_name: text(),
  account_holder_type: clearable(choice('company', 'individual')),
  default_for_currency: boolean(),
  expand: list(text()),
  metadata: clearable(METADATA),
})
const DELETE = hash({})

/** The same operations behind two addresses: the account in the path, or (preview) in the header. */
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
        // Tokens come with a later issue: nothing here has made one yet.
        if (typeof external_account === 'string') throw notFound('token', external_account, 'external_account')
        const created = createBankAccount(
          request.simulation,
          account,
          external_account,
          { default_for_currency, metadata },
          request.cause,
          (field) => `external_account[${field}]`,
        )
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
        updateExternalAccount(request.simulation, account, external, wanted, request.cause)
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
        deleteExternalAccount(request.simulation, account, external, request.cause)
        return { id: external.id, object: external.object, currency: external.currency, deleted: true }
      },
    }),
  ]
}

/** [sdk types] the platform may only where it collects the requirements; the second text is [issue stripe-php #1165]. */
function requireOwnership(request: ApiRequest, account: Account): void {
  if (account === request.simulation.accounts.platform) {
    throw refused('You cannot add cards or bank accounts for payouts and top-ups away from the dashboard.')
  }
  if (account.controller?.requirement_collection === 'application') return
  throw forbidden(
    'Your platform cannot change external accounts of accounts whose requirements Stripe collects; the account holder does it in Stripe.',
  )
}

export const externalAccountRoutes = [
  ...operations('/v1/accounts/:account/external_accounts', undefined, (request) =>
    requireConnectedAccount(request, request.segment('account')),
  ),
  ...operations('/v1/external_accounts', PREVIEW, (request) => request.account),
]
