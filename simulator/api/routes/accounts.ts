import { renderAccount } from '../../accounts/account-view.ts'
import { expansions } from '../../http/expand.ts'
import { isWithin, listObject, PAGING, type Paging, pageSize, RANGE, type Range } from '../../http/pagination.ts'
import { hash, list, text } from '../../http/parameters.ts'
import { notFound } from '../../http/stripe-error.ts'
import type { Account } from '../../world/state.ts'
import { type ApiRequest, route } from '../route.ts'
import { requireConnectedAccount } from './connected-account.ts'

const RETRIEVE = hash({ expand: list(text()) })

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
]

/** Starts at the cursor, so every page of a long list costs the same. */
function listAccounts(request: ApiRequest, paging: Paging, created: Range | undefined) {
  const { accounts } = request.world
  const limit = pageSize(paging)
  const cursor = findCursor(request, paging)
  const forward = paging.ending_before !== undefined
  // A connected account has no connected accounts of its own.
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
  const account = request.world.accounts.find(id)
  if (!account) throw notFound('account', id, paging.starting_after === undefined ? 'ending_before' : 'starting_after')
  return account
}
