import type { Call } from './control-call.ts'
import { queryCount, queryText } from './fields.ts'

// What was recorded: requests, changes, events and webhook deliveries.

export function listRequests({ simulator, query }: Call) {
  const filter = {
    account: queryText(query, 'account'),
    path: queryText(query, 'path'),
    client_request_id: queryText(query, 'client_request_id'),
    since: queryCount(query, 'since'),
  }
  return { data: simulator.requests.list(filter, queryCount(query, 'limit')) }
}

export function clearRequests({ simulator }: Call) {
  simulator.requests.clear()
  return { done: true }
}

export function listLedger({ world, query }: Call) {
  const entries = world.ledger.entries({
    account: queryText(query, 'account'),
    type: queryText(query, 'type'),
    actor: queryText(query, 'actor'),
    since: queryCount(query, 'since'),
  })
  return { data: latest(entries, query) }
}

export function listEvents({ world, query }: Call) {
  const all = world.events.all(queryText(query, 'account'))
  const since = queryText(query, 'since')
  // If that event is no longer kept, all the others came after it.
  const later = since === undefined ? all : all.slice(all.findLastIndex(({ id }) => id === since) + 1)
  const type = queryText(query, 'type')
  return { data: latest(type === undefined ? later : later.filter((event) => event.type === type), query) }
}

export function listDeliveries({ simulator, query }: Call) {
  return { data: latest(simulator.webhooks.deliveries(), query) }
}

/** `?limit=` keeps the newest entries of a list that is oldest first. */
function latest<T>(entries: readonly T[], query: URLSearchParams): readonly T[] {
  const limit = queryCount(query, 'limit')
  return limit === undefined ? entries : entries.slice(Math.max(0, entries.length - limit))
}
