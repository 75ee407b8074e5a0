import {
  type ApiKey,
  isRestrictedKey,
  newRestrictedKey,
  type Permissions,
  RESOURCES,
  readPermissions,
} from '../api/api-keys.ts'
import { LIMIT_MODES } from '../api/rate-limits.ts'
import { readFault } from '../http/faults.ts'
import { isJsonObject } from '../http/json-body.ts'
import type { RequestFilter } from '../http/request-log.ts'
import { asked, askedCount, type Call, count, isCount, share, text } from './control-call.ts'
import { ControlError } from './control-error.ts'

/** What stands between the app and Stripe, and what was seen there: limits, keys, faults, the request log, the ledger. */

export function setLimits({ simulator, body }: Call) {
  const mode = LIMIT_MODES.find((known) => known === body.mode)
  if (!mode) throw new ControlError(400, `mode must be ${LIMIT_MODES.join(', ')}`)
  const overrides = Object.fromEntries(
    (['per_second', 'endpoint_per_second', 'concurrent'] as const).flatMap((name) => {
      const value = count(body, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  simulator.limits.set(mode, overrides)
  return simulator.limits.show()
}

export function listKeys({ simulator }: Call) {
  return { data: simulator.keys.restricted().map(renderKey), resources: RESOURCES }
}

export function addKey({ simulator, body }: Call) {
  const permissions = readPermissions(body.permissions)
  if (typeof permissions === 'string') throw new ControlError(400, permissions)
  const key = text(body, 'key') ?? newRestrictedKey(simulator.simulation.random)
  if (!isRestrictedKey(key)) throw new ControlError(400, 'key must be rk_test_ and letters or digits')
  const added = simulator.keys.add(key, permissions)
  simulator.simulation.touch()
  return renderKey(added)
}

export function removeKey({ simulator, words }: Call) {
  const removed = simulator.keys.remove(words[0] ?? '')
  simulator.simulation.touch()
  return { removed }
}

function renderKey({ key, permissions }: ApiKey): { key: string; permissions: Permissions } {
  return {
    key,
    permissions: Object.fromEntries(RESOURCES.map((resource) => [resource, permissions?.[resource] ?? 'none'])),
  }
}

export function planFault({ simulator, body }: Call) {
  const fault = readFault(body.fault)
  if (typeof fault === 'string') throw new ControlError(400, fault)
  const match = isJsonObject(body.match) ? body.match : {}
  const times = body.times ?? 1
  if (times !== 'always' && (!isCount(times) || times === 0))
    throw new ControlError(400, "times must be 1 or more, or 'always'")
  return simulator.faults.add({
    match: { method: text(match, 'method'), path: text(match, 'path'), account: text(match, 'account') },
    times: times === 'always' ? null : times,
    probability: share(body, 'probability') ?? 1,
    seed: count(body, 'seed') ?? 1,
    fault,
  })
}

export function listRequests({ simulator, query }: Call) {
  return { data: simulator.requests.list(requestFilter(query), askedCount(query, 'limit')) }
}

function requestFilter(query: URLSearchParams): RequestFilter {
  return {
    account: asked(query, 'account'),
    path: asked(query, 'path'),
    client_request_id: asked(query, 'client_request_id'),
    since: askedCount(query, 'since'),
  }
}

export function listLedger({ simulator, query }: Call) {
  return {
    data: latest(
      simulator.simulation.ledger.entries({
        account: asked(query, 'account'),
        type: asked(query, 'type'),
        actor: asked(query, 'actor'),
        since: askedCount(query, 'since'),
      }),
      query,
    ),
  }
}

/** `?limit=` keeps the newest of a list that is oldest first. */
export function latest<T>(entries: readonly T[], query: URLSearchParams): readonly T[] {
  const limit = askedCount(query, 'limit')
  return limit === undefined ? entries : entries.slice(Math.max(0, entries.length - limit))
}
