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
import type { Call } from './control-call.ts'
import { ControlError } from './control-error.ts'
import { isCount, readCount, readShare, readText } from './fields.ts'

// What makes a request fail: planned faults, rate limits, and keys that are not allowed everything.

export function listFaults({ simulator }: Call) {
  return { data: simulator.faults.list() }
}

export function planFault({ simulator, body }: Call) {
  const fault = readFault(body.fault)
  if (typeof fault === 'string') throw new ControlError(400, fault)
  const match = isJsonObject(body.match) ? body.match : {}
  const times = body.times ?? 1
  if (times !== 'always' && (!isCount(times) || times === 0)) {
    throw new ControlError(400, "times must be 1 or more, or 'always'")
  }
  return simulator.faults.add({
    match: { method: readText(match, 'method'), path: readText(match, 'path'), account: readText(match, 'account') },
    times: times === 'always' ? null : times,
    probability: readShare(body, 'probability') ?? 1,
    seed: readCount(body, 'seed') ?? 1,
    fault,
  })
}

export function removeFault({ simulator, segment }: Call) {
  return { removed: simulator.faults.remove(segment('fault')) }
}

export function clearFaults({ simulator }: Call) {
  simulator.faults.clear()
  return { done: true }
}

export function showLimits({ simulator }: Call) {
  return simulator.limits.show()
}

export function setLimits({ simulator, body }: Call) {
  const mode = LIMIT_MODES.find((known) => known === body.mode)
  if (!mode) throw new ControlError(400, `mode must be ${LIMIT_MODES.join(', ')}`)
  const overrides = Object.fromEntries(
    (['per_second', 'endpoint_per_second', 'concurrent'] as const).flatMap((name) => {
      const value = readCount(body, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  simulator.limits.set(mode, overrides)
  return simulator.limits.show()
}

export function listKeys({ simulator }: Call) {
  return { data: simulator.keys.restricted().map(renderKey), resources: RESOURCES }
}

export function addKey({ simulator, world, body }: Call) {
  const permissions = readPermissions(body.permissions)
  if (typeof permissions === 'string') throw new ControlError(400, permissions)
  const key = readText(body, 'key') ?? newRestrictedKey(world.random)
  if (!isRestrictedKey(key)) throw new ControlError(400, 'key must be rk_test_ and letters or digits')
  const added = simulator.keys.add(key, permissions)
  world.saveSoon()
  return renderKey(added)
}

export function removeKey({ simulator, world, segment }: Call) {
  const removed = simulator.keys.remove(segment('key'))
  world.saveSoon()
  return { removed }
}

function renderKey({ key, permissions }: ApiKey): { key: string; permissions: Permissions } {
  return {
    key,
    permissions: Object.fromEntries(RESOURCES.map((resource) => [resource, permissions?.[resource] ?? 'none'])),
  }
}
